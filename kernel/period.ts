import { assert } from './assert.ts';
import { daysInMonth, type PlainDate, plainDate, yearOf } from './date.ts';

declare const payPeriodBrand: unique symbol;

/** A month as `YYYY-MM`; compares as text. */
export type PayPeriod = string & { readonly [payPeriodBrand]: true };

const periodPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

export function parsePayPeriod(text: string): PayPeriod | null {
  return periodPattern.test(text) && yearOf(text) >= 1900 ? (text as PayPeriod) : null;
}

export function payPeriod(text: string): PayPeriod {
  const parsed = parsePayPeriod(text);
  assert(parsed !== null, `not a month: ${text}`);
  return parsed;
}

export function periodOf(date: PlainDate): PayPeriod {
  return payPeriod(date.slice(0, 7));
}

/** 1 … 12. */
export function monthOf(dateOrPeriod: string): number {
  return Number(dateOrPeriod.slice(5, 7));
}

export function addMonths(period: PayPeriod, months: number): PayPeriod {
  return periodFromIndex(monthIndex(period) + months);
}

/** Months from `from` to `to`; 0 in the same month. */
export function monthsBetween(from: PayPeriod, to: PayPeriod): number {
  return monthIndex(to) - monthIndex(from);
}

/** Months since year 0: an order and a distance for periods. */
export function monthIndex(period: PayPeriod): number {
  return yearOf(period) * 12 + monthOf(period) - 1;
}

export function periodFromIndex(index: number): PayPeriod {
  return payPeriod(
    `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`,
  );
}

export function firstDayOf(period: PayPeriod): PlainDate {
  return plainDate(`${period}-01`);
}

export function lastDayOf(period: PayPeriod): PlainDate {
  return plainDate(`${period}-${daysInMonth(yearOf(period), monthOf(period))}`);
}
