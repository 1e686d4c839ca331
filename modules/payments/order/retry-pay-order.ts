import type { Input, paymentsContract as contract } from '@heyi/contract';
import { assert, fail, formatId, newId, ok } from '@heyi/kernel';
import { postJournals, transferLines } from '@heyi/ledger';
import { maskBankAccount, tenantCipher, type Transaction } from '@heyi/platform';
import { findPayerAccount } from '../payer-account/payer-account.store.ts';
import { bookAccount, subjectIdOf } from './apply-findings.ts';
import { wakeDispatchers } from './create.store.ts';
import { isLinked, type LockedOrder } from './order.store.ts';
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
  if (positionOf(order.state) !== 'payable') {
    return fail({ code: 'pay_order.not_retryable' as const });
  }
  if (order.replacedById !== null) return fail({ code: 'pay_order.already_retried' as const });
  const payer = await findPayerAccount(tx, order.payerAccountId);
  assert(payer, 'the payer account of an order can be seen');
  if (payer.state === 'closed') return fail({ code: 'payer_account.closed' as const });
  const id = newId<'pay'>();
  const journalId = await postRetry(tx, order, formatId('pay', id));
  await insertAttempt(tx, order, { id, journalId, correction: correction ?? null });
  await wakeDispatchers(tx);
  return ok(await viewFound(tx, id));
}

type Correction = NonNullable<Input<typeof contract.retryPayOrder>['correction']>;

function isWellFormed({ accountNumber, bankCode }: Correction): boolean {
  return (
    isAccountNumber(accountNumber) &&
    (bankCode === undefined || bankCode === null || isBankCode(bankCode))
  );
}

async function postRetry(tx: Transaction, order: LockedOrder, reference: string) {
  const [posting] = await postJournals(tx, [
    {
      kind: 'pay_order.queued',
      reference: `pay_order.queued/${reference}`,
      subjectId: subjectIdOf(order),
      occurredOn: tx.today,
      lines: transferLines(
        bookAccount('wagesPayable', order),
        bookAccount('paymentsInFlight', order),
        order.amount,
      ),
    },
  ]);
  return posting!.id;
}

async function insertAttempt(
  tx: Transaction,
  order: LockedOrder,
  attempt: { id: string; journalId: string; correction: Correction | null },
): Promise<void> {
  const { id, journalId, correction } = attempt;
  const cipher = await tenantCipher(tx);
  const number = correction?.accountNumber ?? null;
  await tx.sql`
    insert into payments.pay_order (
      shard_key, tenant_id, id, batch_id, subject_kind, subject_id, attempt, legal_entity_id,
      payer_account_id, payee_name, payee_account, payee_account_masked, payee_bank_code, amount,
      purpose, state, due_at, journal_id, created_at)
    select shard_key, tenant_id, ${id}, batch_id, subject_kind, subject_id, attempt + 1,
           legal_entity_id, payer_account_id, coalesce(${correction?.payeeName ?? null}, payee_name),
           coalesce(${number && cipher.seal(number)}, payee_account),
           coalesce(${number && maskBankAccount(number)}, payee_account_masked),
           case when ${correction !== null} then ${correction?.bankCode ?? null}
                else payee_bank_code end,
           amount, purpose, 'queued', ${isLinked(order) ? tx.now : null}::timestamptz, ${journalId},
           ${tx.now}
      from payments.pay_order
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${order.id}`;
  await tx.sql`
    update payments.pay_order set replaced_by_id = ${id}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${order.id}`;
}
