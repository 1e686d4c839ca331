import {
  add,
  type Fen,
  minFen,
  multiply,
  ok,
  type PayPeriod,
  type PlainDate,
  type Result,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { reason, type Reason, yuanTexts } from '../reason.ts';

/** What a person paid in a month for the other deductions of the law. */
export type OtherDeductionsPaid = {
  readonly annuity: Fen;
  readonly annuityBase: Fen;
  /** The city's average monthly wage: the annuity base counts up to three times it. */
  readonly averageMonthlyWage: Fen;
  readonly healthInsurance: Fen;
  readonly personalPension: Fen;
};

export type OtherDeductions = {
  readonly annuity: Fen;
  readonly healthInsurance: Fen;
  readonly personalPension: Fen;
  readonly total: Fen;
  readonly reason: Reason;
};

/** 依法确定的其他扣除: each of the three up to its own limit of the month. */
export function limitOtherDeductions(
  policy: Policy,
  on: PlainDate | PayPeriod,
  paid: OtherDeductionsPaid,
): Result<OtherDeductions, PolicyUnknown> {
  const found = lookUp(policy, on, {
    limits: 'cn.income-tax.other-deduction-limits',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { limits, rounding } = found.value;
  const mode = rounding.value.tax;
  const { annuityRate, annuityAverageMultiple } = limits.value;

  const ceiling = multiply(paid.averageMonthlyWage, annuityAverageMultiple, mode);
  const annuityLimit = multiply(minFen(paid.annuityBase, ceiling), annuityRate, mode);
  const annuity = minFen(paid.annuity, annuityLimit);
  const healthInsurance = minFen(paid.healthInsurance, limits.value.healthInsuranceMonth);
  const personalPension = minFen(paid.personalPension, limits.value.personalPensionMonth);
  const total = add(annuity, healthInsurance, personalPension);
  return ok({
    annuity,
    healthInsurance,
    personalPension,
    total,
    reason: reason('income-tax.other-deductions', {
      figures: [limits, rounding],
      inputs: yuanTexts({
        annuityPaid: paid.annuity,
        annuityBase: paid.annuityBase,
        averageMonthlyWage: paid.averageMonthlyWage,
        healthInsurancePaid: paid.healthInsurance,
        personalPensionPaid: paid.personalPension,
      }),
      rounding: mode,
      output: yuanTexts({ annuity, healthInsurance, personalPension, total }),
    }),
  });
}
