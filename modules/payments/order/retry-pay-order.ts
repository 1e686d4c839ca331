import type { Input, paymentsContract as contract } from '@heyi/contract';
import {
  assert,
  fail,
  formatId,
  type Id,
  isShardedId,
  newId,
  ok,
  siblingId,
  slotOf,
} from '@heyi/kernel';
import { type Journal, postJournals, transferLines } from '@heyi/ledger';
import { maskBankAccount, tenantCipher, type Transaction } from '@heyi/platform';
import { findPayerAccount } from '../payer-account/payer-account.store.ts';
import { bookAccount, subjectIdOf } from './apply-findings.ts';
import { wakeDispatchers } from './create.store.ts';
import { isLinked, type LockedOrder, lockOrders } from './order.store.ts';
import { isAccountNumber, isBankCode, positionOf } from './pay-order.ts';
import { lockOrder, viewFound } from './step-order.ts';

/**
 * A new attempt is a new order with a reference of its own. It takes the place of the old one in its
 * batch, whose control totals therefore stay.
 */
export async function retryPayOrder(tx: Transaction, input: Input<typeof contract.retryPayOrder>) {
  const { correction } = input;
  if (correction !== undefined && !isWellFormed(correction)) {
    return fail({ code: 'pay_order.account_malformed' as const });
  }
  const order = await lockOrder(tx, input.payOrderId);
  if (order === null) return fail({ code: 'pay_order.not_found' as const });
  // What a withdrawal's failure gave back to the worker is not paid a second time.
  if (positionOf(order.state) !== 'payable' || order.subjectKind === 'withdrawal') {
    return fail({ code: 'pay_order.not_retryable' as const });
  }
  if (order.replacedById !== null) return fail({ code: 'pay_order.already_retried' as const });
  const payer = await findPayerAccount(tx, order.payerAccountId);
  assert(payer, 'the payer account of an order can be seen');
  if (payer.state === 'closed') return fail({ code: 'payer_account.closed' as const });
  const [id] = await orderAgain(tx, [{ order, correction: correction ?? null }]);
  return ok(await viewFound(tx, id!));
}

type Correction = NonNullable<Input<typeof contract.retryPayOrder>['correction']>;

function isWellFormed({ accountNumber, bankCode }: Correction): boolean {
  return (
    isAccountNumber(accountNumber) &&
    (bankCode === undefined || bankCode === null || isBankCode(bankCode))
  );
}

/** Whom to pay again, and by which account from now on. */
export type Retry = { readonly payOrderId: Id<'pay'>; readonly correction: Correction };

/**
 * The same for many at once: orders first, then books, each locked in one step. Who has been paid or
 * tried again meanwhile is passed over; answers how many were made. The accounts are well formed and
 * their paying accounts are open: the caller has looked.
 */
export async function retryPayOrders(tx: Transaction, retries: readonly Retry[]): Promise<number> {
  const orders = await lockOrders(
    tx,
    retries.map(({ payOrderId }) => payOrderId),
  );
  const attempts = retries.flatMap(({ payOrderId, correction }) => {
    const order = orders.get(payOrderId);
    assert(order, 'an order that is paid again can be seen');
    const isOpen = positionOf(order.state) === 'payable' && order.replacedById === null;
    return isOpen ? [{ order, correction }] : [];
  });
  return (await orderAgain(tx, attempts)).length;
}

type Attempt = { readonly order: LockedOrder; readonly correction: Correction | null };

async function orderAgain(tx: Transaction, attempts: readonly Attempt[]): Promise<Id<'pay'>[]> {
  if (attempts.length === 0) return [];
  const ids = attempts.map(({ order }) => nextAttemptId(order.id));
  const postings = await postJournals(
    tx,
    attempts.map(({ order }, index): Journal => ({
      kind: 'pay_order.queued',
      reference: `pay_order.queued/${formatId('pay', ids[index]!)}`,
      subjectId: subjectIdOf(order),
      occurredOn: tx.today,
      lines: transferLines(
        bookAccount('wagesPayable', order),
        bookAccount('paymentsInFlight', order),
        order.amount,
      ),
    })),
  );
  await insertAttempts(
    tx,
    attempts.map((attempt, index) => ({
      ...attempt,
      id: ids[index]!,
      journalId: postings[index]!.id,
    })),
  );
  await wakeDispatchers(tx);
  return ids;
}

/** A sharded id says which attempt it is: two tries at once make the same one, and one of them fails. */
function nextAttemptId(id: Id<'pay'>): Id<'pay'> {
  return isShardedId(id) ? siblingId<'pay'>(id, slotOf(id) + 1) : newId<'pay'>();
}

async function insertAttempts(
  tx: Transaction,
  attempts: readonly (Attempt & { id: Id<'pay'>; journalId: Id<'jrn'> })[],
): Promise<void> {
  const cipher = await tenantCipher(tx);
  const numbers = attempts.map(({ correction }) => correction?.accountNumber ?? null);
  await tx.sql`
    with attempt as (
      select * from unnest(
               ${attempts.map(({ order }) => order.id)}::uuid[],
               ${attempts.map(({ id }) => id)}::uuid[],
               ${attempts.map(({ journalId }) => journalId)}::uuid[],
               ${attempts.map(({ order }) => isLinked(order))}::boolean[],
               ${attempts.map(({ correction }) => correction !== null)}::boolean[],
               ${attempts.map(({ correction }) => correction?.payeeName ?? null)}::text[],
               ${numbers.map((number) => number && cipher.seal(number))}::bytea[],
               ${numbers.map((number) => number && maskBankAccount(number))}::text[],
               ${attempts.map(({ correction }) => correction?.bankCode ?? null)}::text[])
          as one (old_id, id, journal_id, is_linked, is_corrected, payee_name, payee_account,
                  payee_account_masked, payee_bank_code)),
    made as (
      insert into payments.pay_order (
        shard_key, tenant_id, id, batch_id, subject_kind, subject_id, attempt, legal_entity_id,
        payer_account_id, payee_name, payee_account, payee_account_masked, payee_bank_code, amount,
        purpose, state, due_at, journal_id, created_at)
      select o.shard_key, o.tenant_id, a.id, o.batch_id, o.subject_kind, o.subject_id, o.attempt + 1,
             o.legal_entity_id, o.payer_account_id, coalesce(a.payee_name, o.payee_name),
             coalesce(a.payee_account, o.payee_account),
             coalesce(a.payee_account_masked, o.payee_account_masked),
             case when a.is_corrected then a.payee_bank_code else o.payee_bank_code end, o.amount,
             o.purpose, 'queued', case when a.is_linked then ${tx.now}::timestamptz end,
             a.journal_id, ${tx.now}
        from attempt a
        join payments.pay_order o
          on o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId} and o.id = a.old_id)
    update payments.pay_order o set replaced_by_id = a.id
      from attempt a
     where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId} and o.id = a.old_id`;
}
