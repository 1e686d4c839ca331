import type { Input, payrollContract as contract } from '@heyi/contract';
import { bindEvidence, recordEvidence } from '@heyi/evidence';
import { assert, fail, formatId, type Id, ok, zeroFen } from '@heyi/kernel';
import { postInBooks } from '@heyi/ledger';
import { findPayerAccount, payerAccountsOf } from '@heyi/payments';
import { type Registration, visibleRegistrations } from '@heyi/people';
import { publish, type Transaction } from '@heyi/platform';
import { journalOf, ownMoneyLines, settlingLines } from './book-contribution-payment.ts';
import { insertPayment, shownPayment, type StoredPayment } from './contribution-payment.store.ts';
import { paymentFacts } from './payment-evidence.ts';
import { isChargedWithoutRun, owedAt } from './owed-contributions.ts';

/**
 * 缴款 of social insurance or housing fund: what the agency debited (三方协议) or was paid by voucher,
 * with its receipt. The amount may differ from what is owed: a bill trues up an estimate later.
 */
export async function recordContributionPayment(
  tx: Transaction,
  input: Input<typeof contract.recordContributionPayment>,
) {
  const { contributionPeriod, amount, lateFee = zeroFen, lateFeeBearer = null, paidOn } = input;
  const registration = (await visibleRegistrations(tx)).get(input.registrationId);
  if (!registration) return fail({ code: 'registration.not_found' as const });
  if (paidOn > tx.today) return fail({ code: 'contribution_payment.in_the_future' as const });
  if (lateFee > 0 && lateFeeBearer === null) {
    return fail({ code: 'contribution_payment.bearer_missing' as const });
  }
  const payer = await payerOf(tx, registration, input.payerAccountId ?? null);
  if (!payer.ok) return payer;
  const isBooked = (await owedAt(tx, registration.id, contributionPeriod)) !== 0;
  if (!isBooked && !(await isChargedWithoutRun(tx, registration.id, contributionPeriod))) {
    return fail({ code: 'contribution_payment.nothing_owed' as const });
  }
  const recorded = await keepReceipt(tx, registration, input);
  if (!recorded.ok) return recorded;
  const { document } = recorded.value;
  const payment = await insertPayment(tx, registration, {
    contributionPeriod,
    way: input.way,
    amount,
    lateFee,
    lateFeeBearer: lateFee > 0 ? lateFeeBearer : null,
    payerAccountId: payer.value,
    paidOn,
    voucherNumber: input.voucherNumber,
    evidenceId: document.id,
  });
  if (payment === null) return fail({ code: 'contribution_payment.exists' as const });
  await bookPayment(tx, registration, { ...payment, isBooked });
  await tellPayment(tx, 'contribution_payment.recorded', registration, payment);
  const subject = { subjectKind: 'contributionPayment', subjectId: payment.id } as const;
  const facts = paymentFacts(registration, contributionPeriod);
  const bound = await bindEvidence(tx, { documentId: document.id, ...subject, ...facts });
  assert(bound.ok, 'a new payment has no papers yet');
  return ok(shownPayment(payment));
}

/** News for whoever follows the month of the registration. */
export async function tellPayment(
  tx: Transaction,
  type: 'contribution_payment.recorded' | 'contribution_payment.revoked',
  registration: Registration,
  payment: StoredPayment,
): Promise<void> {
  const { id: contributionPaymentId, registrationId, contributionPeriod, amount, paidOn } = payment;
  const { tenantId: registrationTenantId } = registration;
  const month = { registrationId, registrationTenantId, contributionPeriod };
  const isClients = payment.lateFeeBearer === 'client' && payment.payerAccountId !== null;
  const clientLateFee = isClients ? payment.lateFee : zeroFen;
  const paid = { amount, clientLateFee, paidOn };
  await publish(tx, { type, payload: { contributionPaymentId, ...month, ...paid } });
}

/** It stands with the registration: a debit of the provider's unit is one receipt for many clients. */
async function keepReceipt(
  tx: Transaction,
  registration: Registration,
  input: Input<typeof contract.recordContributionPayment>,
) {
  assert(tx.upload, 'an upload operation has a file');
  const holder = registration.tenantId === tx.houseId ? houseOf(tx) : tx;
  return recordEvidence(holder, {
    kind: input.evidenceKind ?? 'debitReceipt',
    file: tx.upload,
    sourceName: registration.agencyName,
    period: input.contributionPeriod,
  });
}

/**
 * The account that was debited. The provider's units are paid from the account that its people at
 * this client are paid from; a client's unit from an account of its own, kept here or not.
 */
async function payerOf(tx: Transaction, registration: Registration, named: Id<'pac'> | null) {
  if (named !== null) {
    const account = await findPayerAccount(tx, named);
    if (account?.tenantId !== registration.tenantId) {
      return fail({ code: 'payer_account.not_found' as const });
    }
    return ok<Id<'pac'> | null>(account.id);
  }
  if (registration.tenantId !== tx.houseId) return ok(null);
  const assigned = (await payerAccountsOf(tx)).get(registration.legalEntityId);
  if (!assigned) return fail({ code: 'contribution_payment.payer_account_missing' as const });
  return ok<Id<'pac'> | null>(assigned.id);
}

async function bookPayment(
  tx: Transaction,
  registration: Registration,
  payment: StoredPayment & { readonly isBooked: boolean },
): Promise<void> {
  const { payerAccountId, amount, lateFee, paidOn, isBooked } = payment;
  const { legalEntityId, id: registrationId } = registration;
  const id = formatId('ctp', payment.id);
  const subject = { id, reference: id, paidOn };
  const isProvider = registration.tenantId === tx.houseId;
  const liability = { kind: 'contributionsPayable', legalEntityId, registrationId } as const;
  const settled = { liability, amount, payerAccountId, isProvider, isBooked };
  const lines = settlingLines(tx, settled);
  const paid = {
    tx,
    journals: lines.length === 0 ? [] : [journalOf('contributions.paid', subject, lines)],
  };
  if (lateFee === 0 || payerAccountId === null) return postInBooks([paid]);
  // Money of the provider's own lies on its own accounts alone: on a client's it was the client's.
  const bearer = payment.lateFeeBearer === 'provider' && isProvider ? houseOf(tx) : tx;
  const fee = journalOf('late_fee.paid', subject, ownMoneyLines(bearer, payerAccountId, lateFee));
  return postInBooks([paid, { tx: bearer, journals: [fee] }]);
}

/** The transaction as the provider's own. */
export function houseOf(tx: Transaction): Transaction {
  const { houseId: tenantId, houseShardKey: shardKey } = tx;
  return { ...tx, tenantId, shardKey, tenantShardKey: shardKey };
}
