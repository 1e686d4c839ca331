import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { type Fact, findFacts } from './find-facts.ts';

/**
 * Brings the cases of an account to what its lines, entries and orders now say: opens those that are
 * new, opens those again that had closed by themselves, closes those whose facts are gone. What a
 * person has resolved stays resolved. The standing is locked, and the tenants of the books are seen.
 */
export async function keepDiscrepancies(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
): Promise<{ opened: number; closed: number }> {
  const facts = await findFacts(tx, payerAccountId);
  const closed = await closeOthers(tx, payerAccountId, facts);
  return { opened: await openCases(tx, payerAccountId, facts), closed };
}

async function closeOthers(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  facts: readonly Fact[],
): Promise<number> {
  const closed = await tx.sql`
    update reconciliation.discrepancy d
       set state = 'resolved', resolution = 'byItself', resolved_at = ${tx.now},
           resolved_by_name = ${tx.actor.name}
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
       and d.payer_account_id = ${payerAccountId} and d.state <> 'resolved'
       and (d.kind, d.subject_id) not in (
             select fact.kind, fact.subject_id
               from unnest(${facts.map(({ kind }) => kind)}::text[],
                           ${facts.map(({ subjectId }) => subjectId)}::uuid[])
                      as fact (kind, subject_id))
    returning id`;
  return closed.length;
}

async function openCases(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  facts: readonly Fact[],
): Promise<number> {
  if (facts.length === 0) return 0;
  const opened = await tx.sql<{ isNew: boolean }>`
    insert into reconciliation.discrepancy (
      shard_key, tenant_id, id, payer_account_id, kind, subject_id, line_id, entry_id, order_id,
      book_tenant_id, order_state, arisen_on, bank_amount, book_amount, state, opened_at)
    select ${tx.shardKey}, ${tx.tenantId}, gen_random_uuid(), ${payerAccountId}, fact.*, 'open',
           ${tx.now}
      from unnest(${facts.map(({ kind }) => kind)}::text[],
                  ${facts.map(({ subjectId }) => subjectId)}::uuid[],
                  ${facts.map(({ lineId }) => lineId)}::uuid[],
                  ${facts.map(({ entryId }) => entryId)}::uuid[],
                  ${facts.map(({ orderId }) => orderId)}::uuid[],
                  ${facts.map(({ bookTenantId }) => bookTenantId)}::uuid[],
                  ${facts.map(({ orderState }) => orderState)}::text[],
                  ${facts.map(({ arisenOn }) => arisenOn ?? tx.today)}::date[],
                  ${facts.map(({ bankAmount }) => bankAmount)}::bigint[],
                  ${facts.map(({ bookAmount }) => bookAmount)}::bigint[]) as fact
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
     where discrepancy.resolution = 'byItself'
        or (discrepancy.line_id, discrepancy.entry_id, discrepancy.order_state,
            discrepancy.bank_amount, discrepancy.book_amount)
           is distinct from (excluded.line_id, excluded.entry_id, excluded.order_state,
                             excluded.bank_amount, excluded.book_amount)
    returning (xmax = 0) as "isNew"`;
  return opened.filter(({ isNew }) => isNew).length;
}
