import type { reconciliationContract as contract } from '@heyi/contract';
import type { Fen, Id, PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import { namedOrders } from '../match/named-orders.ts';

/** Something that bank and books do not agree on, as they stand now. */
export type Fact = {
  readonly kind: (typeof contract.discrepancyKinds)[number];
  /** The line, the entry, the order or the statement that it is about. */
  readonly subjectId: string;
  readonly lineId: Id<'stl'> | null;
  readonly entryId: Id<'bke'> | null;
  readonly orderId: Id<'pay'> | null;
  readonly bookTenantId: TenantId | null;
  readonly orderState: string | null;
  readonly arisenOn: PlainDate | null;
  readonly bankAmount: Fen | null;
  readonly bookAmount: Fen | null;
};

/** Everything that differs on an account whose standing is locked. */
export async function findFacts(tx: Transaction, payerAccountId: Id<'pac'>): Promise<Fact[]> {
  return [...(await openItems(tx, payerAccountId)), ...(await wrongOpenings(tx, payerAccountId))];
}

/** An opening that is not the closing before; of the first statement, not what the books had before. */
async function wrongOpenings(tx: Transaction, payerAccountId: Id<'pac'>): Promise<Fact[]> {
  return tx.sql<Fact>`
    with told as (
      select id, day, opening, lag(closing) over (order by day) as closing_before,
             row_number() over (order by day) as place
        from reconciliation.statement
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId}),
    expected as (
      select id, day, opening,
             case when place > 1 then closing_before
                  else (select coalesce(sum(amount), 0)::bigint from reconciliation.book_entry e
                         where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
                           and e.payer_account_id = ${payerAccountId} and e.match_id is null
                           and e.booked_on < told.day) end as wanted
        from told)
    select 'openingDiffers' as kind, id as "subjectId", null as "lineId", null as "entryId",
           null as "orderId", null as "bookTenantId", null as "orderState", day as "arisenOn",
           opening as "bankAmount", wanted as "bookAmount"
      from expected where opening <> wanted`;
}

/**
 * A line and an entry of one order or receipt with two amounts are one fact; an order that is still
 * under way is none. Two joins, as one with an "or" would compare every line with every entry; full ones
 * and sets to be in, as PostgreSQL expects one row of each and would look through all for every line.
 */
async function openItems(tx: Transaction, payerAccountId: Id<'pac'>): Promise<Fact[]> {
  const orders = await namedOrders(tx, payerAccountId);
  return tx.sql<Fact>`
    with span as (
      select min(day) as first_day, max(day) as last_day from reconciliation.statement
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId}),
    line as materialized (
      select id, order_id, bank_reference, occurrence, amount, booked_on
        from reconciliation.statement_line
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId} and match_id is null),
    entry as materialized (
      select id, source, source_id, bank_reference, amount, booked_on, book_tenant_id
        from reconciliation.book_entry
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId} and match_id is null),
    named as materialized (
      select * from unnest(${orders.map(({ id }) => id)}::uuid[], ${orders.map(({ tenantId }) => tenantId)}::uuid[],
                           ${orders.map(({ state }) => state)}::text[]) as named (id, tenant_id, state)),
    same_event as materialized (
      select line.id as line_id, entry.id as entry_id, line.order_id, line.booked_on,
             entry.book_tenant_id, line.amount as bank_amount, entry.amount as book_amount
        from (select * from line where order_id is not null) line
        full join (select * from entry where source = 'order') entry
          on entry.source_id = line.order_id
      union all
      select line.id, entry.id, line.order_id, line.booked_on, entry.book_tenant_id, line.amount,
             entry.amount
        from (select * from line where order_id is null and occurrence = 1) line
        full join (select * from entry where source = 'receipt') entry
          on entry.bank_reference = line.bank_reference),
    differing as materialized (
      select distinct on (line_id) * from same_event
       where (bank_amount > 0) = (book_amount > 0) and bank_amount <> book_amount
       order by line_id, entry_id),
    told as materialized (
      select line.*, named.tenant_id, named.state
        from line full join named on named.id = line.order_id),
    first_line as materialized (
      select distinct on (order_id) order_id, id from line
       where order_id is not null order by order_id, id)
    select 'amountDiffers' as kind, line_id as "subjectId", line_id as "lineId", entry_id as "entryId",
           order_id as "orderId", book_tenant_id as "bookTenantId", null::text as "orderState",
           booked_on as "arisenOn", bank_amount as "bankAmount", book_amount as "bookAmount"
      from differing
    union all
    select case when state in ('failed', 'cancelled') and amount < 0 then 'paidAfterFailure'
                else 'bankOnly' end,
           id, id, null, order_id, tenant_id, state, booked_on, amount, null
      from told
     where id is not null and id not in (select line_id from differing)
       -- Still under way: it is asked about, and a case of its own opens when that is over.
       and coalesce(state, 'gone') not in ('queued', 'sent', 'unknown', 'manual')
    union all
    select 'booksOnly', entry.id, null, entry.id,
           case entry.source when 'order' then entry.source_id end, entry.book_tenant_id, null,
           entry.booked_on, null, entry.amount
      from entry, span
     where entry.booked_on between span.first_day and span.last_day
       and entry.id not in (select entry_id from differing)
    union all
    select 'orderUnknown', o.id, first_line.id, null, o.id, o.tenant_id, o.state,
           (o.sent_at at time zone 'Asia/Shanghai')::date, null, 0 - o.amount
      from payments.order_outcome o
      left join first_line on first_line.order_id = o.id
     where o.payer_account_id = ${payerAccountId} and o.state = 'manual'
       and o.replaced_by_id is null`;
}
