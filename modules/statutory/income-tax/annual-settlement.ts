import {
  add,
  fen,
  type Fen,
  formatYuan,
  maxFen,
  minFen,
  multiply,
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
import { type Fraction, roundFraction, taxByTable } from './tax-table.ts';

/** Comprehensive income of a resident's year, as received, and what was withheld from it. */
export type SettlementInput = {
  readonly wages: Fen;
  readonly labour: Fen;
  readonly author: Fen;
  readonly royalty: Fen;
  /** Null takes the 60,000 of the law. */
  readonly basicDeduction: Fen | null;
  /** Special, special additional and other deductions together. */
  readonly deductions: Fen;
  readonly donation: Fen;
  readonly relief: Fen;
  readonly withheld: Fen;
};

export type Settlement = {
  readonly incomeAmount: Fen;
  readonly taxable: Fen;
  readonly rate: Rate;
  readonly quickDeduction: Fen;
  readonly annualTax: Fen;
  /** Positive is to pay, negative to refund. */
  readonly settlement: Fen;
  readonly reason: Reason;
};

/** 汇算清缴: all four incomes together on the annual table, less tax withheld in the year. */
export function settleYear(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: SettlementInput,
): Result<Settlement, PolicyUnknown> {
  const found = lookUp(policy, on, {
    shares: 'cn.income-tax.settlement-income-share',
    basic: 'cn.income-tax.basic-deduction',
    donation: 'cn.income-tax.donation-limit',
    table: 'cn.income-tax.annual-table',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { shares, basic, donation, table, rounding } = found.value;
  const mode = rounding.value.tax;

  const income = incomeAmount(input, shares.value);
  const deductions = add(input.basicDeduction ?? basic.value.yearly, input.deductions);
  const before = less(income, deductions);
  const donationLimit = multiply(roundFraction(before, mode), donation.value.share, mode);
  const taxable = less(before, minFen(input.donation, donationLimit));
  const { rate, quickDeduction, tax } = taxByTable(table.value, taxable, mode);
  const annualTax = maxFen(subtract(tax, input.relief), zeroFen);
  const output = {
    incomeAmount: roundFraction(income, mode),
    taxable: roundFraction(taxable, mode),
    quickDeduction,
    annualTax,
    settlement: subtract(annualTax, input.withheld),
  };
  const { basicDeduction: _basic, deductions: _deductions, ...received } = input;
  return ok({
    ...output,
    rate,
    reason: reason('income-tax.annual-settlement', {
      figures: [shares, basic, donation, table, rounding],
      inputs: yuanTexts({ ...received, deductions }),
      rounding: mode,
      output: { ...yuanTexts(output), ...rateTexts({ rate }) },
    }),
  });
}

/** Wages in full; 80 % of labour and royalty; 56 % of author remuneration. */
function incomeAmount(
  input: SettlementInput,
  shares: { readonly costRate: Rate; readonly authorShare: Rate },
): Fraction {
  const kept = rateFromPpm(ratePpmOne - shares.costRate);
  const labour = shareOf(add(input.labour, input.royalty), kept);
  const author = times(shareOf(input.author, kept), shares.authorShare);
  const denominator = labour.denominator * author.denominator;
  const numerator =
    input.wages * denominator +
    labour.numerator * author.denominator +
    author.numerator * labour.denominator;
  return { numerator: fen(numerator), denominator };
}

/** Deductions cannot exceed the income of the year, and nothing carries over (条例 article 13). */
function less(amount: Fraction, deduction: Fen): Fraction {
  const rest = amount.numerator - deduction * amount.denominator;
  return { numerator: Math.max(0, rest), denominator: amount.denominator };
}

export type SettlementDuty = { readonly mustSettle: boolean; readonly reason: Reason };

/**
 * 免于汇算: a year's income up to 120,000, or a top-up of at most 400, when the agent withheld as
 * required. A refund is the person's to claim, so it is never a duty.
 */
export function mustSettleYear(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: {
    readonly annualComprehensiveIncome: Fen;
    readonly amountToPay: Fen;
    readonly agentWithheldAsRequired: boolean;
  },
): Result<SettlementDuty, PolicyUnknown> {
  const terms = policy.figure('cn.income-tax.settlement-exemption', on);
  if (!terms.ok) return terms;
  const { incomeLimit, topUpLimit } = terms.value.value;
  const isExempt =
    input.agentWithheldAsRequired &&
    (input.annualComprehensiveIncome <= incomeLimit || input.amountToPay <= topUpLimit);
  const mustSettle = input.amountToPay > 0 && !isExempt;
  return ok({
    mustSettle,
    reason: reason('income-tax.settlement-exemption', {
      figures: [terms.value],
      inputs: {
        income: formatYuan(input.annualComprehensiveIncome),
        amountToPay: formatYuan(input.amountToPay),
        agentWithheldAsRequired: String(input.agentWithheldAsRequired),
      },
      rounding: null,
      output: { mustSettle: String(mustSettle) },
    }),
  });
}
