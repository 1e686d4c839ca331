import {
  daysInMonth,
  monthOf,
  type PayPeriod,
  type PlainDate,
  plainDate,
  yearOf,
} from '@heyi/kernel';
import { addWorkdays, type Policy, workdayOnOrBefore, workdaysBetween } from '@heyi/statutory';
import type { Procedure } from '../procedure/procedure.ts';

export type Cutoff = {
  readonly officialCutoff: PlainDate | null;
  readonly clientCutoff: PlainDate | null;
  /** From today to the official day, both included; 0 when it has passed. */
  readonly workdaysLeft: number | null;
  readonly provisional: boolean;
};

/**
 * 官方截止日 and 客户提交截止日 in a month: the earlier of enrolling and stopping by the procedure. On a
 * rest day the working day before counts, because no notice found says that agencies wait. The client's
 * day is `clientDays` working days earlier.
 */
export function cutoffOf(
  policy: Policy,
  procedure: Procedure,
  month: { readonly period: PayPeriod; readonly today: PlainDate; readonly clientDays: number },
): Cutoff {
  const days = [procedure.enrolDay, procedure.stopDay].filter((day) => day !== null);
  if (days.length === 0) {
    return { officialCutoff: null, clientCutoff: null, workdaysLeft: null, provisional: true };
  }
  const last = daysInMonth(yearOf(month.period), monthOf(month.period));
  const day = Math.min(last, ...days);
  const nominal = plainDate(`${month.period}-${String(day).padStart(2, '0')}`);
  const official = workdayOnOrBefore(policy, nominal);
  const client = addWorkdays(policy, official.date, -month.clientDays);
  const left = workdaysBetween(policy, month.today, official.date);
  return {
    officialCutoff: official.date,
    clientCutoff: client.date,
    workdaysLeft: left.count,
    provisional:
      procedure.provisional || official.provisional || client.provisional || left.provisional,
  };
}
