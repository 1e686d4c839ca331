import { assert, type Fen, type Id, type Instant } from '@heyi/kernel';
import {
  bigintArray,
  byteaArray,
  type Statement,
  textArray,
  type Transaction,
  uuidArray,
} from '@heyi/platform';
import type { PayerAccount } from '../payer-account/payer-account.store.ts';
import { lockBatches } from './create.store.ts';

/**
 * The batch of one day's withdrawals from an account, in the books of the transaction's stripe. It is
 * never prepared or released by anybody: its totals grow with its orders.
 */
export async function openDayBatch(
  tx: Transaction,
  day: { readonly id: Id<'wdd'>; readonly purpose: string; readonly payer: PayerAccount },
): Promise<Id<'pbt'>> {
  const request = {
    subjectKind: 'withdrawalDay' as const,
    subjectId: day.id as string as Id<'run'>,
    purpose: day.purpose,
  };
  const batches = await lockBatches(tx, request, [day.payer]);
  const batch = batches.get(day.payer.id);
  assert(batch, 'a day has its batch');
  return batch.id;
}

/** One order a withdrawal, as rows. Ids are siblings of the withdrawals': the key makes each once. */
export type StreamOrder = {
  readonly id: Id<'pay'>;
  readonly withdrawalId: Id<'wdr'>;
  readonly payeeName: string;
  /** Sealed by the tenant's cipher, as PostgreSQL writes it: `\x…`. */
  readonly payeeAccount: string;
  readonly payeeAccountMasked: string;
  readonly payeeBankCode: string | null;
  readonly amount: Fen;
  readonly journalId: Id<'jrn'>;
};

export type Stream = {
  readonly batchId: Id<'pbt'>;
  readonly legalEntityId: Id<'ent'>;
  readonly payerAccountId: Id<'pac'>;
  readonly purpose: string;
  /** Null where no bank link sends them. */
  readonly dueAt: Instant | null;
};

/**
 * Queues orders of withdrawals in two statements, to be sent; their money is booked by the
 * withdrawals' own journals. Dispatchers are woken by {@link wakeDispatchersOf} after the commit.
 */
export function queueStream(
  tx: Transaction,
  stream: Stream,
  orders: readonly StreamOrder[],
): Statement[] {
  const amount = orders.reduce((sum, order) => sum + order.amount, 0);
  return [
    () => tx.sql`
      insert into payments.pay_order (
        shard_key, tenant_id, id, batch_id, subject_kind, subject_id, attempt, legal_entity_id,
        payer_account_id, payee_name, payee_account, payee_account_masked, payee_bank_code, amount,
        purpose, state, due_at, journal_id, created_at)
      select ${tx.shardKey}, ${tx.tenantId}, id, ${stream.batchId}, 'withdrawal', withdrawal_id, 1,
             ${stream.legalEntityId}, ${stream.payerAccountId}, payee_name, payee_account,
             payee_account_masked, payee_bank_code, amount, ${stream.purpose}, 'queued',
             ${stream.dueAt}::timestamptz, journal_id, ${tx.now}
        from unnest(${uuidArray(orders.map(({ id }) => id))}::uuid[],
                    ${uuidArray(orders.map(({ withdrawalId }) => withdrawalId))}::uuid[],
                    ${textArray(orders.map(({ payeeName }) => payeeName))}::text[],
                    ${byteaArray(orders.map(({ payeeAccount }) => payeeAccount))}::bytea[],
                    ${textArray(orders.map(({ payeeAccountMasked }) => payeeAccountMasked))}::text[],
                    ${textArray(orders.map(({ payeeBankCode }) => payeeBankCode))}::text[],
                    ${bigintArray(orders.map((order) => order.amount))}::bigint[],
                    ${uuidArray(orders.map(({ journalId }) => journalId))}::uuid[])
          as new (id, withdrawal_id, payee_name, payee_account, payee_account_masked,
                  payee_bank_code, amount, journal_id)`,
    () => tx.sql`
      update payments.pay_batch
         set order_count = order_count + ${orders.length}, order_amount = order_amount + ${amount}
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${stream.batchId}`,
  ];
}
