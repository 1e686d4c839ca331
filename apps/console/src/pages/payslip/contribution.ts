import type { Reason } from '@heyi/ui';
import {
  clamp,
  type Fen,
  formatYuan,
  multiply,
  type Rate,
  rate,
  rateFromPpm,
  ratePpmOne,
  yuan,
} from '@heyi/kernel';

/** What a contribution is charged on: 缴费基数 × 比例, as far as its reason says. */
export type Charged = { base: string; rate: Rate | null };

export function chargedOn(reason: Reason | undefined, amount: string): Charged | null {
  if (!reason) return null;
  const { base, declaredBase, floor, cap, rate: named } = reason.inputs;
  const charged = base ?? (declaredBase && bounded(declaredBase, floor, cap));
  if (!charged) return null;
  return {
    base: charged,
    rate: named ? rate(named) : impliedRate(yuan(charged), yuan(amount)),
  };
}

function bounded(declared: string, floor: string | undefined, cap: string | undefined): string {
  return formatYuan(clamp(yuan(declared), floor ? yuan(floor) : null, cap ? yuan(cap) : null));
}

/** A bill names no rate. The one that gives its amount is the rate: the fund rounds to the yuan. */
function impliedRate(base: Fen, amount: Fen): Rate | null {
  if (base <= 0) return null;
  const nearest = (step: number) =>
    rateFromPpm(Math.round((amount * ratePpmOne) / base / step) * step);
  const [fine, whole] = [nearest(100), nearest(10_000)];
  if (multiply(base, fine, 'half_up_fen') === amount) return fine;
  return multiply(base, whole, 'half_up_yuan') === amount ? whole : null;
}
