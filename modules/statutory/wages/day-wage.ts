import {
  type Fen,
  formatRate,
  multiplyFraction,
  ok,
  type PayPeriod,
  type PlainDate,
  type Rate,
  rateFromPpm,
  ratePpmOne,
  type Result,
  type Rounding,
  subtract,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { reason, type Reason, yuanTexts } from '../reason.ts';

export type DayWage = { readonly dayWage: Fen; readonly hourWage: Fen; readonly reason: Reason };

/** 日工资 and 小时工资: month ÷ 21.75, and that ÷ 8. For display; lines start from the month. */
export function dayWage(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: { readonly monthlyWage: Fen; readonly rounding: Rounding },
): Result<DayWage, PolicyUnknown> {
  const time = policy.figure('cn.working-time', on);
  if (!time.ok) return time;
  const { paidDaysMonth, hoursDay } = time.value.value;
  const { monthlyWage, rounding } = input;
  const perDay = multiplyFraction(monthlyWage, ratePpmOne, paidDaysMonth, rounding);
  const perHour = multiplyFraction(monthlyWage, ratePpmOne, paidDaysMonth * hoursDay, rounding);
  return ok({
    dayWage: perDay,
    hourWage: perHour,
    reason: reason('wages.day-wage', {
      figures: [time.value],
      inputs: { ...yuanTexts({ monthlyWage }), paidDays: formatRate(paidDaysMonth) },
      rounding,
      output: yuanTexts({ dayWage: perDay, hourWage: perHour }),
    }),
  });
}

export type OvertimeKind = 'weekdayOvertime' | 'restDay' | 'statutoryHoliday';

export type OvertimePay = { readonly pay: Fen; readonly reason: Reason };

/** 加班费: hours × hour wage × 150, 200 or 300 %, rounded once from the unrounded hour wage. */
export function overtimePay(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: {
    readonly monthlyWage: Fen;
    /** Hours in parts per million, so that 1.5 hours are exact. */
    readonly hours: Rate;
    readonly kind: OvertimeKind;
    readonly rounding: Rounding;
  },
): Result<OvertimePay, PolicyUnknown> {
  const time = policy.figure('cn.working-time', on);
  if (!time.ok) return time;
  const { paidDaysMonth, hoursDay } = time.value.value;
  const { monthlyWage, hours, kind, rounding } = input;
  const multiple = time.value.value[kind];
  // 21.75 and the multiple have few decimals; hundredths keep both factors whole and small.
  const hundredth = ratePpmOne / 100;
  const pay = multiplyFraction(
    monthlyWage,
    hours * (multiple / hundredth),
    (paidDaysMonth / hundredth) * hoursDay * ratePpmOne,
    rounding,
  );
  return ok({
    pay,
    reason: reason('wages.overtime', {
      figures: [time.value],
      inputs: {
        ...yuanTexts({ monthlyWage }),
        hours: formatRate(hours),
        multiple: formatRate(multiple),
        overtime: kind,
      },
      rounding,
      output: yuanTexts({ pay }),
    }),
  });
}

/** What a month is divided by; the law is silent, so the client chooses. */
export type ProrationBasis =
  | { readonly kind: 'paid-days' }
  | { readonly kind: 'due-days'; readonly days: number }
  | { readonly kind: 'calendar-days'; readonly days: number };

export type Proration = {
  readonly deduction: Fen;
  readonly pay: Fen;
  readonly reason: Reason;
};

/** Part of a month: the wage less days absent, by 21.75, by due days or by calendar days. */
export function prorateWage(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: {
    readonly monthlyWage: Fen;
    /** Days in parts per million, so that half a day is exact. */
    readonly absentDays: Rate;
    readonly basis: ProrationBasis;
    readonly rounding: Rounding;
  },
): Result<Proration, PolicyUnknown> {
  const time = policy.figure('cn.working-time', on);
  if (!time.ok) return time;
  const { monthlyWage, absentDays, basis, rounding } = input;
  const divisor =
    basis.kind === 'paid-days'
      ? time.value.value.paidDaysMonth
      : rateFromPpm(basis.days * ratePpmOne);
  const deduction = multiplyFraction(monthlyWage, absentDays, divisor, rounding);
  const pay = subtract(monthlyWage, deduction);
  return ok({
    deduction,
    pay,
    reason: reason('wages.proration', {
      figures: [time.value],
      inputs: {
        ...yuanTexts({ monthlyWage }),
        days: formatRate(absentDays),
        divisor: formatRate(divisor),
        basis: basis.kind,
      },
      rounding,
      output: yuanTexts({ deduction, pay }),
    }),
  });
}
