import {
  type Fen,
  formatRate,
  formatYuan,
  multiplyFraction,
  ok,
  type PayPeriod,
  type PlainDate,
  type Rate,
  ratePpmOne,
  type Result,
  type Rounding,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { reason, type Reason } from '../reason.ts';

export type LateFee = { readonly lateFee: Fen; readonly reason: Reason };

/**
 * 社保滞纳金: simple, from the day after the due day, on both parties' arrears; the employer bears
 * it. `dailyRate` null takes the law's 0.05 %. The housing fund has no late fee in law.
 */
export function socialInsuranceLateFee(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: {
    readonly principal: Fen;
    readonly days: number;
    readonly dailyRate: Rate | null;
    readonly rounding: Rounding;
  },
): Result<LateFee, PolicyUnknown> {
  const terms = policy.figure('cn.social-insurance.late-fee', on);
  if (!terms.ok) return terms;
  const { principal, days, rounding } = input;
  const dailyRate = input.dailyRate ?? terms.value.value.dailyRate;
  const lateFee = multiplyFraction(principal, dailyRate * days, ratePpmOne, rounding);
  return ok({
    lateFee,
    reason: reason('social-insurance.late-fee', {
      figures: [terms.value],
      inputs: {
        principal: formatYuan(principal),
        days: String(days),
        dailyRate: formatRate(dailyRate),
      },
      rounding,
      output: { lateFee: formatYuan(lateFee) },
    }),
  });
}
