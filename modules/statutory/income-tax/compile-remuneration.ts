import {
  fen,
  multiply,
  ok,
  type PayPeriod,
  type PlainDate,
  ratePpmOne,
  type Result,
  roundSmallFraction,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { shareFraction } from './tax-table.ts';

/** Tax on one time's income in fen, and nothing else. */
export type CompiledTax = (income: number) => number;

/**
 * {@link taxRemuneration} of ordinary labour remuneration, prepared for one month: integer arithmetic
 * only. The reason of a stored line is rebuilt by the explaining form.
 */
export function compileLabourRemuneration(
  policy: Policy,
  on: PlainDate | PayPeriod,
): Result<CompiledTax, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.remuneration-cost',
    labour: 'cn.income-tax.labour-remuneration-table',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, labour, rounding } = found.value;
  const { fixedUpTo, fixedCost, costRate } = terms.value;
  const mode = rounding.value.tax;
  const rest = ratePpmOne - costRate;
  const brackets = labour.value.map(({ upTo, rate, quickDeduction }) => ({
    upTo: upTo === null ? Infinity : upTo,
    rate: shareFraction(rate),
    quickDeduction,
  }));
  return ok((income) => {
    const isSmall = income <= fixedUpTo;
    // Over a million, so that the share of an odd fen stays exact.
    const taxable = isSmall ? Math.max(0, income - fixedCost) : income * rest;
    const unit = isSmall ? 1 : ratePpmOne;
    let index = 0;
    while (taxable > brackets[index]!.upTo * unit) index += 1;
    const { rate, quickDeduction } = brackets[index]!;
    const exact = taxable * rate.numerator - quickDeduction * unit * rate.denominator;
    return exact <= 0 ? 0 : roundSmallFraction(exact, unit * rate.denominator, mode);
  });
}

/** {@link taxIncidentalIncome}, prepared for one month. */
export function compileIncidentalIncome(
  policy: Policy,
  on: PlainDate | PayPeriod,
): Result<CompiledTax, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.incidental-income',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { rate } = found.value.terms.value;
  const mode = found.value.rounding.value.tax;
  return ok((income) => multiply(fen(income), rate, mode));
}
