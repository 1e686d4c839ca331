import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

/**
 * Brings the cases of an account to what its lines, entries and orders now say: opens those that are
 * new, opens those again that had closed by themselves, closes those whose facts are gone. What a
 * person has resolved stays resolved. The standing is locked, and the tenants of the books are seen.
 */
export async function keepDiscrepancies(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
): Promise<{ opened: number; closed: number }> {
  const [changed] = await tx.sql<{ opened: number; closed: number }>`
    with told as (
      select id, day, opening, closing, lag(closing) over (order by day) as before
        from reconciliation.statement
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId}),
    span as (select min(day) as first_day, max(day) as last_day from told),
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
      select * from reconciliation.orders_of_account(
        ${payerAccountId}, array(select order_id from line where order_id is not null))),
    differing as (
      select distinct on (line.id) line.id as line_id, entry.id as entry_id,
             line.amount as bank_amount, entry.amount as book_amount
        from line
        join entry on (line.amount > 0) = (entry.amount > 0) and line.amount <> entry.amount
                  and (entry.source_id = line.order_id
                       or (entry.source = 'receipt' and line.order_id is null and line.occurrence = 1
                           and entry.bank_reference = line.bank_reference))
       order by line.id, entry.id),
    fact as materialized (
      select 'amountDiffers' as kind, line.id as subject_id, line.id as line_id, d.entry_id,
             line.order_id, entry.book_tenant_id, null::text as order_state, line.booked_on as arisen_on,
             d.bank_amount, d.book_amount
        from differing d join line on line.id = d.line_id join entry on entry.id = d.entry_id
      union all
      select case when o.state in ('failed', 'cancelled') and line.amount < 0 then 'paidAfterFailure'
                  else 'bankOnly' end,
             line.id, line.id, null, line.order_id, o.tenant_id, o.state, line.booked_on,
             line.amount, null
        from line
        left join named o on o.id = line.order_id
       where not exists (select from differing d where d.line_id = line.id)
         -- Still under way: it is asked about, and a case of its own opens when that is over.
         and coalesce(o.state, 'gone') not in ('queued', 'sent', 'unknown', 'manual')
      union all
      select 'booksOnly', entry.id, null, entry.id,
             case entry.source when 'order' then entry.source_id end, entry.book_tenant_id, null,
             entry.booked_on, null, entry.amount
        from entry, span
       where entry.booked_on between span.first_day and span.last_day
         and not exists (select from differing d where d.entry_id = entry.id)
      union all
      select 'orderUnknown', o.id, (select line.id from line where line.order_id = o.id limit 1), null,
             o.id, o.tenant_id, o.state, (o.sent_at at time zone 'Asia/Shanghai')::date, null,
             0 - o.amount
        from payments.order_outcome o
       where o.payer_account_id = ${payerAccountId} and o.state = 'manual'
         and o.replaced_by_id is null
      union all
      select 'openingDiffers', told.id, null, null, null, null, null, told.day, told.opening, told.before
        from told where told.opening <> told.before
      union all
      select 'openingDiffers', told.id, null, null, null, null, null, told.day, told.opening,
             early.amount
        from told join span on span.first_day = told.day
       cross join lateral (
             select coalesce(sum(entry.amount), 0)::bigint as amount from entry
              where entry.booked_on < told.day) early
       where told.opening <> early.amount),
    closed as (
      update reconciliation.discrepancy d
         set state = 'resolved', resolution = 'byItself', resolved_at = ${tx.now},
             resolved_by_name = ${tx.actor.name}
       where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
         and d.payer_account_id = ${payerAccountId} and d.state <> 'resolved'
         and not exists (select from fact
                          where fact.kind = d.kind and fact.subject_id = d.subject_id)
      returning id),
    opened as (
      insert into reconciliation.discrepancy (
        shard_key, tenant_id, id, payer_account_id, kind, subject_id, line_id, entry_id, order_id,
        book_tenant_id, order_state, arisen_on, bank_amount, book_amount, state, opened_at)
      select ${tx.shardKey}, ${tx.tenantId}, gen_random_uuid(), ${payerAccountId}, kind, subject_id,
             line_id, entry_id, order_id, book_tenant_id, order_state,
             coalesce(arisen_on, ${tx.today}::date), bank_amount, book_amount, 'open', ${tx.now}
        from fact
          on conflict (shard_key, tenant_id, payer_account_id, kind, subject_id) do update
         set line_id = excluded.line_id, entry_id = excluded.entry_id,
             order_state = excluded.order_state, bank_amount = excluded.bank_amount,
             book_amount = excluded.book_amount,
             state = case when discrepancy.resolution = 'byItself'
                          then case when discrepancy.owner_id is null then 'open' else 'assigned' end
                          else discrepancy.state end,
             resolution = nullif(discrepancy.resolution, 'byItself'),
             resolved_at = case when discrepancy.resolution = 'byItself' then null
                                else discrepancy.resolved_at end,
             resolved_by_name = case when discrepancy.resolution = 'byItself' then null
                                     else discrepancy.resolved_by_name end
      returning (xmax = 0) as is_new)
    select (select count(*) from closed) as closed,
           (select count(*) from opened where is_new) as opened`;
  return changed!;
}
