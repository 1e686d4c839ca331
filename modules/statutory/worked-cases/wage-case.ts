import { add, formatYuan, zeroFen } from '@heyi/kernel';
import { dayWage, overtimePay, type ProrationBasis, prorateWage } from '../wages/day-wage.ts';
import type { CaseInput } from './case-input.ts';
import {
  amounts,
  answer,
  type CaseContext,
  type CaseResult,
  type CaseRule,
} from './case-result.ts';

/** Day and hour wage, overtime and parts of a month. */
export const wageRules: readonly CaseRule[] = [
  [/overtime/, overtime],
  [/absence|proration/, absence],
];

const overtimeLines = [
  ['weekdayOvertimeHours', 'weekdayOvertime', 'weekdayOvertime'],
  ['restDayHours', 'restDay', 'restDay'],
  ['holidayHours', 'holiday', 'statutoryHoliday'],
] as const;

function overtime({ policy, on, input }: CaseContext): CaseResult {
  const monthlyWage = input.amount('monthlyWage');
  const rounding = 'half_up_fen';
  const day = dayWage(policy, on, { monthlyWage, rounding });
  if (!day.ok) return answer(day, () => ({}));
  const actual: Record<string, string> = amounts({
    dayWage: day.value.dayWage,
    hourWage: day.value.hourWage,
  });
  let total = zeroFen;
  const reasons = [day.value.reason];
  for (const [field, name, kind] of overtimeLines) {
    if (!input.has(field)) continue;
    const hours = input.rate(field);
    const paid = overtimePay(policy, on, { monthlyWage, hours, kind, rounding });
    if (!paid.ok) return answer(paid, () => ({}));
    actual[name] = formatYuan(paid.value.pay);
    total = add(total, paid.value.pay);
    reasons.push(paid.value.reason);
  }
  return { ok: true, actual: { ...actual, total: formatYuan(total) }, reasons };
}

function absence({ policy, on, input }: CaseContext): CaseResult {
  const monthlyWage = input.amount('monthlyWage');
  const field = ['unpaidWorkingDays', 'unpaidDays', 'absentDays'].find((name) => input.has(name));
  const absentDays = input.rate(field ?? 'unpaidWorkingDays');
  const rounding = 'half_up_fen';
  const basis = prorationBasis(input);
  const paid = prorateWage(policy, on, { monthlyWage, absentDays, basis, rounding });
  return answer(paid, ({ deduction, pay }) => amounts({ deduction, pay }));
}

function prorationBasis(input: CaseInput): ProrationBasis {
  if (input.has('dueDays')) return { kind: 'due-days', days: input.whole('dueDays', 1) };
  if (input.has('calendarDays')) {
    return { kind: 'calendar-days', days: input.whole('calendarDays', 1) };
  }
  return { kind: 'paid-days' };
}
