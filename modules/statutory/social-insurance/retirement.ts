import {
  addMonths,
  assert,
  monthsBetween,
  ok,
  type PayPeriod,
  type Result,
  yearOf,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { reason, type Reason } from '../reason.ts';

/** Men, women in cadre posts, women in worker posts: the former ages 60, 55 and 50. */
export type RetirementCategory = 'male60' | 'female55' | 'female50';

export function isRetirementCategory(name: string): name is RetirementCategory {
  return name === 'male60' || name === 'female55' || name === 'female50';
}

export type Retirement = {
  /** Month in which the former age is reached. */
  readonly oldMonth: PayPeriod;
  readonly delayMonths: number;
  readonly retirementMonth: PayPeriod;
  /** Own choice with the minimum contribution met; never before the former age. */
  readonly earliestMonth: PayPeriod;
  /** By agreement with the employer. */
  readonly latestMonth: PayPeriod;
  readonly minimumContributionMonths: number;
  readonly reason: Reason;
};

/** 渐进式延迟退休 from 2025: one month later for every four, or for women of 50 every two, months. */
export function retirement(
  policy: Policy,
  input: { readonly birth: PayPeriod; readonly category: RetirementCategory },
): Result<Retirement, PolicyUnknown> {
  // The decision of 2024 also says that nothing changes for whoever reached the age before it.
  const terms = policy.figure('cn.retirement.delay', firstMonthOfDelay);
  if (!terms.ok) return terms;
  const { start, categories, flexibleMonths } = terms.value.value;
  const category = categories.find((row) => row.category === input.category);
  assert(category, `no retirement terms for ${input.category}`);

  const oldMonth = addMonths(input.birth, category.age * 12);
  const since = monthsBetween(start, oldMonth);
  const delayMonths =
    since < 0 ? 0 : Math.min(category.maxDelay, Math.floor(since / category.step) + 1);
  const retirementMonth = addMonths(oldMonth, delayMonths);
  const minimum = minimumContributionMonths(policy, retirementMonth);
  if (!minimum.ok) return minimum;
  const earliest = addMonths(retirementMonth, -flexibleMonths);
  return ok({
    oldMonth,
    delayMonths,
    retirementMonth,
    earliestMonth: earliest < oldMonth ? oldMonth : earliest,
    latestMonth: addMonths(retirementMonth, flexibleMonths),
    minimumContributionMonths: minimum.value,
    reason: reason('social-insurance.retirement', {
      figures: [terms.value],
      inputs: { birth: input.birth, category: input.category, oldMonth },
      rounding: null,
      output: { delayMonths: String(delayMonths), retirementMonth },
    }),
  });
}

const firstMonthOfDelay = '2025-01' as PayPeriod;

/** 180 months to 2029, six more each year from 2030, 240 from 2039 on. */
export function minimumContributionMonths(
  policy: Policy,
  month: PayPeriod,
): Result<number, PolicyUnknown> {
  const on = month < firstMonthOfDelay ? firstMonthOfDelay : month;
  const terms = policy.figure('cn.retirement.minimum-contribution', on);
  if (!terms.ok) return terms;
  const { monthsBefore, firstYear, step, lastYear } = terms.value.value;
  const years = Math.max(0, Math.min(yearOf(month), lastYear) - firstYear + 1);
  return ok(monthsBefore + step * years);
}
