import {
  addMonths,
  fen,
  type Fen,
  maxFen,
  minFen,
  multiply,
  multiplyFraction,
  ok,
  type PayPeriod,
  type PlainDate,
  type Rate,
  ratePpmOne,
  type Result,
  roundFraction,
  type Rounding,
  subtract,
  zeroFen,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown, TaxBracket } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { reason, type Reason, yuanTexts } from '../reason.ts';
import { bracketOf, taxByTable, wholeFen } from './tax-table.ts';

export type BusinessTax = {
  readonly taxable: Fen;
  readonly taxBeforeRelief: Fen;
  readonly halfReduction: Fen;
  readonly payable: Fen;
  readonly reason: Reason;
};

/**
 * 经营所得 with the half reduction of individual businesses on the part within the limit:
 * `(tax on that part − other relief × that part ÷ taxable) × 50 %`. Unknown after it lapses.
 */
export function taxBusinessIncome(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: { readonly taxable: Fen; readonly otherRelief: Fen },
): Result<BusinessTax, PolicyUnknown> {
  const found = lookUp(policy, on, {
    table: 'cn.income-tax.business-income-table',
    half: 'cn.income-tax.business-half-reduction',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { table, half, rounding } = found.value;
  const mode = rounding.value.tax;
  const { taxable, otherRelief } = input;

  const taxBeforeRelief = taxByTable(table.value, wholeFen(taxable), mode).tax;
  const halfReduction = reduceByHalf(table.value, half.value, input, mode);
  const net = subtract(subtract(taxBeforeRelief, otherRelief), halfReduction);
  const output = { taxBeforeRelief, halfReduction, payable: maxFen(net, zeroFen) };
  return ok({
    taxable,
    ...output,
    reason: reason('income-tax.business-half-reduction', {
      figures: [table, half, rounding],
      inputs: yuanTexts(input),
      rounding: mode,
      output: yuanTexts(output),
    }),
  });
}

function reduceByHalf(
  table: readonly TaxBracket[],
  half: { readonly taxableLimit: Fen; readonly share: Rate },
  { taxable, otherRelief }: { readonly taxable: Fen; readonly otherRelief: Fen },
  rounding: Rounding,
): Fen {
  if (taxable <= 0) return zeroFen;
  const part = minFen(taxable, half.taxableLimit);
  const { rate, quickDeduction } = table[bracketOf(table, wholeFen(part))]!;
  // Exact: (part × rate − quick − relief × part ÷ taxable) × share, over one denominator.
  const one = BigInt(ratePpmOne);
  const whole = BigInt(taxable);
  const taxOnPart = BigInt(part) * BigInt(rate) - BigInt(quickDeduction) * one;
  const relief = BigInt(otherRelief) * BigInt(part) * one;
  const numerator = (taxOnPart * whole - relief) * BigInt(half.share);
  if (numerator <= 0n) return zeroFen;
  return fen(Number(roundFraction(numerator, one * one * whole, rounding)));
}

/** 核定征收: taxable is revenue times the locally assessed income rate. */
export function taxAssessedBusiness(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: { readonly revenue: Fen; readonly assessedIncomeRate: Rate; readonly otherRelief: Fen },
): Result<BusinessTax, PolicyUnknown> {
  const rounding = policy.figure('cn.income-tax.rounding', on);
  if (!rounding.ok) return rounding;
  const taxable = multiply(input.revenue, input.assessedIncomeRate, rounding.value.value.tax);
  return taxBusinessIncome(policy, on, { taxable, otherRelief: input.otherRelief });
}

export type QuarterPrepayment = {
  readonly quarter: number;
  readonly cumulativeProfit: Fen;
  readonly cumulativeTaxable: Fen;
  readonly cumulativeTax: Fen;
  readonly cumulativeHalfReduction: Fen;
  readonly paidBefore: Fen;
  readonly payable: Fen;
  readonly reason: Reason;
};

/**
 * Quarterly prepayment through a year that begins in `firstMonth`: cumulative tax less reduction
 * and less what was prepaid, never below zero. Without comprehensive income 5,000 a month is
 * deducted.
 */
export function prepayBusinessTax(
  policy: Policy,
  firstMonth: PayPeriod,
  input: {
    readonly noComprehensiveIncome: boolean;
    readonly cumulativeProfits: readonly Fen[];
    readonly otherRelief: Fen;
  },
): Result<readonly QuarterPrepayment[], PolicyUnknown> {
  const quarters: QuarterPrepayment[] = [];
  let paidBefore = zeroFen;
  for (const [index, cumulativeProfit] of input.cumulativeProfits.entries()) {
    const months = (index + 1) * 3;
    const on = addMonths(firstMonth, months - 1);
    const basic = policy.figure('cn.income-tax.basic-deduction', on);
    if (!basic.ok) return basic;
    const deduction = input.noComprehensiveIncome
      ? multiplyFraction(basic.value.value.monthly, months, 1, 'half_up_fen')
      : zeroFen;
    const cumulativeTaxable = maxFen(subtract(cumulativeProfit, deduction), zeroFen);
    const taxed = taxBusinessIncome(policy, on, {
      taxable: cumulativeTaxable,
      otherRelief: input.otherRelief,
    });
    if (!taxed.ok) return taxed;
    const payable = maxFen(subtract(taxed.value.payable, paidBefore), zeroFen);
    quarters.push({
      quarter: index + 1,
      cumulativeProfit,
      cumulativeTaxable,
      cumulativeTax: taxed.value.taxBeforeRelief,
      cumulativeHalfReduction: taxed.value.halfReduction,
      paidBefore,
      payable,
      reason: taxed.value.reason,
    });
    paidBefore = fen(paidBefore + payable);
  }
  return ok(quarters);
}
