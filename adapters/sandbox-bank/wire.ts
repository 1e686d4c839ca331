import { type Instant, parsePlainDate, parseYuan } from '@heyi/kernel';
import type {
  AccountBalance,
  BatchReport,
  BatchState,
  StatementLine,
  StatementLineKind,
  TransferReport,
  TransferState,
} from '@heyi/payments';

// Readers of what the bank sends. Each answers null when a field is missing or has a wrong shape.

type Fields = Record<string, unknown>;

const transferStates: readonly TransferState[] = [
  'processing',
  'succeeded',
  'failed',
  'returned',
  'suspended',
];
const batchStates: readonly BatchState[] = ['processing', 'finished', 'refused'];
const lineKinds: readonly StatementLineKind[] = ['transfer', 'reversal', 'return', 'receipt'];
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export function readFields(bytes: Uint8Array): Fields | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isInstant(value: unknown): value is Instant {
  return typeof value === 'string' && instantPattern.test(value);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

export function readReport(value: unknown): TransferReport | null {
  if (!isFields(value)) return null;
  const { reference, state, bank_reference, code, text, occurred_at } = value;
  if (
    !isText(reference) ||
    !transferStates.includes(state as TransferState) ||
    !isTextOrNull(bank_reference) ||
    !isTextOrNull(code) ||
    !isTextOrNull(text) ||
    !isInstant(occurred_at)
  ) {
    return null;
  }
  return {
    reference,
    state: state as TransferState,
    bankReference: bank_reference,
    code,
    text,
    occurredAt: occurred_at,
  };
}

/** The batch without its lines, which stand in the result file. */
export function readBatchReport(value: unknown): BatchReport | null {
  if (!isFields(value)) return null;
  const { batch_reference, state, bank_reference, code, text, occurred_at } = value;
  if (
    !isText(batch_reference) ||
    !batchStates.includes(state as BatchState) ||
    !isTextOrNull(bank_reference) ||
    !isTextOrNull(code) ||
    !isTextOrNull(text) ||
    !isInstant(occurred_at)
  ) {
    return null;
  }
  return {
    batchReference: batch_reference,
    state: state as BatchState,
    code,
    text,
    bankReference: bank_reference,
    occurredAt: occurred_at,
    lines: [],
  };
}

export type Refusal = { code: string; text: string; retryAt: Instant | null };

/** A refusal in which the bank states that nothing was executed. */
export function readRefusal(value: unknown): Refusal | null {
  if (!isFields(value) || value.executed !== false) return null;
  const { code, text, retry_at } = value;
  if (!isText(code) || !isText(text)) return null;
  return { code, text, retryAt: isInstant(retry_at) ? retry_at : null };
}

export function readBalance(value: unknown): AccountBalance | null {
  if (!isFields(value)) return null;
  const available = isText(value.available) ? parseYuan(value.available) : null;
  if (!isText(value.account) || available === null || !isInstant(value.at)) return null;
  return { account: value.account, available, at: value.at };
}

export type StatementPage = { lines: StatementLine[]; next: number | null };

export function readStatementPage(value: unknown): StatementPage | null {
  if (!isFields(value) || !Array.isArray(value.lines)) return null;
  const lines: StatementLine[] = [];
  let last: unknown = null;
  for (const item of value.lines) {
    const line = readStatementLine(item);
    if (line === null) return null;
    lines.push(line);
    last = (item as Fields).sequence;
  }
  if (value.has_more !== true) return { lines, next: null };
  return Number.isSafeInteger(last) ? { lines, next: last as number } : null;
}

function readStatementLine(value: unknown): StatementLine | null {
  if (!isFields(value)) return null;
  const amount = isText(value.amount) ? parseYuan(value.amount) : null;
  const balance = isText(value.balance) ? parseYuan(value.balance) : null;
  const bookedOn = isText(value.booked_on) ? parsePlainDate(value.booked_on) : null;
  const { bank_reference, kind, booked_at, direction, text, reference } = value;
  const { counterparty_account, counterparty_name } = value;
  if (
    !isText(bank_reference) ||
    !lineKinds.includes(kind as StatementLineKind) ||
    !isInstant(booked_at) ||
    bookedOn === null ||
    (direction !== 'debit' && direction !== 'credit') ||
    amount === null ||
    balance === null ||
    !isTextOrNull(counterparty_account) ||
    !isTextOrNull(counterparty_name) ||
    !isText(text) ||
    !isTextOrNull(reference)
  ) {
    return null;
  }
  return {
    bankReference: bank_reference,
    kind: kind as StatementLineKind,
    bookedAt: booked_at,
    bookedOn,
    direction,
    amount,
    balance,
    text,
    reference,
    counterpartyAccount: counterparty_account,
    counterpartyName: counterparty_name,
  };
}
