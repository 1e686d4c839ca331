import { add, type Fen, maxFen, minFen, negate, subtract, sum, zeroFen } from '@heyi/kernel';
import type { Due } from './client-bill.store.ts';

/**
 * Meets dues with money, those of the books first. What we owe the client on the same bill is money
 * too, and is spent first; without any of it left over the rest of what we owe stays as it is.
 */
export function applyMoney(dues: readonly Due[], amount: Fen): Due[] {
  const openOf = ({ asked, applied }: Due) => subtract(asked, applied);
  const owing = sum(dues.map((due) => maxFen(openOf(due), zeroFen)));
  const ours = sum(dues.map((due) => maxFen(negate(openOf(due)), zeroFen)));
  let [ourLeft, left] = [minFen(ours, owing), minFen(add(amount, minFen(ours, owing)), owing)];
  return dues.map((due) => {
    const open = openOf(due);
    if (open < 0) {
      const used = minFen(negate(open), ourLeft);
      ourLeft = subtract(ourLeft, used);
      return { ...due, applied: subtract(due.applied, used) };
    }
    const met = minFen(open, left);
    left = subtract(left, met);
    return { ...due, applied: add(due.applied, met) };
  });
}

/** What a match met of each due; what it met nothing of is left out. */
export type Met = Pick<Due, 'legalEntityId' | 'isHeld'> & { readonly amount: Fen };

export function metBy(before: readonly Due[], after: readonly Due[]): Met[] {
  return after
    .map(({ legalEntityId, isHeld, applied }, index) => ({
      legalEntityId,
      isHeld,
      amount: subtract(applied, before[index]!.applied),
    }))
    .filter(({ amount }) => amount !== 0);
}

/** Dues without what one match met of them. */
export function withoutMet(dues: readonly Due[], met: readonly Met[]): Due[] {
  return dues.map((due) => {
    const taken = met.find(
      (one) => one.legalEntityId === due.legalEntityId && one.isHeld === due.isHeld,
    );
    return taken ? { ...due, applied: subtract(due.applied, taken.amount) } : due;
  });
}
