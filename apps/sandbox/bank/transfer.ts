import { addSeconds, type Fen, type Instant, millisecondsBetween, parseYuan } from '@heyi/kernel';
import type { BehaviourName } from './behaviour.ts';
import type { ResultCode } from './result-code.ts';
import { sha256Hex } from './signature.ts';

export type TransferCommand = {
  reference: string;
  payerAccount: string;
  payerName: string;
  payeeName: string;
  payeeAccount: string;
  payeeBankCode: string | null;
  amount: Fen;
  purpose: string;
};

export type TransferState = 'processing' | 'succeeded' | 'failed' | 'returned' | 'suspended';
export type TransferStep = 'execute' | 'settle' | 'return';

export type TransferRow = {
  app_id: string;
  reference: string;
  fingerprint: string;
  payer_account: string;
  payee_name: string;
  payee_account: string;
  payee_bank_code: string | null;
  amount: Fen;
  purpose: string;
  batch_reference: string | null;
  line: number | null;
  state: TransferState;
  code: ResultCode | null;
  text: string | null;
  bank_reference: string | null;
  behaviour: BehaviourName | null;
  behaviour_seconds: number | null;
  accepted_at: Instant;
  occurred_at: Instant;
  visible_at: Instant;
  step: TransferStep | null;
  step_at: Instant | null;
};

/** What the bank says of a transfer, as it stands on the wire. */
export type WireReport = {
  reference: string;
  state: TransferState;
  bank_reference: string | null;
  code: string | null;
  text: string | null;
  occurred_at: Instant;
};

const referencePattern = /^[A-Za-z0-9_-]{1,30}$/;
const accountPattern = /^\d{8,32}$/;
const bankCodePattern = /^\d{12}$/;

export function isReference(value: unknown): value is string {
  return typeof value === 'string' && referencePattern.test(value);
}

export const isAccountNumber = (text: string): boolean => accountPattern.test(text);
const isBankCode = (text: string): boolean => bankCodePattern.test(text);

/** Text of 1 to `lengthMax` characters without line breaks. */
export function isText(value: unknown, lengthMax: number): value is string {
  if (typeof value !== 'string' || value.trim() === '' || /[\r\n]/.test(value)) return false;
  return [...value].length <= lengthMax;
}

/** Null when a field is missing or malformed; an account that nobody has is not malformed. */
export function readTransferCommand(body: unknown): TransferCommand | null {
  if (typeof body !== 'object' || body === null) return null;
  const fields = body as Record<string, unknown>;
  const amount = typeof fields.amount === 'string' ? parseYuan(fields.amount) : null;
  const bankCode = fields.payee_bank_code ?? null;
  if (
    !isReference(fields.reference) ||
    !isText(fields.payer_account, 32) ||
    !isText(fields.payer_name, 70) ||
    !isText(fields.payee_name, 70) ||
    !isText(fields.payee_account, 40) ||
    !(bankCode === null || isText(bankCode, 20)) ||
    !isText(fields.purpose, 70) ||
    amount === null ||
    amount <= 0
  ) {
    return null;
  }
  return {
    reference: fields.reference,
    payerAccount: fields.payer_account,
    payerName: fields.payer_name,
    payeeName: fields.payee_name,
    payeeAccount: fields.payee_account,
    payeeBankCode: bankCode,
    amount,
    purpose: fields.purpose,
  };
}

/** Two commands with one reference are the same transfer only if every field is the same. */
export function fingerprintOf(command: TransferCommand): string {
  const { reference, payerAccount, payerName, payeeName, payeeAccount } = command;
  const who = [reference, payerAccount, payerName, payeeName, payeeAccount];
  const what = [command.payeeBankCode, command.amount, command.purpose];
  return sha256Hex(JSON.stringify([...who, ...what]));
}

export function wireReport(row: TransferRow): WireReport {
  return {
    reference: row.reference,
    state: row.state,
    bank_reference: row.bank_reference,
    code: row.code,
    text: row.text,
    occurred_at: row.occurred_at,
  };
}

/** No two states of a transfer share an instant, so that their order can be told. */
export function afterInstant(previous: Instant, now: Instant): Instant {
  return millisecondsBetween(previous, now) > 0 ? now : addSeconds(previous, 0.001);
}

export type Outcome = { state: TransferState; code: ResultCode | null };

/** How a behaviour ends when the transfer settles; null: by the payee's account alone. */
export function behaviourOutcome(behaviour: BehaviourName | null): Outcome | null {
  switch (behaviour) {
    case 'name_mismatch':
      return { state: 'failed', code: 'BE01' };
    case 'account_closed':
      return { state: 'failed', code: 'AC04' };
    case 'account_frozen':
      return { state: 'failed', code: 'AC06' };
    case 'failed_later':
    case 'callback_forged':
      return { state: 'failed', code: 'NARR' };
    case 'suspended':
      return { state: 'suspended', code: 'MS03' };
    default:
      return null;
  }
}

/** Why the bank refuses a transfer when it takes it in; null when it does not. */
export function immediateRefusal(row: TransferRow, amountMax: Fen | null): ResultCode | null {
  if (row.behaviour === 'account_unknown' || !isAccountNumber(row.payee_account)) return 'AC01';
  if (row.behaviour === 'bank_code_wrong') return 'RC01';
  if (row.payee_bank_code !== null && !isBankCode(row.payee_bank_code)) return 'RC01';
  if (row.behaviour === 'amount_limit') return 'AM02';
  if (amountMax !== null && row.amount > amountMax) return 'AM02';
  if (row.behaviour === 'insufficient_funds') return 'AM04';
  return null;
}

/** Behaviours whose outcome never stands in the answer, even when the bank settles at once. */
export const settlesLater: ReadonlySet<BehaviourName> = new Set([
  'failed_later',
  'callback_twice',
  'callback_disordered',
  'return_overtakes',
  'callback_forged',
]);
