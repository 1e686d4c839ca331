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

/** A bill names no rate; when one of two decimals gives its amount, that is the rate. */
function impliedRate(base: Fen, amount: Fen): Rate | null {
  if (base <= 0) return null;
  const implied = rateFromPpm(Math.round((amount * ratePpmOne) / base / 100) * 100);
  return multiply(base, implied, 'half_up_fen') === amount ? implied : null;
}
