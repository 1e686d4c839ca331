import {
  add,
  divide,
  fen,
  type Fen,
  maxFen,
  multiply,
  ok,
  type PayPeriod,
  type PlainDate,
  type Rate,
  type Result,
  subtract,
  zeroFen,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { reason, type Reason, rateTexts, yuanTexts } from '../reason.ts';
import { bracketOf, roundFraction, taxAtBracket, taxByTable, wholeFen } from './tax-table.ts';

export type SeveranceTax = {
  readonly exemptLimit: Fen;
  readonly excess: Fen;
  readonly tax: Fen;
  readonly reason: Reason;
};

/**
 * 解除劳动关系补偿: exempt up to three times the local average yearly wage; the excess alone on the
 * annual table. Insurance and fund paid out of the lump sum (`contributions`) are deducted.
 */
export function taxSeverance(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: {
    readonly compensation: Fen;
    readonly localAverageAnnualWage: Fen;
    readonly contributions: Fen;
  },
): Result<SeveranceTax, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.severance',
    table: 'cn.income-tax.annual-table',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, table, rounding } = found.value;
  const mode = rounding.value.tax;
  const multiple = terms.value.averageWageMultiple;
  const exemptLimit = multiply(input.localAverageAnnualWage, multiple, mode);
  const counted = subtract(input.compensation, input.contributions);
  const excess = maxFen(subtract(counted, exemptLimit), zeroFen);
  const { tax } = taxByTable(table.value, wholeFen(excess), mode);
  return ok({
    exemptLimit,
    excess,
    tax,
    reason: reason('income-tax.severance', {
      figures: [terms, table, rounding],
      inputs: yuanTexts(input),
      rounding: mode,
      output: yuanTexts({ exemptLimit, excess, tax }),
    }),
  });
}

export type EarlyRetirementTax = {
  readonly perYearTaxable: Fen;
  readonly tax: Fen;
  readonly reason: Reason;
};

/** 提前退休补贴: spread over the years to the statutory age, 60,000 off each, annual table. */
export function taxEarlyRetirement(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: { readonly subsidy: Fen; readonly actualYears: number },
): Result<EarlyRetirementTax, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.early-retirement',
    table: 'cn.income-tax.annual-table',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, table, rounding } = found.value;
  const mode = rounding.value.tax;
  const { subsidy, actualYears: years } = input;
  const allYears = maxFen(fen(subsidy - terms.value.yearlyDeduction * years), zeroFen);
  const perYear = { numerator: allYears, denominator: years };
  const index = bracketOf(table.value, perYear);
  const { tax } = taxAtBracket(table.value, index, wholeFen(allYears), years, mode);
  const perYearTaxable = roundFraction(perYear, mode);
  return ok({
    perYearTaxable,
    tax,
    reason: reason('income-tax.early-retirement', {
      figures: [terms, table, rounding],
      inputs: { ...yuanTexts({ subsidy }), actualYears: String(years) },
      rounding: mode,
      output: yuanTexts({ perYearTaxable, tax }),
    }),
  });
}

export type InternalRetirementTax = {
  readonly rateBase: Fen;
  readonly rate: Rate;
  readonly quickDeduction: Fen;
  readonly taxOnWagePlusSubsidy: Fen;
  readonly taxOnWageAlone: Fen;
  readonly tax: Fen;
  readonly reason: Reason;
};

/**
 * 内部退养补贴: the month's wage and the subsidy's monthly share choose the rate; the tax on wage and
 * whole subsidy, less the tax on the wage alone, falls on the subsidy.
 */
export function taxInternalRetirement(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: {
    readonly subsidy: Fen;
    readonly monthsToStatutoryRetirement: number;
    readonly monthWage: Fen;
  },
): Result<InternalRetirementTax, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.internal-retirement',
    table: 'cn.income-tax.monthly-table',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, table, rounding } = found.value;
  const mode = rounding.value.tax;
  const { subsidy, monthsToStatutoryRetirement: months, monthWage } = input;
  const wage = subtract(monthWage, terms.value.monthlyDeduction);
  const spread = { numerator: fen(wage * months + subsidy), denominator: months };
  const index = bracketOf(table.value, spread);
  const whole = wholeFen(add(wage, subsidy));
  const both = taxAtBracket(table.value, index, whole, 1, mode);
  const alone = taxByTable(table.value, wholeFen(maxFen(wage, zeroFen)), mode);
  const output = {
    rateBase: roundFraction(spread, mode),
    quickDeduction: both.quickDeduction,
    taxOnWagePlusSubsidy: both.tax,
    taxOnWageAlone: alone.tax,
    tax: maxFen(subtract(both.tax, alone.tax), zeroFen),
  };
  return ok({
    ...output,
    rate: both.rate,
    reason: reason('income-tax.internal-retirement', {
      figures: [terms, table, rounding],
      inputs: {
        ...yuanTexts({ subsidy, monthWage }),
        monthsToStatutoryRetirement: String(months),
      },
      rounding: mode,
      output: { ...yuanTexts(output), ...rateTexts({ rate: both.rate }) },
    }),
  });
}

export const annuityKinds = {
  monthly: 'monthly',
  quarterly: 'quarterly',
  yearly: 'yearly',
  'lump-emigration-or-death': 'lumpEmigrationOrDeath',
  'lump-other': 'lumpOther',
} as const;

export type AnnuityKind = keyof typeof annuityKinds;

export type AnnuityTax = { readonly tax: Fen; readonly reason: Reason };

/** 年金领取: never merged and without deductions; how it is paid out chooses the table. */
export function taxAnnuityPayout(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: { readonly kind: AnnuityKind; readonly amount: Fen },
): Result<AnnuityTax, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.annuity-payout',
    annual: 'cn.income-tax.annual-table',
    monthly: 'cn.income-tax.monthly-table',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, rounding } = found.value;
  const table = found.value[terms.value[annuityKinds[input.kind]]];
  const mode = rounding.value.tax;
  // A quarter's payout is spread over its three months and multiplied back.
  const parts = input.kind === 'quarterly' ? 3 : 1;
  const index = bracketOf(table.value, { numerator: input.amount, denominator: parts });
  const { tax } = taxAtBracket(table.value, index, wholeFen(input.amount), parts, mode);
  return ok({
    tax,
    reason: reason('income-tax.annuity-payout', {
      figures: [terms, table, rounding],
      inputs: { ...yuanTexts({ amount: input.amount }), payout: input.kind },
      rounding: mode,
      output: {
        ...yuanTexts({ tax }),
        share: yuanTexts({ s: divide(input.amount, parts, mode) }).s,
      },
    }),
  });
}
