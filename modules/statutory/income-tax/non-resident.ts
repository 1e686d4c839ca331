import {
  type Fen,
  maxFen,
  ok,
  type PayPeriod,
  type PlainDate,
  type Rate,
  rateFromPpm,
  ratePpmOne,
  type Result,
  subtract,
  zeroFen,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { reason, type Reason, rateTexts, yuanTexts } from '../reason.ts';
import { shareOf, times } from './remuneration.ts';
import { bracketOf, roundFraction, taxAtBracket, taxByTable, wholeFen } from './tax-table.ts';

export type NonResidentIncome = 'wage' | 'labour' | 'royalty' | 'author';

export type NonResidentTax = {
  readonly taxable: Fen;
  readonly rate: Rate;
  readonly quickDeduction: Fen;
  readonly tax: Fen;
  readonly reason: Reason;
};

/** Non-residents: the monthly table on each month's wage or each receipt; nothing is cumulated. */
export function taxNonResident(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: { readonly kind: NonResidentIncome; readonly income: Fen },
): Result<NonResidentTax, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.non-resident',
    table: 'cn.income-tax.monthly-table',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, table, rounding } = found.value;
  const mode = rounding.value.tax;
  const { kind, income } = input;
  const { monthlyDeduction, costRate, authorShare } = terms.value;

  const net = shareOf(income, rateFromPpm(ratePpmOne - costRate));
  const taxable =
    kind === 'wage'
      ? wholeFen(maxFen(subtract(income, monthlyDeduction), zeroFen))
      : kind === 'author'
        ? times(net, authorShare)
        : net;
  const { rate, quickDeduction, tax } = taxByTable(table.value, taxable, mode);
  const shown = roundFraction(taxable, mode);
  return ok({
    taxable: shown,
    rate,
    quickDeduction,
    tax,
    reason: reason('income-tax.non-resident', {
      figures: [terms, table, rounding],
      inputs: { ...yuanTexts({ income }), incomeKind: kind },
      rounding: mode,
      output: { ...yuanTexts({ taxable: shown, quickDeduction, tax }), ...rateTexts({ rate }) },
    }),
  });
}

export type NonResidentBonusTax = Omit<NonResidentTax, 'taxable'>;

/** 数月奖金: `[(bonus ÷ 6) × rate − quick deduction] × 6`, once a year and apart from the wage. */
export function taxNonResidentBonus(
  policy: Policy,
  on: PlainDate | PayPeriod,
  bonus: Fen,
): Result<NonResidentBonusTax, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.non-resident',
    table: 'cn.income-tax.monthly-table',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, table, rounding } = found.value;
  const mode = rounding.value.tax;
  const months = terms.value.bonusMonths;
  const index = bracketOf(table.value, { numerator: bonus, denominator: months });
  const whole = wholeFen(bonus);
  const { rate, quickDeduction, tax } = taxAtBracket(table.value, index, whole, months, mode);
  return ok({
    rate,
    quickDeduction,
    tax,
    reason: reason('income-tax.non-resident-bonus', {
      figures: [terms, table, rounding],
      inputs: yuanTexts({ bonus }),
      rounding: mode,
      output: { ...yuanTexts({ quickDeduction, tax }), ...rateTexts({ rate }) },
    }),
  });
}
