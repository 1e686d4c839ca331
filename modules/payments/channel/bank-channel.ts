import type { Fen, Instant, PlainDate } from '@heyi/kernel';

/** One payee of one pay order. `reference` is ours, unique at the bank for ever: `[A-Za-z0-9_-]{1,30}`. */
export type TransferInstruction = {
  reference: string;
  payerAccount: string;
  payerName: string;
  payeeName: string;
  payeeAccount: string;
  /** Bank line number (联行号), 12 digits; null lets the bank find it from the account number. */
  payeeBankCode: string | null;
  amount: Fen;
  /** What the payee reads on the statement (摘要). */
  purpose: string;
};

/**
 * `succeeded` is not the end: it may still become `returned` (退汇) days later. `suspended` (挂账) is
 * moved only by a person at the bank.
 */
export type TransferState = 'processing' | 'succeeded' | 'failed' | 'returned' | 'suspended';

/**
 * What the bank says of a transfer. Reports may come twice and in the wrong order: the one with the
 * latest `occurredAt` counts, and no two states of a transfer share an instant.
 */
export type TransferReport = {
  reference: string;
  state: TransferState;
  bankReference: string | null;
  /** Reason in the spirit of ISO 20022, such as `BE01`; null while nothing is wrong. */
  code: string | null;
  /** The bank's own words, in Chinese. */
  text: string | null;
  occurredAt: Instant;
};

/**
 * Certainly nothing was executed and the bank does not know the reference from this call.
 * `retryAt`: send again then, under the same reference; null when waiting cures nothing (no permission,
 * reference used for another instruction) and a person has to look.
 */
export type NotSent = { kind: 'notSent'; retryAt: Instant | null; code: string; text: string };

/** Time-out, cut, unreadable or unsigned answer: ask by the reference, never send again blindly. */
export type Unknown = { kind: 'unknown'; text: string };

/** `reported` also carries a refusal that the bank recorded under the reference: state `failed`. */
export type SubmitOutcome = { kind: 'reported'; report: TransferReport } | NotSent | Unknown;

/**
 * `notFound` directly after a time-out proves nothing: the call may still be on its way. Ask again
 * after the bank's own time-out before an order is sent once more.
 */
export type QueryOutcome =
  | { kind: 'reported'; report: TransferReport }
  | { kind: 'notFound' }
  | Unknown;

/** A batch 代发: one file, one paying account. Each line keeps the reference of its instruction. */
export type TransferBatch = {
  batchReference: string;
  payerAccount: string;
  payerName: string;
  purpose: string;
  instructions: TransferInstruction[];
};

/** `refused`: the whole file was refused and recorded so; no line was executed. */
export type BatchState = 'processing' | 'finished' | 'refused';

/** `lines` has one report a line in the order of the file; empty while no result file is out. */
export type BatchReport = {
  batchReference: string;
  state: BatchState;
  bankReference: string | null;
  code: string | null;
  text: string | null;
  occurredAt: Instant;
  lines: TransferReport[];
};

export type SubmitBatchOutcome = { kind: 'reported'; report: BatchReport } | NotSent | Unknown;

export type QueryBatchOutcome =
  | { kind: 'reported'; report: BatchReport }
  | { kind: 'notFound' }
  | Unknown;

/** `available` is what can be paid out at `at`; transfers that were taken have left it already. */
export type AccountBalance = { account: string; available: Fen; at: Instant };

export type BalanceOutcome =
  | { kind: 'reported'; balance: AccountBalance }
  | { kind: 'notFound' }
  | Unknown;

/** `reversal` undoes a transfer that failed after it was taken; `return` is a 退汇 after success. */
export type StatementLineKind = 'transfer' | 'reversal' | 'return' | 'receipt';

/** A line of the bank's statement of one account, oldest first; `balance` is after the line. */
export type StatementLine = {
  bankReference: string;
  kind: StatementLineKind;
  bookedAt: Instant;
  bookedOn: PlainDate;
  direction: 'debit' | 'credit';
  amount: Fen;
  balance: Fen;
  counterpartyAccount: string | null;
  counterpartyName: string | null;
  text: string;
  /** Our reference, on the lines of our own transfers. */
  reference: string | null;
};

/** A read that got no usable answer. Nothing was moved; read again later. */
export class BankUnavailable extends Error {
  override name = 'BankUnavailable';
}

export type BankCallback = { callbackId: string; reports: TransferReport[] };

/** One bank link. Payments knows no bank but this. */
export interface BankChannel {
  /** Names the link in orders and settings, such as `sandbox`. */
  readonly code: string;
  /** Moves no real money: the only kind of link that sandbox programs pay through. */
  readonly isStandIn: boolean;
  /** Calls that may be open at once; the bank refuses more. */
  readonly inFlightMax: number;
  submit(instruction: TransferInstruction): Promise<SubmitOutcome>;
  query(reference: string): Promise<QueryOutcome>;
  submitBatch(batch: TransferBatch): Promise<SubmitBatchOutcome>;
  queryBatch(batchReference: string): Promise<QueryBatchOutcome>;
  balance(account: string): Promise<BalanceOutcome>;
  /** Every line of the account on the day, oldest first. Throws {@link BankUnavailable}. */
  statement(account: string, day: PlainDate): Promise<StatementLine[]>;
  /**
   * Verifies and reads a callback; null when the signature, the time or the shape is wrong. The bank
   * repeats until it is answered 2xx, so the caller drops a `callbackId` that it has already read.
   */
  readCallback(headers: Record<string, string | undefined>, body: Uint8Array): BankCallback | null;
}
