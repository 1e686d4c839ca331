import { assert, monthOf, type PayPeriod } from '@heyi/kernel';
import { currentPolicy } from '@heyi/statutory';

/**
 * Months that a cumulative basic deduction stands for, at most those of the year before the tax
 * period; null when it is no whole number of months. The sixty-thousand rule takes the year at once.
 */
export function basicDeductionMonths(amount: number, taxPeriod: PayPeriod): number | null {
  const basic = currentPolicy.figure('cn.income-tax.basic-deduction', taxPeriod);
  assert(basic.ok, `the basic deduction is known in ${taxPeriod}`);
  const { monthly, yearly } = basic.value.value;
  const before = monthOf(taxPeriod) - 1;
  if (amount === yearly) return before;
  if (amount % monthly !== 0 || amount / monthly > before) return null;
  return amount / monthly;
}
