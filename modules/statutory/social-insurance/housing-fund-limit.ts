import {
  fail,
  type Fen,
  formatRate,
  formatYuan,
  maxFen,
  minFen,
  multiply,
  ok,
  type PayPeriod,
  type Rate,
  type Result,
  type Rounding,
  subtract,
  zeroFen,
} from '@heyi/kernel';
import type {
  ContributionKey,
  ContributionTerms,
  InForce,
  Policy,
  PolicyUnknown,
} from '@heyi/policy';
import { reason, type Reason } from '../reason.ts';

/** 单位和个人各自的公积金 (with the supplementary fund), as charged. */
export type HousingFundCharge = {
  readonly cityCode: string;
  /** Average monthly wage of the person in the previous year: the base of the 12 %. */
  readonly wageBase: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
};

export type HousingFundLimit = {
  readonly limit: Fen;
  /** 超标计税: added to the wage of the month. */
  readonly employerExcess: Fen;
  /** Paid, but no special deduction. */
  readonly employeeExcess: Fen;
  readonly employeeDeductible: Fen;
  readonly provisional: boolean;
  readonly reason: Reason;
};

/**
 * 财税〔2006〕10号: each party's contribution is free of tax up to 12 % of the wage, the wage
 * counted up to three times the city's average. The city's fund cap stands for that multiple; a
 * city whose cap is not known answers unknown.
 */
export function housingFundLimit(
  policy: Policy,
  period: PayPeriod,
  charge: HousingFundCharge,
): Result<HousingFundLimit, PolicyUnknown> {
  const terms = policy.figure('cn.income-tax.housing-fund-limit', period);
  if (!terms.ok) return terms;
  const key: ContributionKey = `cn.housing-fund.${charge.cityCode}.housingFund`;
  const city = policy.figure(key, period);
  if (!city.ok) return city;
  const { cap } = city.value.value;
  if (cap === null) {
    return fail({ code: 'policy.unknown_on', key, on: period, reason: 'no_value' });
  }
  const { rate } = terms.value.value;
  const limitBase = minFen(charge.wageBase, cap);
  return ok(limitOf(charge, { rate, limitBase, city: city.value, terms: terms.value }));
}

function limitOf(
  charge: HousingFundCharge,
  facts: {
    readonly rate: Rate;
    readonly limitBase: Fen;
    readonly city: InForce<ContributionTerms>;
    readonly terms: InForce<unknown>;
  },
): HousingFundLimit {
  const { rate, limitBase, city, terms } = facts;
  // The limit is rounded as the city rounds its contribution, so that a contribution at the cap and
  // at 12 % has no excess of a few fen.
  const rounding: Rounding = city.value.employee.rounding;
  const limit = multiply(limitBase, rate, rounding);
  const employerExcess = maxFen(subtract(charge.employer, limit), zeroFen);
  const employeeExcess = maxFen(subtract(charge.employee, limit), zeroFen);
  return {
    limit,
    employerExcess,
    employeeExcess,
    employeeDeductible: subtract(charge.employee, employeeExcess),
    provisional: city.status === 'provisional',
    reason: reason('housing-fund.tax-free-limit', {
      figures: [terms, city],
      inputs: {
        limitBase: formatYuan(limitBase),
        rate: formatRate(rate),
        employer: formatYuan(charge.employer),
        employee: formatYuan(charge.employee),
      },
      rounding,
      output: {
        limit: formatYuan(limit),
        employerExcess: formatYuan(employerExcess),
        employeeExcess: formatYuan(employeeExcess),
      },
    }),
  };
}
