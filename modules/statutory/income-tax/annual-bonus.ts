import {
  add,
  divide,
  type Fen,
  ok,
  type PayPeriod,
  type PlainDate,
  type Rate,
  type Result,
  subtract,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { reason, type Reason, rateTexts, yuanTexts } from '../reason.ts';
import { bracketOf, taxAtBracket, taxByTable, wholeFen } from './tax-table.ts';

export type BonusTax = {
  readonly dividedBy12: Fen;
  readonly rate: Rate;
  readonly quickDeduction: Fen;
  readonly tax: Fen;
  readonly reason: Reason;
};

/**
 * 全年一次性奖金单独计税: bonus ÷ 12 chooses the rate of the monthly table, one quick deduction is
 * taken off the whole. Tax jumps by more than the bonus just above an edge (the documented jump).
 */
export function taxAnnualBonus(
  policy: Policy,
  on: PlainDate | PayPeriod,
  bonus: Fen,
): Result<BonusTax, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.annual-bonus',
    table: 'cn.income-tax.monthly-table',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, table, rounding } = found.value;
  const mode = rounding.value.tax;
  const months = terms.value.months;

  const index = bracketOf(table.value, { numerator: bonus, denominator: months });
  const { rate, quickDeduction, tax } = taxAtBracket(table.value, index, wholeFen(bonus), 1, mode);
  const dividedBy12 = divide(bonus, months, mode);
  return ok({
    dividedBy12,
    rate,
    quickDeduction,
    tax,
    reason: reason('income-tax.annual-bonus', {
      figures: [terms, table, rounding],
      inputs: yuanTexts({ bonus }),
      rounding: mode,
      output: { ...yuanTexts({ dividedBy12, quickDeduction, tax }), ...rateTexts({ rate }) },
    }),
  });
}

export type BonusChoice = {
  readonly taxSeparate: Fen;
  readonly taxMerged: Fen;
  readonly better: 'separate' | 'merged' | 'equal';
  readonly difference: Fen;
  readonly reason: Reason;
};

/** Both ways a person may have the bonus taxed, on the year's other taxable income. */
export function compareBonusMethods(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: { readonly annualTaxableWithoutBonus: Fen; readonly bonus: Fen },
): Result<BonusChoice, PolicyUnknown> {
  const found = lookUp(policy, on, {
    table: 'cn.income-tax.annual-table',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const separate = taxAnnualBonus(policy, on, input.bonus);
  if (!separate.ok) return separate;
  const { table, rounding } = found.value;
  const mode = rounding.value.tax;

  const alone = taxByTable(table.value, wholeFen(input.annualTaxableWithoutBonus), mode);
  const merged = add(input.annualTaxableWithoutBonus, input.bonus);
  const taxMerged = taxByTable(table.value, wholeFen(merged), mode).tax;
  const taxSeparate = add(alone.tax, separate.value.tax);
  const isMergedBetter = taxMerged < taxSeparate;
  const difference = isMergedBetter
    ? subtract(taxSeparate, taxMerged)
    : subtract(taxMerged, taxSeparate);
  const better = isMergedBetter ? 'merged' : difference === 0 ? 'equal' : 'separate';
  return ok({
    taxSeparate,
    taxMerged,
    better,
    difference,
    reason: reason('income-tax.bonus-choice', {
      figures: [table, rounding],
      inputs: yuanTexts(input),
      rounding: mode,
      output: { ...yuanTexts({ taxSeparate, taxMerged, difference }), better },
    }),
  });
}
