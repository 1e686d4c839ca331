import { assert } from './assert.ts';

declare const plainDateBrand: unique symbol;

/** A calendar day as `YYYY-MM-DD`; compares as text. Never a `Date`: a day has no time zone. */
export type PlainDate = string & { readonly [plainDateBrand]: true };

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const millisecondsPerDay = 86_400_000;

/** Null for text that is not a day of the calendar, such as 2026-02-30. */
export function parsePlainDate(text: string): PlainDate | null {
  const match = datePattern.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900 || month < 1 || month > 12) return null;
  return day >= 1 && day <= daysInMonth(year, month) ? (text as PlainDate) : null;
}

export function plainDate(text: string): PlainDate {
  const parsed = parsePlainDate(text);
  assert(parsed !== null, `not a day: ${text}`);
  return parsed;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return fromEpochDay(epochDay(date) + days);
}

/** Days from `from` to `to`; 0 on the same day, negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return epochDay(to) - epochDay(from);
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(date: PlainDate): number {
  return ((epochDay(date) + 3) % 7) + 1;
}

/** Days since 1970-01-01. */
export function epochDay(date: PlainDate): number {
  return (
    Date.UTC(yearOf(date), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / millisecondsPerDay
  );
}

export function fromEpochDay(day: number): PlainDate {
  return plainDate(new Date(day * millisecondsPerDay).toISOString().slice(0, 10));
}

export function yearOf(dateOrPeriod: string): number {
  return Number(dateOrPeriod.slice(0, 4));
}
