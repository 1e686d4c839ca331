import type { paymentsContract } from '@heyi/contract';
import {
  addSeconds,
  assert,
  formatId,
  type Id,
  type Instant,
  millisecondsBetween,
  parseId,
} from '@heyi/kernel';
import type { AccountKind, JournalKind } from '@heyi/ledger';
import type { TransferReport, TransferState } from '../channel/bank-channel.ts';

export type PayOrderState = (typeof paymentsContract.payOrderStates)[number];
export type EventSource = (typeof paymentsContract.payOrderEventSources)[number];

/** What a batch pays for, and what one order of it pays; the value is the prefix of its id. */
export const batchSubjects = { payrollRun: 'run', withdrawalDay: 'wdd' } as const;
export const orderSubjects = { payslip: 'slp', withdrawal: 'wdr' } as const;
export type BatchSubject = keyof typeof batchSubjects;
export type OrderSubject = keyof typeof orderSubjects;

/** The bank knows an order by the text of its id: 30 characters, unique for ever. */
export function referenceOf(orderId: Id<'pay'>): string {
  return formatId('pay', orderId);
}

export function orderIdOf(reference: string): Id<'pay'> | null {
  return parseId('pay', reference);
}

/** A payee's or payer's account: digits only, as cards and settlement accounts are. */
export const isAccountNumber = (text: string): boolean => /^\d{8,32}$/.test(text);
/** 联行号. */
export const isBankCode = (text: string): boolean => /^\d{12}$/.test(text);

/** How patient the machine is. Practice, no law: an operator may set others. */
export type DispatchPolicy = {
  /** A sent order without a known outcome is asked about after so long. */
  readonly answerSeconds: number;
  /** Growing gaps between questions; after the last one a person has to look. */
  readonly askAfterSeconds: readonly number[];
  /**
   * Only so long after a sending does the bank's "not found" mean that the call never arrived; one gap
   * a sending, and a person after the last.
   */
  readonly resendAfterSeconds: readonly number[];
};

/** The quick questions, before those that the provider sets. */
export const quickAskSeconds: readonly number[] = [5, 30];

export const usualAskSeconds: readonly number[] = [300, 3600, 86_400];

export const dispatchPolicy: DispatchPolicy = {
  answerSeconds: 90,
  askAfterSeconds: [...quickAskSeconds, ...usualAskSeconds],
  // Half a minute is longer than any call to a bank lasts: whoever was killed between marking an order
  // and sending it costs its payee that, and no more.
  resendAfterSeconds: [30, 120, 600],
};

/** What decisions about an order rest on. */
export type OrderFacts = {
  readonly state: PayOrderState;
  /** When the bank says the state arose that it reported last; null while it has said nothing. */
  readonly reportedAt: Instant | null;
  readonly sentAt: Instant | null;
  readonly asks: number;
  /** Calls that the bank may have taken. */
  readonly sends: number;
  readonly code: string | null;
  readonly text: string | null;
  readonly bankReference: string | null;
};

/** What was learned about an order. */
export type Finding =
  | {
      readonly kind: 'reported';
      readonly report: TransferReport;
      /** The answer to a call of ours, after which the next question is planned; else unasked news. */
      readonly isAnswer: boolean;
    }
  | {
      readonly kind: 'notSent';
      /** The sending that was refused: an answer that comes late says nothing of a later one. */
      readonly sentAt: Instant;
      readonly retryAt: Instant | null;
      readonly code: string;
      readonly text: string;
    }
  | { readonly kind: 'unknown'; readonly text: string }
  | { readonly kind: 'notFound' };

export type OrderChange = OrderFacts & {
  readonly dueAt: Instant | null;
  /** False when only the next look was planned: nothing happened that history should tell. */
  readonly isEvent: boolean;
};

const stateOfReport: Record<TransferState, PayOrderState> = {
  processing: 'sent',
  succeeded: 'succeeded',
  failed: 'failed',
  returned: 'returned',
  suspended: 'manual',
};

/** A report never leads back from a later stage: returned > succeeded, failed > suspended > the rest. */
const stages: Record<PayOrderState, number> = {
  queued: 0,
  held: 0,
  cancelled: 0,
  sent: 1,
  unknown: 1,
  manual: 2,
  failed: 3,
  succeeded: 3,
  returned: 4,
};

/**
 * What a finding makes of an order; null when it changes nothing. Findings may come twice, late and
 * in any order: the bank's latest word counts, and its silence never moves money twice.
 */
export function decide(
  order: OrderFacts,
  finding: Finding,
  policy: DispatchPolicy,
  now: Instant,
): OrderChange | null {
  switch (finding.kind) {
    case 'reported':
      return decideReport(order, finding, policy, now);
    case 'notSent':
      return decideNotSent(order, finding);
    case 'unknown':
      return askAgain(order, policy, now, { code: 'unknown', text: finding.text });
    case 'notFound':
      return decideNotFound(order, policy, now);
  }
}

