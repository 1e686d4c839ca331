import { assert, type Id, newId } from '@heyi/kernel';
import type { Host, Transaction } from '@heyi/platform';
import type { PayerAccount } from '../payer-account/payer-account.store.ts';
import type { NewPayOrders } from './create-pay-orders.ts';

export type LockedBatch = { id: Id<'pbt'>; payerAccountId: Id<'pac'> };

/** Opens the batches that are missing, then locks all: one caller at a time makes a subject's orders. */
export async function lockBatches(
  tx: Transaction,
  request: Pick<NewPayOrders, 'subjectKind' | 'subjectId' | 'purpose'>,
  payers: readonly PayerAccount[],
): Promise<Map<Id<'pac'>, LockedBatch>> {
  const sorted = payers.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await tx.sql`
    insert into payments.pay_batch (shard_key, tenant_id, id, subject_kind, subject_id,
                                    payer_account_id, payer_tenant_id, channel, sending, purpose,
                                    order_count, order_amount, created_at)
    select ${tx.shardKey}, ${tx.tenantId}, id, ${request.subjectKind}, ${request.subjectId},
           payer_account_id, payer_tenant_id, channel, sending, ${request.purpose}, 0, 0, ${tx.now}
      from unnest(${sorted.map(() => newId())}::uuid[], ${sorted.map(({ id }) => id)}::uuid[],
                  ${sorted.map(({ tenantId }) => tenantId)}::uuid[],
                  ${sorted.map(({ channel }) => channel)}::text[],
                  ${sorted.map(({ sending }) => sending)}::text[])
        as new (id, payer_account_id, payer_tenant_id, channel, sending)
     order by payer_account_id
        on conflict (shard_key, tenant_id, subject_kind, subject_id, payer_account_id) do nothing`;
  const batches = await tx.sql<LockedBatch>`
    select id, payer_account_id as "payerAccountId" from payments.pay_batch
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and subject_kind = ${request.subjectKind} and subject_id = ${request.subjectId}
       and payer_account_id = any(${sorted.map(({ id }) => id)}::uuid[])
     order by payer_account_id
       for update`;
  assert(batches.length === payers.length, 'every paying account has its batch');
  return new Map(batches.map((batch) => [batch.payerAccountId, batch]));
}

type NewOrder = {
  index: number;
  id: Id<'pay'>;
  batchId: Id<'pbt'>;
  journalId: Id<'jrn'>;
  /** Without a bank link nothing falls due: a person carries the file. */
  isLinked: boolean;
};

/** Inserts the orders of items that have none, and answers their ids. */
export async function insertOrders(
  tx: Transaction,
  request: NewPayOrders,
  rows: readonly NewOrder[],
): Promise<Set<Id<'pay'>>> {
  const { orders } = request;
  const column = <T>(values: readonly T[]) => rows.map(({ index }) => values[index]!);
  const inserted = await tx.sql<{ id: Id<'pay'> }>`
    insert into payments.pay_order (
      shard_key, tenant_id, id, batch_id, subject_kind, subject_id, attempt, legal_entity_id,
      payer_account_id, payee_name, payee_account, payee_account_masked, payee_bank_code, amount,
      purpose, state, due_at, journal_id, created_at)
    select ${tx.shardKey}, ${tx.tenantId}, id, batch_id, ${orders.subjectKind}, subject_id, 1,
           legal_entity_id, payer_account_id, payee_name, payee_account, payee_account_masked,
           payee_bank_code, amount, ${request.purpose}, 'queued',
           case when is_linked then ${tx.now}::timestamptz end, journal_id, ${tx.now}
      from unnest(${rows.map(({ id }) => id)}::uuid[],
                  ${rows.map(({ batchId }) => batchId)}::uuid[],
                  ${rows.map(({ isLinked }) => isLinked)}::boolean[],
                  ${rows.map(({ journalId }) => journalId)}::uuid[],
                  ${column(orders.subjectIds)}::uuid[],
                  ${column(orders.legalEntityIds)}::uuid[],
                  ${column(orders.payerAccountIds)}::uuid[],
                  ${column(orders.payeeNames)}::text[],
                  ${column(orders.payeeAccounts)}::bytea[],
                  ${column(orders.payeeAccountsMasked)}::text[],
                  ${column(orders.payeeBankCodes)}::text[],
                  ${column(orders.amounts)}::bigint[])
        as new (id, batch_id, is_linked, journal_id, subject_id, legal_entity_id, payer_account_id,
                payee_name, payee_account, payee_account_masked, payee_bank_code, amount)
        on conflict (shard_key, tenant_id, subject_kind, subject_id, attempt)
              where subject_kind <> 'withdrawal' do nothing
    returning id`;
  return new Set(inserted.map(({ id }) => id));
}

/** The control totals grow by what was made. */
export async function addToBatches(
  tx: Transaction,
  totals: ReadonlyMap<Id<'pbt'>, { count: number; amount: number }>,
): Promise<void> {
  const sums = [...totals.values()];
  await tx.sql`
    update payments.pay_batch batch
       set order_count = batch.order_count + made.count,
           order_amount = batch.order_amount + made.amount
      from unnest(${[...totals.keys()]}::uuid[], ${sums.map(({ count }) => count)}::bigint[],
                  ${sums.map(({ amount }) => amount)}::bigint[]) as made (id, count, amount)
     where batch.shard_key = ${tx.shardKey} and batch.tenant_id = ${tx.tenantId}
       and batch.id = made.id`;
}

/** Heard by every dispatcher at the commit, in whatever process it runs. */
export async function wakeDispatchers(tx: Transaction): Promise<void> {
  await tx.sql`select pg_notify('heyi_pay_orders', '')`;
}

/** The same without a transaction: for orders that were committed in a stream. */
export async function wakeDispatchersOf(host: Host): Promise<void> {
  await host.pool.query(`select pg_notify('heyi_pay_orders', '')`);
}
