import {
  add,
  type Fen,
  monthIndex,
  monthOf,
  multiplyFraction,
  ok,
  type PayPeriod,
  type Result,
  sum,
  yearOf,
  zeroFen,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import {
  type CumulativeFigures,
  methodFigures,
  withholdCumulatively,
  type Withholding,
  type WithholdingMethod,
} from './cumulative-withholding.ts';

/** One payment; every amount is of this payment, not cumulative. */
export type Payment = {
  /** Month of the pay date (税款所属期). */
  readonly taxPeriod: PayPeriod;
  readonly income: Fen;
  readonly exempt: Fen;
  readonly special: Fen;
  readonly additional: Fen;
  readonly other: Fen;
  readonly relief: Fen;
  /** Months of the basic deduction, when the caller has counted them. */
  readonly months: number | null;
};

/** How 公告2025年第16号 counts “consecutive” months when a month has no income: a setting. */
export type GapReading = 'restart-segment' | 'count-paid-months' | 'count-calendar-months';

export type WithholdingTerms = {
  readonly method: WithholdingMethod;
  /** First month with this withholding entity; null takes the first payment's. */
  readonly startedIn: PayPeriod | null;
  /** 公告2020年第19号 applied to the cumulative labour methods. */
  readonly lump60000: boolean;
  readonly gapReading: GapReading;
};

export type WithheldPayment = {
  readonly taxPeriod: PayPeriod;
  readonly figures: CumulativeFigures;
  readonly withholding: Withholding;
};

const nothing: CumulativeFigures = {
  income: zeroFen,
  exempt: zeroFen,
  basicDeduction: zeroFen,
  special: zeroFen,
  additional: zeroFen,
  other: zeroFen,
  relief: zeroFen,
  withheld: zeroFen,
};

/**
 * Withholds payment after payment, in the given order. Payments of one month are one tax period;
 * each tax year begins anew. A correction is the same list with one payment changed.
 */
export function withholdPayments(
  policy: Policy,
  terms: WithholdingTerms,
  payments: readonly Payment[],
): Result<readonly WithheldPayment[], PolicyUnknown> {
  const done: WithheldPayment[] = [];
  const paidMonths = new Set<PayPeriod>();
  const firstPaid = payments[0]?.taxPeriod ?? null;
  let before = nothing;
  let last: PayPeriod | null = null;
  for (const payment of payments) {
    const { taxPeriod } = payment;
    if (last !== null && yearOf(last) !== yearOf(taxPeriod)) {
      before = nothing;
      paidMonths.clear();
    }
    if (isRestarted(terms, payment, payments, paidMonths)) {
      before = nothing;
      paidMonths.clear();
    }
    if (payment.income > 0) paidMonths.add(taxPeriod);

    const basic = basicDeduction(policy, terms, payment, { paidMonths, firstPaid });
    if (!basic.ok) return basic;
    const figures = accumulate(before, payment, basic.value);
    const withholding = withholdCumulatively(policy, terms.method, taxPeriod, figures);
    if (!withholding.ok) return withholding;
    done.push({ taxPeriod, figures, withholding: withholding.value });
    before = { ...figures, withheld: add(figures.withheld, withholding.value.tax) };
    last = taxPeriod;
  }
  return ok(done);
}

export function totalWithheld(payments: readonly WithheldPayment[]): Fen {
  return sum(payments.map((payment) => payment.withholding.tax));
}

function accumulate(before: CumulativeFigures, payment: Payment, basic: Fen): CumulativeFigures {
  return {
    income: add(before.income, payment.income),
    exempt: add(before.exempt, payment.exempt),
    basicDeduction: basic,
    special: add(before.special, payment.special),
    additional: add(before.additional, payment.additional),
    other: add(before.other, payment.other),
    relief: add(before.relief, payment.relief),
    withheld: before.withheld,
  };
}

/** A month without income ends the run, if the setting reads “consecutive” that way. */
function isRestarted(
  terms: WithholdingTerms,
  payment: Payment,
  payments: readonly Payment[],
  paidMonths: ReadonlySet<PayPeriod>,
): boolean {
  if (terms.method !== 'platform-labour' || terms.gapReading !== 'restart-segment') return false;
  if (terms.lump60000 || payment.months !== null || paidMonths.size === 0) return false;
  if (paidMonths.has(payment.taxPeriod)) return false;
  const isPaid = payments.some(
    (other) => other.taxPeriod === payment.taxPeriod && other.income > 0,
  );
  const latest = Math.max(...[...paidMonths].map(monthIndex));
  return !isPaid || monthIndex(payment.taxPeriod) - latest > 1;
}

type MonthCount = {
  readonly paidMonths: ReadonlySet<PayPeriod>;
  readonly firstPaid: PayPeriod | null;
};

/** Σ减除费用 of the year to this payment. */
function basicDeduction(
  policy: Policy,
  terms: WithholdingTerms,
  payment: Payment,
  count: MonthCount,
): Result<Fen, PolicyUnknown> {
  const found = lookUp(policy, payment.taxPeriod, {
    method: methodFigures[terms.method],
    basic: 'cn.income-tax.basic-deduction',
  });
  if (!found.ok) return found;
  const { method, basic } = found.value;
  if (terms.lump60000 || method.value.months === 'year') return ok(basic.value.yearly);

  const months = payment.months ?? monthsCounted(method.value.months, terms, payment, count);
  return ok(multiplyFraction(basic.value.monthly, months, 1, 'half_up_fen'));
}

/** Months of employment, of the calendar, or of consecutive income in this tax year. */
function monthsCounted(
  counting: 'employment' | 'calendar' | 'consecutive',
  terms: WithholdingTerms,
  { taxPeriod }: Payment,
  { paidMonths, firstPaid }: MonthCount,
): number {
  if (counting === 'calendar') return monthOf(taxPeriod);
  if (counting === 'consecutive' && terms.gapReading !== 'count-calendar-months') {
    return paidMonths.size;
  }
  const started = monthIndex(terms.startedIn ?? firstPaid ?? taxPeriod);
  const firstOfYear = monthIndex(taxPeriod) - monthOf(taxPeriod) + 1;
  return Math.max(1, monthIndex(taxPeriod) - Math.max(started, firstOfYear) + 1);
}
