import type { FundsState, Program } from '../program/program.ts';

/** What is left of the client's money, and what waits for it. */
export type FundsFacts = {
  readonly left: number;
  /** At today's rate; null when nothing is used. */
  readonly hoursLeft: number | null;
  readonly suspendedCount: number;
};

type Terms = Pick<Program, 'warningBelow' | 'warningHours'>;

export type FundsNews = 'program.balance_low' | 'program.suspended' | 'program.resumed';

/** Above the line by so much it is enough again: an amount that sways about the line is told once. */
const enoughAgain = { times: 11, of: 10 } as const;

function isBelow({ left, hoursLeft }: FundsFacts, terms: Terms, times: number, of: number) {
  const { warningBelow, warningHours } = terms;
  const isShort = left * of < warningBelow * times;
  return (
    isShort ||
    (warningHours !== null && hoursLeft !== null && hoursLeft * of < warningHours * times)
  );
}

/** How the money stands, with the way it stood before: what was low is low until it is clearly more. */
export function fundsStateAfter(before: FundsState, facts: FundsFacts, terms: Terms): FundsState {
  if (facts.suspendedCount > 0) return 'suspended';
  const { times, of } = enoughAgain;
  const isLow =
    before === 'enough' ? isBelow(facts, terms, 1, 1) : isBelow(facts, terms, times, of);
  return isLow ? 'low' : 'enough';
}

/** What the client is told of a change, in order: it is warned before it hears of suspension. */
export function newsOfFunds(before: FundsState, after: FundsState): readonly FundsNews[] {
  if (before === after) return [];
  if (before === 'suspended') return ['program.resumed'];
  if (after === 'low') return ['program.balance_low'];
  if (after === 'enough') return [];
  return before === 'low' ? ['program.suspended'] : ['program.balance_low', 'program.suspended'];
}

/** Whole hours for which the money lasts, when a day's use goes on as it did for so many hours. */
export function hoursLeftOf(left: number, spent: number, hours: number): number | null {
  return spent <= 0 ? null : Math.floor((Math.max(0, left) * Math.max(1, hours)) / spent);
}
