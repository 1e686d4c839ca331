import { fen, firstDayOf, ok, type PayPeriod, type Result, yearOf, zeroFen } from '@heyi/kernel';
import {
  type CompiledTax,
  compileIncidentalIncome,
  compileLabourRemuneration,
  compileNaturalPersonVat,
  compileWithholding,
  explainNaturalPersonVat,
  lookUp,
  type NaturalPersonVatTerms,
  type Policy,
  type PolicyUnknown,
  type Reason,
  taxIncidentalIncome,
  taxRemuneration,
  withholdCumulatively,
  type WithholdingOutcome,
  type WithholdingSums,
} from '@heyi/statutory';
import type { Cumulation, CumulationTerms, Taken } from './cumulation.ts';

export type TaxTerms = CumulationTerms & {
  /** Null takes none: a sandbox without a chosen reading. */
  readonly vat: NaturalPersonVatTerms | null;
};

/**
 * What is taken of one withdrawal of the month: `taken.receipts` is given, the rest is written. The
 * cumulation has entered the day and does not hold the withdrawal yet. Integer arithmetic, nothing
 * allocated; {@link explainWithdrawalTax} is the same by the plain rules.
 */
export type CompiledWithdrawalTax = (before: Cumulation, taken: Taken) => void;

export function compileWithdrawalTax(
  policy: Policy,
  terms: TaxTerms,
  period: PayPeriod,
): Result<CompiledWithdrawalTax, PolicyUnknown> {
  const income = compileIncomeTax(policy, terms, period);
  if (!income.ok) return income;
  const taxOf = income.value;
  if (terms.vat === null || terms.incomeKind !== 'labourRemuneration') {
    return ok((before, taken) => {
      taken.vat = 0;
      taken.surcharges = 0;
      taken.tax = taxOf(before, taken.receipts);
    });
  }
  const vat = compileNaturalPersonVat(policy, period, terms.vat);
  if (!vat.ok) return vat;
  const byMonth = terms.vat.reading === 'monthlyThreshold';
  const due = { vat: 0, surcharges: 0 };
  const receipts = { month: 0, day: 0 };
  return ok((before, taken) => {
    receipts.month = before.monthReceipts + taken.receipts;
    receipts.day = before.dayReceipts + taken.receipts;
    vat.value(receipts, due);
    takeVat(before, taken, due, byMonth, taxOf(before, taken.receipts));
    taken.tax = taxOf(before, taken.receipts - taken.vat);
  });
}

/**
 * What is due on the term less what was taken in it. What the amount does not cover, after the tax on
 * the whole and one fen for the worker, is left for the next withdrawal of the term.
 */
function takeVat(
  before: Cumulation,
  taken: Taken,
  due: { readonly vat: number; readonly surcharges: number },
  byMonth: boolean,
  taxAtMost: number,
): void {
  const cover = Math.max(0, taken.receipts - taxAtMost - 1);
  const vatLeft = due.vat - (byMonth ? before.monthVat : before.dayVat);
  const surchargesLeft = due.surcharges - (byMonth ? before.monthSurcharges : before.daySurcharges);
  taken.vat = Math.min(Math.max(0, vatLeft), cover);
  taken.surcharges = Math.min(Math.max(0, surchargesLeft), cover - taken.vat);
}

type IncomeTax = (before: Cumulation, income: number) => number;

function compileIncomeTax(
  policy: Policy,
  terms: TaxTerms,
  period: PayPeriod,
): Result<IncomeTax, PolicyUnknown> {
  if (terms.incomeKind === 'businessIncome') return ok(() => 0);
  if (terms.incomeKind === 'incidentalIncome') {
    return compiled(
      compileIncidentalIncome(policy, period),
      (tax) => (_before, income) => tax(income),
    );
  }
  if (terms.method === 'ordinaryLabour') {
    return compiled(
      compileLabourRemuneration(policy, period),
      (tax) => (before, income) => Math.max(0, tax(before.monthIncome + income) - before.monthTax),
    );
  }
  return compilePlatformTax(policy, period);
}

