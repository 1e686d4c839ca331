import {
  type Fen,
  formatRate,
  formatYuan,
  minFen,
  multiply,
  multiplyFraction,
  ok,
  type PayPeriod,
  type PlainDate,
  type Rate,
  ratePpmOne,
  type Result,
  zeroFen,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { reason, type Reason } from '../reason.ts';

/** What a company says of its last year. */
export type DisabledFundFacts = {
  readonly heads: number;
  readonly disabledHeads: number;
  /** Of the company's staff, a year. */
  readonly averageWage: Fen;
  /** Of the place, a year; null is not known, and then the wage has no cap here. */
  readonly localAverageWage: Fen | null;
  /** Of the province; below the law's least share that one counts. */
  readonly ratio: Rate;
};

export type DisabledFundDue = { readonly yearly: Fen; readonly reason: Reason };

/**
 * 残疾人就业保障金 of a year: (staff of last year × the province's share − disabled staff) × average
 * wage, the wage up to twice the local average, paid at 50 % from a share of 1 % on and at 90 % below;
 * nothing up to 30 staff. In fen, half up once for the full fee and once for the reduced one. Unknown
 * once the relief has lapsed.
 */
export function disabledEmploymentFund(
  policy: Policy,
  on: PlainDate | PayPeriod,
  facts: DisabledFundFacts,
): Result<DisabledFundDue, PolicyUnknown> {
  const found = lookUp(policy, on, {
    duty: 'cn.disabled-employment-fund.duty',
    relief: 'cn.disabled-employment-fund.relief',
  });
  if (!found.ok) return found;
  const { duty, relief } = found.value;
  const { heads, disabledHeads, averageWage, localAverageWage } = facts;
  const { leastShare, wageCapMultiple } = duty.value;
  const ratio = facts.ratio < leastShare ? leastShare : facts.ratio;
  const wage =
    localAverageWage === null
      ? averageWage
      : minFen(averageWage, multiply(localAverageWage, wageCapMultiple, 'half_up_fen'));
  // Parts of a head count: the shortfall is in millionths of one.
  const shortfall = heads * ratio - disabledHeads * ratePpmOne;
  const full =
    shortfall <= 0 ? zeroFen : multiplyFraction(wage, shortfall, ratePpmOne, 'half_up_fen');
  const hasStep = disabledHeads * ratePpmOne >= heads * relief.value.step;
  const share = hasStep ? relief.value.shareFromStep : relief.value.shareBelowStep;
  const isExempt = heads <= relief.value.exemptHeads;
  const yearly = isExempt ? zeroFen : multiply(full, share, 'half_up_fen');
  return ok({
    yearly,
    reason: reason('disabled-employment-fund.yearly', {
      figures: [duty, relief],
      inputs: {
        heads: String(heads),
        disabledHeads: String(disabledHeads),
        ratio: formatRate(ratio),
        wage: formatYuan(wage),
        share: isExempt ? '0.00' : formatRate(share),
      },
      rounding: 'half_up_fen',
      output: { yearly: formatYuan(yearly) },
    }),
  });
}
