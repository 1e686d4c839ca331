import type { clientBillContract as contract, Output } from '@heyi/contract';
import {
  addDays,
  addMonths,
  firstDayOf,
  type Instant,
  type PayPeriod,
  periodOf,
  type PlainDate,
  shanghaiDate,
} from '@heyi/kernel';
import { type Policy, workdayOnOrAfter } from '@heyi/statutory';
import type { StoredTerms } from '../client-bill/client-bill.ts';

export type BillDrawing = Output<typeof contract.listBillDrawings>['rows'][number];
export type DrawingFailure = NonNullable<BillDrawing['failure']>;

/** A month whose bill is drawn up by itself, and the day from which on it is. */
export type Drawing = { readonly period: PayPeriod; readonly on: PlainDate };

type Rule = Pick<StoredTerms, 'collection' | 'drawUpDay'>;

/** The day of a month's bill: in the month itself where it is prepaid, else in the next; a working day. */
export function drawingDay(policy: Policy, period: PayPeriod, rule: Rule): PlainDate | null {
  const { collection, drawUpDay } = rule;
  if (drawUpDay === null) return null;
  const month = collection === 'prepaid' ? period : addMonths(period, 1);
  return workdayOnOrAfter(policy, addDays(firstDayOf(month), drawUpDay - 1)).date;
}

type DatedRule = Rule & { readonly fromPeriod: PayPeriod; readonly setAt: Instant };

/**
 * What is to be drawn up on a day: bills whose day of this calendar month has come. Terms that were set
 * after that day leave the month to people. Terms are the newest first.
 */
export function drawingsDue(
  policy: Policy,
  terms: readonly DatedRule[],
  today: PlainDate,
): Drawing[] {
  const month = periodOf(today);
  return [addMonths(month, -1), month].flatMap((period) => {
    const rule = terms.find(({ fromPeriod }) => fromPeriod <= period);
    const on = rule ? drawingDay(policy, period, rule) : null;
    if (!rule || on === null || periodOf(on) !== month) return [];
    return on <= today && shanghaiDate(rule.setAt) <= on ? [{ period, on }] : [];
  });
}
