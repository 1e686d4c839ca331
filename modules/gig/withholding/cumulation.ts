import type { GapReading } from '@heyi/statutory';
import type { IncomeKind, TaxMethod } from '../program/program.ts';

/**
 * What the next tax of a balance is computed from. Months count from year 0, days from 1970-01-01;
 * the sums are of the tax year of `lastMonth`, of that month and of `day`. It is the fold of the
 * balance's payments and nothing else.
 */
export type Cumulation = {
  lastMonth: number;
  startedMonth: number;
  /** Of the basic deduction, the current month included. */
  months: number;
  yearIncome: number;
  yearTax: number;
  monthIncome: number;
  monthTax: number;
  /** With VAT. */
  monthReceipts: number;
  monthVat: number;
  monthSurcharges: number;
  day: number;
  dayReceipts: number;
  dayVat: number;
  daySurcharges: number;
  dayCount: number;
  /** Of the tax year, with a payment. */
  paidMonths: number;
  /** The last year in which 60,000 were deducted at once; 0 is none. */
  lumpYear: number;
};

export type CumulationTerms = {
  readonly incomeKind: IncomeKind;
  readonly method: TaxMethod;
  readonly gapReading: GapReading;
  /** What the year before may have come to for 60,000 to be deducted at once; null: that is not done. */
  readonly lumpLimit: number | null;
};

/** A program may change its method from one month to another. */
export type TermsOfMonth = (month: number) => CumulationTerms;

/** What was paid and taken, in fen; the income is the receipts less the VAT. */
export type Taken = { receipts: number; tax: number; vat: number; surcharges: number };

export function emptyCumulation(): Cumulation {
  return {
    lastMonth: 0,
    startedMonth: 0,
    months: 0,
    yearIncome: 0,
    yearTax: 0,
    monthIncome: 0,
    monthTax: 0,
    monthReceipts: 0,
    monthVat: 0,
    monthSurcharges: 0,
    day: 0,
    dayReceipts: 0,
    dayVat: 0,
    daySurcharges: 0,
    dayCount: 0,
    paidMonths: 0,
    lumpYear: 0,
  };
}

/** As the ledger account carries it, behind the number of the balance's events. */
export function packCumulation(seq: number, c: Cumulation): number[] {
  return [
    seq,
    c.lastMonth,
    c.startedMonth,
    c.months,
    c.yearIncome,
    c.yearTax,
    c.monthIncome,
    c.monthTax,
    c.monthReceipts,
    c.monthVat,
    c.monthSurcharges,
    c.day,
    c.dayReceipts,
    c.dayVat,
    c.daySurcharges,
    c.dayCount,
    c.paidMonths,
    c.lumpYear,
  ];
}

/** Null is a balance from which nothing has been withdrawn. */
export function unpackCumulation(carried: readonly number[] | null): {
  seq: number;
  cumulation: Cumulation;
} {
  if (carried === null) return { seq: 0, cumulation: emptyCumulation() };
  return {
    seq: carried[0]!,
    cumulation: {
      lastMonth: carried[1]!,
      startedMonth: carried[2]!,
      months: carried[3]!,
      yearIncome: carried[4]!,
      yearTax: carried[5]!,
      monthIncome: carried[6]!,
      monthTax: carried[7]!,
      monthReceipts: carried[8]!,
      monthVat: carried[9]!,
      monthSurcharges: carried[10]!,
      day: carried[11]!,
      dayReceipts: carried[12]!,
      dayVat: carried[13]!,
      daySurcharges: carried[14]!,
      dayCount: carried[15]!,
      paidMonths: carried[16]!,
      lumpYear: carried[17]!,
    },
  };
}

const yearOfMonth = (month: number): number => Math.floor(month / 12);

/**
 * Moves on to the month and day of a payment: a new year begins anew, and so does a run of months
 * after a gap where “consecutive” is read so. A clock that went back stays in the month and on the
 * day it was in.
 */
export function enterDay(c: Cumulation, month: number, day: number, terms: CumulationTerms): void {
  if (month > c.lastMonth) enterMonth(c, month, terms);
  if (day > c.day) {
    c.day = day;
    c.dayReceipts = 0;
    c.dayVat = 0;
    c.daySurcharges = 0;
    c.dayCount = 0;
  }
}

function enterMonth(c: Cumulation, month: number, terms: CumulationTerms): void {
  if (yearOfMonth(c.lastMonth) !== yearOfMonth(month)) enterYear(c, month, terms);
  const isGap = c.lastMonth > 0 && month - c.lastMonth > 1;
  const restarts =
    terms.method === 'platformCumulative' &&
    terms.gapReading === 'restart-segment' &&
    c.lumpYear !== yearOfMonth(month);
  if (yearOfMonth(c.lastMonth) !== yearOfMonth(month) || (isGap && restarts)) {
    c.yearIncome = 0;
    c.yearTax = 0;
    c.months = 0;
  }
  if (c.startedMonth === 0) c.startedMonth = month;
  const january = yearOfMonth(month) * 12;
  c.months =
    terms.gapReading === 'count-calendar-months'
      ? month - Math.max(c.startedMonth, january) + 1
      : c.months + 1;
  c.paidMonths += 1;
  c.lastMonth = month;
  c.monthIncome = 0;
  c.monthTax = 0;
  c.monthReceipts = 0;
  c.monthVat = 0;
  c.monthSurcharges = 0;
}

/**
 * 公告2020年第19号: whoever was paid in each month of the year before, and no more than the limit in all,
 * has the year's deduction from January on.
 */
function enterYear(c: Cumulation, month: number, { lumpLimit }: CumulationTerms): void {
  const year = yearOfMonth(month);
  const wasPaidAllYear = yearOfMonth(c.lastMonth) === year - 1 && c.paidMonths === 12;
  if (lumpLimit !== null && wasPaidAllYear && c.yearIncome <= lumpLimit) c.lumpYear = year;
  c.paidMonths = 0;
}

/** Adds a payment of the month and day that were entered. */
export function addTaken(c: Cumulation, taken: Taken): void {
  const income = taken.receipts - taken.vat;
  c.yearIncome += income;
  c.yearTax += taken.tax;
  c.monthIncome += income;
  c.monthTax += taken.tax;
  c.monthReceipts += taken.receipts;
  c.monthVat += taken.vat;
  c.monthSurcharges += taken.surcharges;
  c.dayReceipts += taken.receipts;
  c.dayVat += taken.vat;
  c.daySurcharges += taken.surcharges;
  c.dayCount += 1;
}

export type PastPayment = Taken & { readonly month: number; readonly day: number };

/** What payments that still stand add up to, in the order in which they were made. */
export function foldPayments(payments: Iterable<PastPayment>, termsOf: TermsOfMonth): Cumulation {
  const c = emptyCumulation();
  for (const payment of payments) {
    enterDay(c, payment.month, payment.day, termsOf(payment.month));
    addTaken(c, payment);
  }
  return c;
}
