import type { payrollContract } from '@heyi/contract';
import { fail, ok, type Result } from '@heyi/kernel';

export type RunState = (typeof payrollContract.runStates)[number];
export type RunAction = (typeof payrollContract.runActions)[number];
export type RunKind = (typeof payrollContract.runKinds)[number];

export type RunRefusal =
  | 'payroll_run.over'
  | 'payroll_run.inputs_frozen'
  | 'payroll_run.already_locked'
  | 'payroll_run.already_in_review'
  | 'payroll_run.calculating'
  | 'payroll_run.not_calculated'
  | 'payroll_run.not_in_review'
  | 'payroll_run.not_approved'
  | 'payroll_run.not_locked'
  | 'payroll_run.not_funded'
  | 'payroll_run.payment_begun'
  | 'payroll_run.payment_not_begun'
  | 'payroll_run.not_paid'
  | 'payroll_run.payments_open';

/** The state after the action, or why not. */
type Rule<C extends RunRefusal> = (state: RunState) => Result<RunState, { readonly code: C }>;

function isOneOf<const S extends RunState>(state: RunState, ...states: S[]): state is S {
  return states.some((candidate) => candidate === state);
}

export function isOver(state: RunState): boolean {
  return isOneOf(state, 'closed', 'cancelled');
}

/** Inputs are frozen and figures count from here on. */
export function isLocked(state: RunState): boolean {
  return isOneOf(state, 'locked', 'awaitingFunds', 'funded') || isPaymentBegun(state);
}

export function isPaymentBegun(state: RunState): boolean {
  return isOneOf(state, 'paying', 'partiallyPaid', 'paid', 'closed');
}

const refuse = <const C extends RunRefusal>(code: C) => fail({ code });

/**
 * Any edit of inputs voids the result: the run collects again, and what was approved is void. From
 * the lock on nothing can be edited.
 */
export const edit: Rule<'payroll_run.inputs_frozen'> = (state) => {
  if (isOver(state) || isLocked(state)) return refuse('payroll_run.inputs_frozen');
  return ok('collecting');
};

export const calculate: Rule<
  | 'payroll_run.over'
  | 'payroll_run.already_locked'
  | 'payroll_run.already_in_review'
  | 'payroll_run.calculating'
> = (state) => {
  if (isOver(state)) return refuse('payroll_run.over');
  if (isLocked(state)) return refuse('payroll_run.already_locked');
  if (isOneOf(state, 'inReview', 'approved')) return refuse('payroll_run.already_in_review');
  if (state === 'calculating') return refuse('payroll_run.calculating');
  return ok('calculating');
};

/** What a finished calculation makes of a run that waits for it. */
export function calculatedState(state: RunState): RunState {
  return state === 'calculating' ? 'calculated' : state;
}

export const submit: Rule<
  | 'payroll_run.over'
  | 'payroll_run.already_locked'
  | 'payroll_run.already_in_review'
  | 'payroll_run.calculating'
  | 'payroll_run.not_calculated'
> = (state) => {
  const allowed = calculate(state);
  if (!allowed.ok) return allowed;
  if (!isOneOf(state, 'calculated', 'rejected')) return refuse('payroll_run.not_calculated');
  return ok('inReview');
};

export const withdraw: Rule<
  'payroll_run.over' | 'payroll_run.already_locked' | 'payroll_run.not_in_review'
> = (state) => {
  if (isOver(state)) return refuse('payroll_run.over');
  if (isLocked(state)) return refuse('payroll_run.already_locked');
  if (!isOneOf(state, 'inReview', 'approved')) return refuse('payroll_run.not_in_review');
  return ok('calculated');
};

type ReviewRefusal =
  | 'payroll_run.over'
  | 'payroll_run.already_locked'
  | 'payroll_run.not_in_review';

const inReview =
  (next: RunState): Rule<ReviewRefusal> =>
  (state) => {
    if (isOver(state)) return refuse('payroll_run.over');
    if (isLocked(state)) return refuse('payroll_run.already_locked');
    if (state !== 'inReview') return refuse('payroll_run.not_in_review');
    return ok(next);
  };

export const approve = inReview('approved');
export const reject = inReview('rejected');

export const lock: Rule<
  'payroll_run.over' | 'payroll_run.already_locked' | 'payroll_run.not_approved'
