import {
  add,
  type Fen,
  maxFen,
  ok,
  type PayPeriod,
  type PlainDate,
  type Rate,
  type Result,
  subtract,
  zeroFen,
} from '@heyi/kernel';
import type { NationalKey, Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { reason, type Reason, rateTexts, yuanTexts } from '../reason.ts';
import type { RuleId } from '../rules.ts';
import { type Fraction, roundFraction, shareFraction, taxByTable } from './tax-table.ts';

/** How the wages or the labour remuneration of a person are withheld through a tax year. */
export type WithholdingMethod =
  | 'standard'
  | 'first-wage-in-year'
  | 'lump-60000'
  | 'platform-labour'
  | 'insurance-agent'
  | 'student-intern';

export const methodFigures = {
  standard: 'cn.income-tax.cumulative-withholding',
  'first-wage-in-year': 'cn.income-tax.first-wage-in-year',
  'lump-60000': 'cn.income-tax.lump-60000',
  'platform-labour': 'cn.income-tax.platform-labour',
  'insurance-agent': 'cn.income-tax.insurance-agent',
  'student-intern': 'cn.income-tax.student-intern',
} as const satisfies Record<WithholdingMethod, NationalKey>;

const methodRules = {
  standard: 'income-tax.cumulative-withholding',
  'first-wage-in-year': 'income-tax.first-wage-in-year',
  'lump-60000': 'income-tax.lump-60000',
  'platform-labour': 'income-tax.platform-labour',
  'insurance-agent': 'income-tax.insurance-agent',
  'student-intern': 'income-tax.student-intern',
} as const satisfies Record<WithholdingMethod, RuleId>;

export function isWithholdingMethod(name: string): name is WithholdingMethod {
  return Object.hasOwn(methodFigures, name);
}

/** Sums of one person at one withholding entity in one tax year, this payment included. */
export type CumulativeFigures = {
  readonly income: Fen;
  readonly exempt: Fen;
  readonly basicDeduction: Fen;
  readonly special: Fen;
  readonly additional: Fen;
  readonly other: Fen;
  readonly relief: Fen;
  /** Tax withheld before this payment. */
  readonly withheld: Fen;
};

export type Withholding = {
  /** Rounded for display; may be negative. */
  readonly taxable: Fen;
  readonly bracketIndex: number;
  readonly rate: Rate;
  readonly quickDeduction: Fen;
  readonly cumulativeTax: Fen;
  /** Tax less relief and less what was withheld; a negative balance is not refunded. */
  readonly balance: Fen;
  readonly tax: Fen;
  readonly reason: Reason;
};

/** Income share less every deduction: exact, because the share of an odd fen is no whole fen. */
export function cumulativeTaxable(figures: CumulativeFigures, incomeShare: Rate): Fraction {
  const share = shareFraction(incomeShare);
  const { exempt, basicDeduction, special, additional, other } = figures;
  const deductions = add(exempt, basicDeduction, special, additional, other);
  return {
    numerator: figures.income * share.numerator - deductions * share.denominator,
    denominator: share.denominator,
  };
}

/**
 * 累计预扣法: tax on the year to date less tax already withheld; a negative balance withholds zero.
 * The law of the payment's month applies. Unknown before the method's first day.
 */
export function withholdCumulatively(
  policy: Policy,
  method: WithholdingMethod,
  on: PlainDate | PayPeriod,
  figures: CumulativeFigures,
): Result<Withholding, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: methodFigures[method],
    table: 'cn.income-tax.annual-table',
    basic: 'cn.income-tax.basic-deduction',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, table, basic, rounding } = found.value;
  const mode = rounding.value.tax;

  const taxable = cumulativeTaxable(figures, terms.value.incomeShare);
  const taxed = taxByTable(table.value, taxable, mode);
  const balance = subtract(subtract(taxed.tax, figures.relief), figures.withheld);
  const result = {
    taxable: roundFraction(taxable, mode),
    bracketIndex: taxed.bracketIndex,
    rate: taxed.rate,
    quickDeduction: taxed.quickDeduction,
    cumulativeTax: taxed.tax,
    balance,
    tax: maxFen(balance, zeroFen),
  };
  const { taxable: shown, cumulativeTax, tax, quickDeduction } = result;
  return ok({
    ...result,
    reason: reason(methodRules[method], {
      figures: [terms, table, basic, rounding],
      inputs: yuanTexts(figures),
      rounding: mode,
      output: {
        ...yuanTexts({ taxable: shown, quickDeduction, cumulativeTax, balance, tax }),
        ...rateTexts({ rate: taxed.rate }),
      },
    }),
  });
}
