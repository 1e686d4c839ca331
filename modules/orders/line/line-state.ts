import type { ordersContract as contract } from '@heyi/contract';
import { fail, ok, type PlainDate, type Result } from '@heyi/kernel';

export type LineState = (typeof contract.lineStates)[number];
export type LineAction = (typeof contract.lineActions)[number];
export type LineRefusal = contract.LineRefusal;

type Rule = {
  readonly from: readonly LineState[];
  /** Null leaves the state as it is. */
  readonly to: LineState | null;
};

/** Nothing has gone out to an agency, or it was refused there. */
const open: readonly LineState[] = [
  'pendingAcceptance',
  'pendingPapers',
  'inProgress',
  'sentBack',
  'officialFailed',
];
const working: readonly LineState[] = ['pendingAcceptance', 'pendingPapers', 'inProgress'];
const held: readonly LineState[] = [...open, 'submitted'];

/**
 * The one table of states: every door (console, file, event, supplier, robot) takes its steps from
 * here. 官方成功 is reached from 已提交官方 alone, and 已结算 from 官方成功 alone.
 */
const rules: Readonly<Record<Exclude<LineAction, 'open'>, Rule>> = {
  take: { from: ['pendingAcceptance'], to: 'inProgress' },
  assign: { from: held, to: null },
  handOver: { from: held, to: null },
  askPapers: { from: working, to: 'pendingPapers' },
  completePapers: { from: ['pendingPapers'], to: 'inProgress' },
  sendBack: { from: [...working, 'officialFailed'], to: 'sentBack' },
  answer: { from: ['sentBack'], to: 'pendingAcceptance' },
  setChannel: { from: ['inProgress', 'pendingPapers'], to: null },
  dispatch: { from: ['inProgress'], to: null },
  supplierAccept: { from: ['inProgress'], to: null },
  supplierDecline: { from: ['inProgress'], to: null },
  book: { from: ['inProgress', 'pendingPapers'], to: null },
  /** Waits for the robot: nothing has gone out yet. */
  queue: { from: ['inProgress'], to: null },
  submit: { from: ['inProgress'], to: 'submitted' },
  /** The agency has it and has not decided. */
  receive: { from: ['submitted'], to: null },
  /** The robot did not send it: the day was over when its turn came. */
  miss: { from: ['inProgress'], to: null },
  succeed: { from: ['submitted'], to: 'officialSucceeded' },
  fail: { from: ['submitted'], to: 'officialFailed' },
  reopen: { from: ['officialFailed'], to: 'inProgress' },
  move: { from: open, to: null },
  cancel: { from: open, to: 'cancelled' },
  settle: { from: ['officialSucceeded'], to: 'settled' },
  /** The money was matched to the bill by mistake. */
  unsettle: { from: ['settled'], to: 'officialSucceeded' },
  /** The paper that proved it was taken back. */
  unprove: { from: ['officialSucceeded', 'settled'], to: 'submitted' },
  warn: { from: open, to: null },
  escalate: { from: open, to: null },
};

const needProof: readonly LineAction[] = ['succeed', 'settle', 'unsettle'];

/** What a step looks at beside the state. */
export type LineFacts = {
  readonly state: LineState;
  readonly officialCutoff: PlainDate | null;
  /** An attempt at the agency that waits, or has no answer yet. */
  readonly hasOpenSubmission: boolean;
  /** Papers that are bound to the line prove the official result. */
  readonly isProven: boolean;
  /** Of a line that was given to a supplier: whether it said yes. */
  readonly waitsForSupplier: boolean;
};

/** Where a step leads, or why it does not. Success needs its proof, a submission its day. */
export function stepOf(
  line: LineFacts,
  action: Exclude<LineAction, 'open'>,
  today: PlainDate,
): Result<LineState, { code: LineRefusal }> {
  const { from, to } = rules[action];
  if (!from.includes(line.state)) return fail({ code: 'order_line.state_wrong' });
  if (action === 'submit' || action === 'queue') {
    if (line.hasOpenSubmission) return fail({ code: 'order_line.submission_open' });
    if (line.waitsForSupplier) return fail({ code: 'order_line.supplier_not_accepted' });
    if (isOver(line.officialCutoff, today)) return fail({ code: 'order_line.cutoff_passed' });
  }
  if (needProof.includes(action) && !line.isProven) {
    return fail({ code: 'order_line.not_proven' });
  }
  if (action === 'unprove' && line.isProven) return fail({ code: 'order_line.state_wrong' });
  return ok(to ?? line.state);
}

/** The day itself still counts. */
export function isOver(cutoff: PlainDate | null, today: PlainDate): boolean {
  return cutoff !== null && cutoff < today;
}

/** Nothing more happens to it by itself. */
export function isFinished(state: LineState): boolean {
  return state === 'officialSucceeded' || state === 'settled' || state === 'cancelled';
}

export const openStates = held;