function compiled(
  tax: Result<CompiledTax, PolicyUnknown>,
  toIncomeTax: (tax: CompiledTax) => IncomeTax,
): Result<IncomeTax, PolicyUnknown> {
  return tax.ok ? ok(toIncomeTax(tax.value)) : tax;
}

function compilePlatformTax(policy: Policy, period: PayPeriod): Result<IncomeTax, PolicyUnknown> {
  const withhold = compileWithholding(policy, 'platform-labour', period);
  if (!withhold.ok) return withhold;
  const found = lookUp(policy, period, { basic: 'cn.income-tax.basic-deduction' });
  if (!found.ok) return found;
  const { monthly, yearly } = found.value.basic.value;
  const year = yearOf(period);
  const sums: WithholdingSums = {
    income: 0,
    exempt: 0,
    basicDeduction: 0,
    special: 0,
    additional: 0,
    other: 0,
    relief: 0,
    withheld: 0,
  };
  const outcome: WithholdingOutcome = {
    taxable: 0,
    bracketIndex: 0,
    cumulativeTax: 0,
    balance: 0,
    tax: 0,
  };
  return ok((before, income) => {
    sums.income = before.yearIncome + income;
    sums.basicDeduction = before.lumpYear === year ? yearly : monthly * before.months;
    sums.withheld = before.yearTax;
    withhold.value(sums, outcome);
    return outcome.tax;
  });
}

export type ExplainedTax = Readonly<Taken> & { readonly reasons: readonly Reason[] };

/** The same by the rules that say why: for a trial, a record, a statement and the proof. */
export function explainWithdrawalTax(
  policy: Policy,
  terms: TaxTerms,
  period: PayPeriod,
  before: Cumulation,
  receipts: number,
): Result<ExplainedTax, PolicyUnknown> {
  const taken: Taken = { receipts, tax: 0, vat: 0, surcharges: 0 };
  const reasons: Reason[] = [];
  if (terms.vat !== null && terms.incomeKind === 'labourRemuneration') {
    const due = explainNaturalPersonVat(policy, period, terms.vat, {
      month: fen(before.monthReceipts + receipts),
      day: fen(before.dayReceipts + receipts),
    });
    if (!due.ok) return due;
    const whole = explainIncomeTax(policy, terms, period, before, receipts);
    if (!whole.ok) return whole;
    takeVat(before, taken, due.value, terms.vat.reading === 'monthlyThreshold', whole.value.tax);
    reasons.push(...due.value.reasons);
  }
  const tax = explainIncomeTax(policy, terms, period, before, receipts - taken.vat);
  if (!tax.ok) return tax;
  if (tax.value.reason !== null) reasons.push(tax.value.reason);
  return ok({ ...taken, tax: tax.value.tax, reasons });
}

function explainIncomeTax(
  policy: Policy,
  terms: TaxTerms,
  period: PayPeriod,
  before: Cumulation,
  income: number,
): Result<{ tax: number; reason: Reason | null }, PolicyUnknown> {
  if (terms.incomeKind === 'businessIncome') return ok({ tax: 0, reason: null });
  if (terms.incomeKind === 'incidentalIncome')
    return taxIncidentalIncome(policy, period, fen(income));
  if (terms.method === 'ordinaryLabour') {
    const month = fen(before.monthIncome + income);
    const all = taxRemuneration(policy, period, { kind: 'labour-remuneration', income: month });
    if (!all.ok) return all;
    const { tax, reason } = all.value;
    return ok({ tax: Math.max(0, tax - before.monthTax), reason });
  }
  const found = lookUp(policy, period, { basic: 'cn.income-tax.basic-deduction' });
  if (!found.ok) return found;
  const { monthly, yearly } = found.value.basic.value;
  const isLump = before.lumpYear === yearOf(firstDayOf(period));
  return withholdCumulatively(policy, 'platform-labour', period, {
    income: fen(before.yearIncome + income),
    exempt: zeroFen,
    basicDeduction: fen(isLump ? yearly : monthly * before.months),
    special: zeroFen,
    additional: zeroFen,
    other: zeroFen,
    relief: zeroFen,
    withheld: fen(before.yearTax),
  });
}
