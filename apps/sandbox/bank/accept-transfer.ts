import {
  addSeconds,
  type Fen,
  formatYuan,
  type Instant,
  parseYuan,
  shanghaiDate,
} from '@heyi/kernel';
import { type Answer, lostAnswer, refuse } from './answer.ts';
import type { Bank } from './bank.ts';
import { type Behaviour, magicBehaviour } from './behaviour.ts';
import { announceTransfer } from './announce-transfer.ts';
import { executeTransfer } from './execute-transfer.ts';
import { closedUntil } from './opening-hours.ts';
import { fingerprintOf, readTransferCommand, wireReport } from './transfer.ts';

/**
 * Takes one transfer in and answers its report. A reference that was used answers the same transfer
 * again, whatever the hour; with another content it is refused as AM05. Runs inside a transaction.
 */
export function acceptTransfer(bank: Bank, appId: string, body: unknown): Answer {
  const command = readTransferCommand(body);
  if (command === null) return refuse('malformed');
  const fingerprint = fingerprintOf(command);
  const existing = bank.transfers.find(appId, command.reference);
  if (existing) {
    if (existing.fingerprint !== fingerprint) return refuse('AM05');
    return { status: 200, body: wireReport(existing) };
  }
  const at = bank.now();
  const { payerAccount, payerName, amount } = command;
  const refusal = refusePayer(bank, { appId, payerAccount, payerName, amount, at });
  if (refusal) return refusal;
  const behaviour = findBehaviour(bank, command.payeeAccount, command.payeeName, amount);
  if (behaviour?.name === 'timeout_before' && bank.transfers.swallow(appId, command.reference)) {
    return { status: 200, body: '', manner: 'hang' };
  }
  const visibleAt = visibleFrom(bank, behaviour, at);
  const row = bank.transfers.add({
    appId,
    command,
    fingerprint,
    behaviour,
    at,
    visibleAt,
    batch: null,
  });
  executeTransfer(bank, row, at);
  const manner = lostAnswer(row.behaviour);
  if (manner === null) return { status: 200, body: wireReport(row) };
  if (row.state !== 'processing') announceTransfer(bank, row);
  return { status: 200, body: wireReport(row), manner };
}

export type PayerRequest = {
  appId: string;
  payerAccount: string;
  payerName: string;
  amount: Fen;
  at: Instant;
};

/** The gates before anything is recorded, in this order: permission, opening hours, daily limit. */
export function refusePayer(bank: Bank, request: PayerRequest): Answer | null {
  const payer = bank.book.findAccount(request.payerAccount);
  if (
    payer === undefined ||
    payer.app_id !== request.appId ||
    payer.name !== request.payerName ||
    payer.state !== 'open'
  ) {
    return refuse('payer_not_authorised');
  }
  const hours = bank.settings.opening_hours;
  const closed = closedUntil(hours, request.at);
  if (closed) return refuse('closed_window', closed.nextOpening);
  const dailyMax = bank.settings.daily_max === null ? null : parseYuan(bank.settings.daily_max);
  if (dailyMax === null) return null;
  const today = shanghaiDate(request.at);
  const used = bank.book.dayTotal.get(request.payerAccount, today) as { amount: Fen } | undefined;
  if ((used?.amount ?? 0) + request.amount <= dailyMax) return null;
  // The limit starts anew at midnight in Shanghai; the bank may open later than that.
  const midnight = addSeconds(`${today}T00:00:00.000+08:00`, 86_400);
  const opening = closedUntil(hours, midnight);
  const retryAt = opening === null ? midnight : opening.nextOpening;
  return refuse('daily_limit', retryAt, `（${formatYuan(dailyMax)}元）`);
}

/** A behaviour set for the payee's account goes before magic names and amounts. */
export function findBehaviour(
  bank: Bank,
  payeeAccount: string,
  payeeName: string,
  amount: Fen,
): Behaviour | null {
  const set = bank.transfers.behaviourOf(payeeAccount);
  if (set !== null || !bank.settings.magic) return set;
  return magicBehaviour(payeeName, amount);
}

/** When queries start to see what was taken at `at`. */
export function visibleFrom(bank: Bank, behaviour: Behaviour | null, at: Instant): Instant {
  return behaviour?.name === 'query_lag' ? addSeconds(at, bank.settings.query_lag_seconds) : at;
}
