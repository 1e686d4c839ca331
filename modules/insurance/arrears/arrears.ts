import type { arrearsContract as contract, Output } from '@heyi/contract';
import {
  daysBetween,
  type Fen,
  type Id,
  multiplyFraction,
  type PlainDate,
  type Rate,
  ratePpmOne,
} from '@heyi/kernel';

export type ArrearsId = Id<'arr'>;
export type ArrearsView = Output<typeof contract.recordDebitFailure>;

export type RunningFee = {
  readonly principal: Fen;
  readonly dueOn: PlainDate;
  readonly dailyRate: Rate | null;
};

/**
 * 滞纳金 as of a day: simple, on both parties' arrears, from the day after they were due (社会保险法
 * art. 86). Null where none is charged: the housing fund has none in law.
 */
export function feeOn({ principal, dueOn, dailyRate }: RunningFee, day: PlainDate): Fen | null {
  if (dailyRate === null) return null;
  const days = Math.max(0, daysBetween(dueOn, day));
  return multiplyFraction(principal, dailyRate * days, ratePpmOne, 'half_up_fen');
}
