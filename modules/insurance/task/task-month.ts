import {
  addDays,
  addMonths,
  daysBetween,
  daysInMonth,
  firstDayOf,
  monthOf,
  type PayPeriod,
  periodOf,
  type PlainDate,
  plainDate,
  yearOf,
} from '@heyi/kernel';
import { addWorkdays, type Policy, workdayOnOrBefore } from '@heyi/statutory';
import type { Procedure } from '../procedure/procedure.ts';
import type { TaskKind } from './task.ts';

export type CutoffDays = {
  readonly officialCutoff: PlainDate | null;
  readonly clientCutoff: PlainDate | null;
  readonly cutoffProvisional: boolean;
};

export type PlacedMonth = CutoffDays & {
  readonly period: PayPeriod;
  readonly movedReason: 'cutoffPassed' | 'monthPassed' | null;
};

type Ground = {
  readonly policy: Policy;
  readonly procedure: (period: PayPeriod) => Procedure;
  readonly today: PlainDate;
  /** Working days that the client's cut-off lies before the agency's. */
  readonly clientDays: number;
};

/** The last day of the month in which a change has to be filed, however late its day. */
function dayIn(period: PayPeriod, day: number): PlainDate {
  const last = Math.min(day, daysInMonth(yearOf(period), monthOf(period)));
  return plainDate(`${period}-${String(last).padStart(2, '0')}`);
}

/** The month in which a change must be filed to take effect in `period`: this rule or the next. */
function filingMonth(procedure: Procedure, kind: TaskKind, period: PayPeriod): PayPeriod {
  const rule = kind === 'stop' ? procedure.stopEffective : procedure.enrolEffective;
  return rule === 'nextMonth' ? addMonths(period, -1) : period;
}

/**
 * 官方截止日 and 客户提交截止日 for a change in a month. On a rest day the working day before counts,
 * because no notice found says that agencies wait; a day that is not known stays unknown.
 */
function cutoffsOf(ground: Ground, kind: TaskKind, period: PayPeriod): CutoffDays {
  const procedure = ground.procedure(period);
  const { enrolDay, stopDay, backContributionDay } = procedure;
  const byKind = { stop: stopDay, backContribution: backContributionDay ?? enrolDay };
  const day = kind === 'stop' || kind === 'backContribution' ? byKind[kind] : enrolDay;
  if (day === null) {
    return { officialCutoff: null, clientCutoff: null, cutoffProvisional: true };
  }
  const nominal = dayIn(filingMonth(procedure, kind, period), day);
  const official = workdayOnOrBefore(ground.policy, nominal);
  const client = addWorkdays(ground.policy, official.date, -ground.clientDays);
  return {
    officialCutoff: official.date,
    clientCutoff: client.date,
    cutoffProvisional: procedure.provisional || official.provisional || client.provisional,
  };
}

/**
 * In which month a change takes effect: the one that was asked for, or the first whose cut-off is not
 * over. Without a known cut-off the month itself is the limit.
 */
export function placeMonth(ground: Ground, kind: TaskKind, asked: PayPeriod): PlacedMonth {
  const first = addMonths(periodOf(ground.today), -1);
  let movedReason: PlacedMonth['movedReason'] = null;
  let period = asked;
  if (period < first) {
    movedReason = 'monthPassed';
    period = first;
  }
  for (;;) {
    const cutoffs = cutoffsOf(ground, kind, period);
    const month = filingMonth(ground.procedure(period), kind, period);
    const isOver = periodOf(ground.today) > month;
    if (!isOver && (cutoffs.officialCutoff === null || cutoffs.officialCutoff >= ground.today)) {
      return { ...cutoffs, period, movedReason: period === asked ? null : movedReason };
    }
    movedReason ??= isOver && cutoffs.officialCutoff === null ? 'monthPassed' : 'cutoffPassed';
    period = addMonths(period, 1);
  }
}

export type Uncovered = {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly days: number;
  readonly provisional: boolean;
};

/**
 * Days from joining on that work injury does not cover. Where the agency covers from the day of
 * joining and nothing was moved, there are none; else cover begins with the day after the filing, and
 * not before the month. Null without an uncovered day.
 */
export function uncoveredDays(input: {
  readonly procedure: Procedure;
  readonly startsOn: PlainDate;
  readonly period: PayPeriod;
  readonly filedOn: PlainDate | null;
  readonly today: PlainDate;
}): Uncovered | null {
  const { procedure, startsOn, period, filedOn, today } = input;
  const isInFirstMonth = period <= periodOf(startsOn);
  const provisional = procedure.injuryFromJoining === null;
  if (isInFirstMonth && procedure.injuryFromJoining === true && filedOn !== null) return null;
  const month = firstDayOf(period);
  if (filedOn === null) {
    if (today < startsOn) return null;
    return { from: startsOn, to: null, days: daysBetween(startsOn, today) + 1, provisional };
  }
  const afterFiling = addDays(filedOn, 1);
  const covered = afterFiling > month ? afterFiling : month;
  if (covered <= startsOn) return null;
  const to = addDays(covered, -1);
  return { from: startsOn, to, days: daysBetween(startsOn, to) + 1, provisional };
}
