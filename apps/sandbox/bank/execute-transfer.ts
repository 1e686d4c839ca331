import { addSeconds, type Instant, parseYuan, shanghaiDate } from '@heyi/kernel';
import type { Bank } from './bank.ts';
import { transitAccount } from './book.store.ts';
import { type ResultCode, resultTexts } from './result-code.ts';
import { settleTransfer } from './settle-transfer.ts';
import { pickMilliseconds } from './settings.ts';
import { immediateRefusal, settlesLater, type TransferRow } from './transfer.ts';

/** Where the outcome must come later although the bank settles in its answers. */
const laterMs: [number, number] = [20, 60];

/**
 * Takes the money from the paying account, or refuses and records why. The transfer then settles at
 * once or later, as the bank is set. Saves the row.
 */
export function executeTransfer(bank: Bank, row: TransferRow, now: Instant): void {
  const refusal = refusalOf(bank, row);
  if (refusal !== null) {
    row.state = 'failed';
    row.code = refusal;
    row.text = resultTexts[refusal];
    row.occurred_at = now;
    row.step = null;
    row.step_at = null;
    bank.transfers.save(row);
    return;
  }
  const payee = { account: row.payee_account, name: row.payee_name };
  row.bank_reference = bank.book.post({
    kind: 'transfer',
    amount: row.amount,
    text: row.purpose,
    at: now,
    reference: row.reference,
    from: { account: row.payer_account, counterparty: payee },
    to: { account: transitAccount, counterparty: { account: row.payer_account, name: null } },
  });
  bank.book.addToDay.run(row.payer_account, shanghaiDate(now), row.amount);
  const { settle_ms } = bank.settings;
  if (settle_ms === null && !(row.behaviour !== null && settlesLater.has(row.behaviour))) {
    settleTransfer(bank, row, now);
    return;
  }
  row.step = 'settle';
  row.step_at = addSeconds(now, pickMilliseconds(settle_ms ?? laterMs) / 1000);
  bank.transfers.save(row);
}

function refusalOf(bank: Bank, row: TransferRow): ResultCode | null {
  const { amount_max } = bank.settings;
  const refusal = immediateRefusal(row, amount_max === null ? null : parseYuan(amount_max));
  if (refusal !== null) return refusal;
  const payer = bank.book.findAccount(row.payer_account);
  return payer === undefined || payer.balance < row.amount ? 'AM04' : null;
}
