import type { declarationContract as contract } from '@heyi/contract';
import { fail, ok, type Result } from '@heyi/kernel';

export type MonthState = (typeof contract.contributionMonthStates)[number];

export type MonthAction =
  | 'declare'
  | 'assess'
  | 'collect'
  | 'failDebit'
  | 'pay'
  | 'acceptBill'
  | 'unpay'
  | 'reopen';

/** What a month of one kind has reached besides its state. */
export type MonthFacts = {
  readonly state: MonthState;
  readonly isDeclared: boolean;
  readonly isAssessed: boolean;
  readonly isBillAccepted: boolean;
};

/** Where it stood before it was paid: as far as it was declared and assessed. */
type Target = MonthState | 'before';

/**
 * From which states an action leads, and where to; what is missing is refused. An action that finds
 * its work done, or a later state that stays true, leaves the state as it is.
 */
const moves: Readonly<Record<MonthAction, Readonly<Partial<Record<MonthState, Target>>>>> = {
  declare: {
    estimated: 'declared',
    declared: 'declared',
    assessed: 'assessed',
    collecting: 'collecting',
    inArrears: 'inArrears',
    // Declared again after payment: the month is short of what changed.
    paid: 'declared',
    reconciled: 'declared',
  },
  assess: {
    estimated: 'assessed',
    declared: 'assessed',
    assessed: 'assessed',
    collecting: 'collecting',
    inArrears: 'inArrears',
    paid: 'paid',
    reconciled: 'reconciled',
  },
  collect: { declared: 'collecting', assessed: 'collecting', inArrears: 'collecting' },
  failDebit: { declared: 'inArrears', assessed: 'inArrears', collecting: 'inArrears' },
  pay: {
    estimated: 'paid',
    declared: 'paid',
    assessed: 'paid',
    collecting: 'paid',
    inArrears: 'paid',
    paid: 'paid',
    reconciled: 'reconciled',
  },
  acceptBill: {
    estimated: 'assessed',
    declared: 'assessed',
    assessed: 'assessed',
    collecting: 'collecting',
    inArrears: 'inArrears',
    paid: 'reconciled',
    reconciled: 'reconciled',
  },
  unpay: {
    estimated: 'estimated',
    declared: 'declared',
    assessed: 'assessed',
    collecting: 'collecting',
    inArrears: 'inArrears',
    paid: 'before',
    reconciled: 'before',
  },
  reopen: { paid: 'before', reconciled: 'before' },
};

export type MonthRefusal = { readonly code: 'contribution_month.state_wrong' };

/** Where an action leads. 已对账 is paid and compared to the fen: whichever comes second reaches it. */
export function moveOf(month: MonthFacts, action: MonthAction): Result<MonthState, MonthRefusal> {
  const target = moves[action][month.state];
  if (target === undefined) return fail({ code: 'contribution_month.state_wrong' });
  if (target === 'before') {
    if (month.isAssessed) return ok('assessed');
    return ok(month.isDeclared ? 'declared' : 'estimated');
  }
  return ok(target === 'paid' && month.isBillAccepted ? 'reconciled' : target);
}
