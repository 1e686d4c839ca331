import {
  addDays,
  addMonths,
  daysInMonth,
  monthOf,
  ok,
  type PayPeriod,
  periodOf,
  type PlainDate,
  plainDate,
  type Result,
  weekday,
  yearOf,
} from '@heyi/kernel';
import type { PolicyUnknown } from './figure.ts';
import type { Policy } from './policy.ts';

/** What kind of day it is; `provisional` when the year's holiday notice is not on file. */
export type DayKind = {
  readonly kind: 'workday' | 'adjusted_workday' | 'rest_day' | 'day_off' | 'statutory_holiday';
  readonly isWorkday: boolean;
  readonly provisional: boolean;
};

export type CalendarDay = { readonly date: PlainDate; readonly provisional: boolean };

/** 全国年节及纪念日放假办法: the year's notice decides; without it only weekends are known. */
export function dayKind(policy: Policy, date: PlainDate): DayKind {
  const holidays = policy.figure('cn.holidays', date);
  const isWeekend = weekday(date) >= 6;
  const provisional = !holidays.ok;
  if (holidays.ok) {
    const { statutory, daysOff, adjustedWorkdays } = holidays.value.value;
    if (statutory.includes(date)) {
      return { kind: 'statutory_holiday', isWorkday: false, provisional };
    }
    if (adjustedWorkdays.includes(date)) {
      return { kind: 'adjusted_workday', isWorkday: true, provisional };
    }
    if (daysOff.includes(date)) return { kind: 'day_off', isWorkday: false, provisional };
  }
  return { kind: isWeekend ? 'rest_day' : 'workday', isWorkday: !isWeekend, provisional };
}

/** The day itself when it is a working day, else the next one. */
export function workdayOnOrAfter(policy: Policy, date: PlainDate): CalendarDay {
  return walk(policy, date, 1);
}

export function workdayOnOrBefore(policy: Policy, date: PlainDate): CalendarDay {
  return walk(policy, date, -1);
}

function walk(policy: Policy, date: PlainDate, step: 1 | -1): CalendarDay {
  let provisional = false;
  for (let day = date; ; day = addDays(day, step)) {
    const { isWorkday, provisional: isUnsure } = dayKind(policy, day);
    provisional ||= isUnsure;
    if (isWorkday) return { date: day, provisional };
  }
}

/** The day `count` working days after `date` (before it for a negative count); 0 is `date`. */
export function addWorkdays(policy: Policy, date: PlainDate, count: number): CalendarDay {
  const step = count < 0 ? -1 : 1;
  let day = date;
  let provisional = false;
  for (let left = Math.abs(count); left > 0; left -= 1) {
    const next = walk(policy, addDays(day, step), step);
    day = next.date;
    provisional ||= next.provisional;
  }
  return { date: day, provisional };
}

/** Working days from `from` to `to`, both included; 0 when `to` is earlier. */
export function workdaysBetween(
  policy: Policy,
  from: PlainDate,
  to: PlainDate,
): { readonly count: number; readonly provisional: boolean } {
  let count = 0;
  let provisional = false;
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const kind = dayKind(policy, day);
    if (kind.isWorkday) count += 1;
    provisional ||= kind.provisional;
  }
  return { count, provisional };
}

export function workdaysOfMonth(policy: Policy, period: PayPeriod) {
  const last = daysInMonth(yearOf(period), monthOf(period));
  return workdaysBetween(policy, plainDate(`${period}-01`), plainDate(`${period}-${last}`));
}

export type FilingDeadline = CalendarDay & { readonly basis: 'notice' | 'rule' };

/**
 * Last day to declare a tax period: the year's notice of the tax authority when it is on file, else
 * the 15th of the next month under 征管法实施细则 article 109. Holidays of at least three days
 * inside the term extend it, counted in working days as the yearly notices do.
 */
export function filingDeadline(
  policy: Policy,
  taxPeriod: PayPeriod,
): Result<FilingDeadline, PolicyUnknown> {
  const month = addMonths(taxPeriod, 1);
  const notice = policy.figure('cn.filing.deadlines', month);
  if (notice.ok) {
    const date = notice.value.value.deadlines.find((day) => periodOf(day) === month);
    if (date) return ok({ date, provisional: false, basis: 'notice' });
  }
  const rule = policy.figure('cn.filing.monthly-deadline', month);
  if (!rule.ok) return rule;
  const { day, extensionRun } = rule.value.value;
  const first = plainDate(`${month}-01`);
  const nominal = addDays(first, day - 1);
  const extension = longHolidayDays(policy, first, nominal, extensionRun);
  const moved = workdayOnOrAfter(policy, nominal);
  const extended = addWorkdays(policy, moved.date, extension);
  const provisional = moved.provisional || extended.provisional || !isNoticed(policy, first);
  return ok({ date: extended.date, provisional, basis: 'rule' });
}

/** Days of holiday runs that begin and end inside the term and last `run` days or more. */
function longHolidayDays(policy: Policy, first: PlainDate, last: PlainDate, run: number): number {
  let days = 0;
  let current = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (isHolidayLeave(policy, day)) {
      current += 1;
      continue;
    }
    if (current >= run) days += current;
    current = 0;
  }
  // A run that still lasts on the final day only moves that day to the next working day.
  return days;
}

function isHolidayLeave(policy: Policy, date: PlainDate): boolean {
  const holidays = policy.figure('cn.holidays', date);
  return holidays.ok && holidays.value.value.daysOff.includes(date);
}

function isNoticed(policy: Policy, date: PlainDate): boolean {
  return policy.figure('cn.holidays', date).ok;
}
