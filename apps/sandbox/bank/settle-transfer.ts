import { addSeconds, type Instant } from '@heyi/kernel';
import type { Bank } from './bank.ts';
import { type AccountRow, clearingAccount, transitAccount } from './book.store.ts';
import { type ResultCode, resultTexts } from './result-code.ts';
import { afterInstant, behaviourOutcome, type Outcome, type TransferRow } from './transfer.ts';

/** Brings a transfer in transit to its outcome and plans its return, if any. Saves the row. */
export function settleTransfer(bank: Bank, row: TransferRow, now: Instant): void {
  const payee = bank.book.findAccount(row.payee_account);
  concludeTransfer(bank, row, behaviourOutcome(row.behaviour) ?? payeeOutcome(row, payee), now);
  if (row.state !== 'succeeded' || row.behaviour !== 'late_return') return;
  row.step = 'return';
  row.step_at = addSeconds(now, row.behaviour_seconds ?? bank.settings.late_return_seconds);
  bank.transfers.save(row);
}

/** Payees of other banks are taken on trust; the bank's own customers are checked. */
function payeeOutcome(row: TransferRow, payee: AccountRow | undefined): Outcome {
  if (payee === undefined) return { state: 'succeeded', code: null };
  if (payee.name !== row.payee_name) return { state: 'failed', code: 'BE01' };
  if (payee.state === 'closed') return { state: 'failed', code: 'AC04' };
  if (payee.state === 'frozen') return { state: 'failed', code: 'AC06' };
  return { state: 'succeeded', code: null };
}

/** Moves the money in transit on to the payee or back to the payer; 挂账 leaves it there. */
export function concludeTransfer(
  bank: Bank,
  row: TransferRow,
  outcome: Outcome,
  now: Instant,
): void {
  const payer = { account: row.payer_account, name: null };
  const payee = { account: row.payee_account, name: row.payee_name };
  const common = { amount: row.amount, reference: row.reference, at: now };
  if (outcome.state === 'succeeded') {
    const to = { account: payeeSide(bank, row), counterparty: payerParty(bank, row) };
    const from = { account: transitAccount, counterparty: payee };
    bank.book.post({ ...common, kind: 'transfer', text: row.purpose, from, to });
  }
  if (outcome.state === 'failed') {
    const to = { account: row.payer_account, counterparty: payee };
    const from = { account: transitAccount, counterparty: payer };
    bank.book.post({ ...common, kind: 'reversal', text: `冲正 ${row.purpose}`, from, to });
  }
  setOutcome(bank, row, outcome, now);
}

/**
 * 退汇: the money of a succeeded transfer comes back. False, and nothing moved, when the transfer is
 * not in success or the payee, a customer of this bank, has spent the money.
 */
export function returnTransfer(
  bank: Bank,
  row: TransferRow,
  code: ResultCode,
  now: Instant,
): boolean {
  const source = payeeSide(bank, row);
  const holder = bank.book.findAccount(source);
  const spent = holder?.kind === 'customer' && holder.balance < row.amount;
  if (row.state !== 'succeeded' || spent) {
    Object.assign(row, { step: null, step_at: null });
    bank.transfers.save(row);
    return false;
  }
  bank.book.post({
    kind: 'return',
    amount: row.amount,
    at: now,
    reference: row.reference,
    text: `退汇 ${resultTexts[code]}`,
    from: { account: source, counterparty: payerParty(bank, row) },
    to: {
      account: row.payer_account,
      counterparty: { account: row.payee_account, name: row.payee_name },
    },
  });
  setOutcome(bank, row, { state: 'returned', code }, now);
  return true;
}

function payeeSide(bank: Bank, row: TransferRow): string {
  const account = bank.book.findAccount(row.payee_account);
  return account?.kind === 'customer' ? row.payee_account : clearingAccount;
}

function payerParty(bank: Bank, row: TransferRow) {
  const payer = bank.book.findAccount(row.payer_account);
  return { account: row.payer_account, name: payer?.name ?? null };
}

function setOutcome(bank: Bank, row: TransferRow, { state, code }: Outcome, now: Instant): void {
  row.state = state;
  row.code = code;
  row.text = code === null ? null : resultTexts[code];
  row.occurred_at = afterInstant(row.occurred_at, now);
  row.step = null;
  row.step_at = null;
  bank.transfers.save(row);
}