> = (state) => {
  if (isOver(state)) return refuse('payroll_run.over');
  if (isLocked(state)) return refuse('payroll_run.already_locked');
  if (state !== 'approved') return refuse('payroll_run.not_approved');
  return ok('locked');
};

type LockedRefusal = 'payroll_run.over' | 'payroll_run.payment_begun' | 'payroll_run.not_locked';

const lockedAndUnpaid =
  (next: RunState): Rule<LockedRefusal> =>
  (state) => {
    if (isOver(state)) return refuse('payroll_run.over');
    if (isPaymentBegun(state)) return refuse('payroll_run.payment_begun');
    if (!isLocked(state)) return refuse('payroll_run.not_locked');
    return ok(next);
  };

/** Whoever unlocks wants to change something: the run collects again, approvals are void. */
export const unlock = lockedAndUnpaid('collecting');

/** What the run becomes follows from the money: `awaitingFunds`, or `funded` when it is all there. */
export const fund = lockedAndUnpaid('awaitingFunds');

export const pay: Rule<
  'payroll_run.over' | 'payroll_run.payment_begun' | 'payroll_run.not_funded'
> = (state) => {
  if (isOver(state)) return refuse('payroll_run.over');
  if (isPaymentBegun(state)) return refuse('payroll_run.payment_begun');
  if (state !== 'funded') return refuse('payroll_run.not_funded');
  return ok('paying');
};

/** Payments after the first: who was held, who failed. A closed run stays closed. */
export const payLater: Rule<'payroll_run.payment_not_begun'> = (state) => {
  if (!isPaymentBegun(state)) return refuse('payroll_run.payment_not_begun');
  return ok(state === 'closed' ? 'closed' : 'paying');
};

export const close: Rule<
  'payroll_run.over' | 'payroll_run.not_paid' | 'payroll_run.payments_open'
> = (state) => {
  if (isOver(state)) return refuse('payroll_run.over');
  if (!isPaymentBegun(state)) return refuse('payroll_run.not_paid');
  if (state === 'paying') return refuse('payroll_run.payments_open');
  return ok('closed');
};

export const cancel: Rule<'payroll_run.over' | 'payroll_run.already_locked'> = (state) => {
  if (isOver(state)) return refuse('payroll_run.over');
  if (isLocked(state)) return refuse('payroll_run.already_locked');
  return ok('cancelled');
};

export const rules: Readonly<Record<RunAction, Rule<RunRefusal>>> = {
  edit,
  calculate,
  submit,
  withdraw,
  approve,
  reject,
  lock,
  unlock,
  fund,
  pay,
  payHeld: payLater,
  retryFailed: payLater,
  close,
  cancel,
};

/** For each action null, or the code by which it would be refused in this state. */
export function actionsOf(state: RunState): Record<RunAction, string | null> {
  const codes = Object.entries(rules).map(([action, rule]) => {
    const outcome = rule(state);
    return [action, outcome.ok ? null : outcome.failure.code];
  });
  return Object.fromEntries(codes) as Record<RunAction, string | null>;
}

/** What became of a run's pay orders: counts of the newest attempt of each payslip. */
export type Settlement = {
  readonly open: number;
  readonly failed: number;
  readonly succeeded: number;
  /** Held members with something to be paid, and released ones that nobody paid yet. */
  readonly unpaid: number;
};

/** The state of a run whose payment has begun. */
export function settledState(
  state: RunState,
  { open, failed, succeeded, unpaid }: Settlement,
): RunState {
  if (!isPaymentBegun(state) || state === 'closed') return state;
  if (open > 0) return succeeded > 0 ? 'partiallyPaid' : 'paying';
  return failed > 0 || unpaid > 0 ? 'partiallyPaid' : 'paid';
}

/** Whose turn it is. */
export function waitsFor(state: RunState): 'preparer' | 'approver' | 'finance' | 'bank' | 'nobody' {
  switch (state) {
    case 'draft':
    case 'collecting':
    case 'calculating':
    case 'calculated':
    case 'rejected':
    case 'approved':
      return 'preparer';
    case 'inReview':
      return 'approver';
    case 'locked':
    case 'awaitingFunds':
    case 'funded':
    case 'partiallyPaid':
      return 'finance';
    case 'paying':
      return 'bank';
    case 'paid':
      return 'preparer';
    case 'closed':
    case 'cancelled':
      return 'nobody';
  }
}