function decideReport(
  order: OrderFacts,
  { report, isAnswer }: Extract<Finding, { kind: 'reported' }>,
  policy: DispatchPolicy,
  now: Instant,
): OrderChange | null {
  const state = stateOfReport[report.state];
  const isOld = order.reportedAt !== null && report.occurredAt <= order.reportedAt;
  const isSettled = stages[order.state] >= stages.failed;
  if (isOld || stages[state] < stages[order.state] || (isSettled && state === order.state)) {
    return isAnswer ? askAgain(order, policy, now, null) : null;
  }
  const { code, text } = report;
  const bankReference = report.bankReference ?? order.bankReference;
  const reported = { ...order, state, code, text, bankReference, reportedAt: report.occurredAt };
  if (state !== 'sent' && state !== 'manual') return { ...reported, dueAt: null, isEvent: true };
  const dueAt = addSeconds(now, gapOf(policy, order.asks) ?? policy.askAfterSeconds.at(-1)!);
  return { ...reported, asks: order.asks + 1, dueAt, isEvent: true };
}

/** The bank certainly did not take this call; what it reported of another call stands. */
function decideNotSent(
  order: OrderFacts,
  finding: Extract<Finding, { kind: 'notSent' }>,
): OrderChange | null {
  if (order.state !== 'sent' || order.reportedAt !== null || order.sentAt !== finding.sentAt) {
    return null;
  }
  const { code, text, retryAt } = finding;
  const state = retryAt === null ? 'manual' : 'queued';
  return { ...order, state, sends: order.sends - 1, code, text, dueAt: retryAt, isEvent: true };
}

/**
 * Whether the bank cannot have it. A queued order may have been sent before: the bank did not know it
 * when it was asked, and may take that call all the same.
 */
export function isCancellable({ state, sends }: Pick<OrderFacts, 'state' | 'sends'>): boolean {
  return (state === 'queued' || state === 'held') && sends === 0;
}

/**
 * The bank does not know the reference. Soon after a call that proves nothing; later the order is
 * sent again under the same reference, so that even a call that arrives after all cannot pay twice.
 */
function decideNotFound(
  order: OrderFacts,
  policy: DispatchPolicy,
  now: Instant,
): OrderChange | null {
  if (order.state !== 'sent' && order.state !== 'unknown') return null;
  if (order.reportedAt !== null)
    return toPerson(order, 'bank_contradicts', '银行先受理后称查无此笔');
  assert(order.sentAt !== null, 'an order under way was sent');
  const elapsed = millisecondsBetween(order.sentAt, now) / 1000;
  const gaps = policy.resendAfterSeconds;
  const gap = gaps[order.sends - 1] ?? gaps.at(-1)!;
  if (elapsed < gap) {
    const dueAt = addSeconds(order.sentAt, gap);
    const isEvent = order.state !== 'unknown';
    return { ...order, state: 'unknown', code: 'not_found', text: null, dueAt, isEvent };
  }
  if (order.sends >= gaps.length) {
    return toPerson(order, 'not_found', '多次发送后银行仍查无此笔');
  }
  return { ...order, state: 'queued', code: 'not_found', text: null, dueAt: now, isEvent: true };
}

function askAgain(
  order: OrderFacts,
  policy: DispatchPolicy,
  now: Instant,
  reason: { code: string; text: string } | null,
): OrderChange | null {
  if (!isWaiting(order.state)) return null;
  const gap = gapOf(policy, order.asks);
  if (gap === null) {
    if (order.state === 'manual') return { ...order, dueAt: null, isEvent: false };
    return toPerson(order, 'unanswered', '银行长时间没有明确结果');
  }
  const next = { ...order, asks: order.asks + 1, dueAt: addSeconds(now, gap) };
  // A bank that has taken the order and is then silent has still taken it.
  if (reason === null || order.reportedAt !== null || order.state === 'unknown') {
    return { ...next, isEvent: false };
  }
  return { ...next, ...reason, state: 'unknown', isEvent: true };
}

function toPerson(order: OrderFacts, code: string, text: string): OrderChange {
  return { ...order, state: 'manual', code, text, dueAt: null, isEvent: true };
}

function isWaiting(state: PayOrderState): boolean {
  return state === 'sent' || state === 'unknown' || state === 'manual';
}

function gapOf(policy: DispatchPolicy, asks: number): number | null {
  return policy.askAfterSeconds[asks] ?? null;
}

/** Where the money of an order stands in the books. */
export type Position = 'payable' | 'inFlight' | 'paid';

export function positionOf(state: PayOrderState): Position {
  if (state === 'succeeded') return 'paid';
  if (state === 'failed' || state === 'returned' || state === 'cancelled') return 'payable';
  return 'inFlight';
}

export const accountOfPosition: Record<Position, AccountKind> = {
  payable: 'wagesPayable',
  inFlight: 'paymentsInFlight',
  paid: 'bank',
};

/** The journal of a move from one position to another. */
export function journalKindOf(from: Position, state: PayOrderState): JournalKind {
  if (state === 'cancelled') return 'pay_order.cancelled';
  if (from === 'payable') return 'pay_order.reopened';
  if (from === 'paid') return 'pay_order.returned';
  return state === 'succeeded' ? 'pay_order.succeeded' : 'pay_order.failed';
}
