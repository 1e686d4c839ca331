import { fen, multiplyFraction, ratePpmOne } from '@heyi/kernel';
import type { OvertimeKind } from '@heyi/statutory';
import type { LineWriter } from '../payslip/packed-lines.ts';
import type { Member, Term } from './member.ts';
import type { RunPlan } from './run-plan.ts';

/** What the pay items of a month come to, in fen. */
export type Earned = {
  /** Taxed with the month's wage, before deductions. */
  ordinary: number;
  bonus: number;
  taxFree: number;
  /** Before tax: absence and the like. */
  deductions: number;
  afterTax: number;
  /** Counts against the minimum wage. */
  minimumWage: number;
  isWholeMonth: boolean;
};

type Window = { from: number; to: number; isWhole: boolean };

/** The days of the wage month on which the person is employed; null when there are none. */
function presence(plan: RunPlan, member: Member): Window | null {
  const { first, last } = plan.frame.days;
  const from = Math.max(member.startsOn, first);
  const to = Math.min(member.endsOn ?? last, last);
  return from > to ? null : { from, to, isWhole: from === first && to === last };
}

/** Pay items of one member: recurring terms by the days present, attendance, items of the month. */
export function earn(plan: RunPlan, member: Member, lines: LineWriter): Earned {
  const window = presence(plan, member);
  const earned: Earned = {
    ordinary: 0,
    bonus: 0,
    taxFree: 0,
    deductions: 0,
    afterTax: 0,
    minimumWage: 0,
    isWholeMonth: window !== null && window.isWhole,
  };
  if (plan.paysTerms && window !== null) {
    const base = earnTerms(plan, member, { window, earned, lines });
    if (member.attendance !== null) earnAttendance(plan, member, { base, earned, lines });
  }
  for (const { item, amount } of member.items) {
    book(plan, earned, item, amount);
    lines.add(item, plan.reasons.oneOff, signed(plan, item, amount), amount);
  }
  return earned;
}

/** Deductions enter the net with a minus. */
function signed(plan: RunPlan, item: number, amount: number): number {
  const { itemClass } = plan.frame.items[item]!;
  return itemClass === 'deduction' || itemClass === 'afterTaxDeduction' ? -amount : amount;
}

function book(plan: RunPlan, earned: Earned, item: number, amount: number): void {
  const { itemClass, taxTreatment, inMinimumWage } = plan.frame.items[item]!;
  if (itemClass === 'deduction') earned.deductions += amount;
  else if (itemClass === 'afterTaxDeduction') earned.afterTax += amount;
  else if (itemClass === 'taxFree') earned.taxFree += amount;
  else if (taxTreatment === 'annualBonus') earned.bonus += amount;
  else earned.ordinary += amount;
  if (inMinimumWage && itemClass === 'earning') earned.minimumWage += amount;
}

type Context = { window: Window; earned: Earned; lines: LineWriter };

/** The wage of a whole month that hours and days are computed from, and what it came to here. */
type HourlyBase = { monthly: number; earned: number };

/** Terms come in the order of items and days. */
function earnTerms(plan: RunPlan, member: Member, context: Context): HourlyBase {
  const base: HourlyBase = { monthly: 0, earned: 0 };
  const { terms } = member;
  for (let start = 0; start < terms.length;) {
    let end = start + 1;
    while (end < terms.length && terms[end]!.item === terms[start]!.item) end += 1;
    const item = terms[start]!.item;
    const current = inForce(terms, start, end, context.window.to);
    const monthly = current?.amount ?? 0;
    const amount = current === null ? 0 : earnTerm(plan, { terms, start, end, current }, context);
    if (amount !== 0) book(plan, context.earned, item, amount);
    if (plan.frame.items[item]!.inHourlyBase) {
      base.monthly += monthly;
      base.earned += amount;
    }
    start = end;
  }
  return base;
}

function inForce(terms: readonly Term[], start: number, end: number, day: number): Term | null {
  let found: Term | null = null;
  for (let index = start; index < end && terms[index]!.from <= day; index += 1)
    found = terms[index]!;
  return found;
}

/** The rows of one item in `terms`, and the one that governs the last day present. */
type ItemTerms = { terms: readonly Term[]; start: number; end: number; current: Term };

function earnTerm(plan: RunPlan, of: ItemTerms, context: Context): number {
  const { window, lines } = context;
  const { current } = of;
  const { item } = current;
  const { prorated } = plan.frame.items[item]!;
  if (prorated && current.from > window.from) {
    return earnChange(plan, of.terms.slice(of.start, of.end), context);
  }
  if (!prorated || window.isWhole) {
    if (current.amount === 0) return 0;
    lines.add(
      item,
      plan.reasons.payTerm,
      signed(plan, item, current.amount),
      current.amount,
      current.from,
    );
    return current.amount;
  }
  return earnPart(plan, current, context);
}

/** A month that is worked in part, by the client's way of counting. */
function earnPart(plan: RunPlan, term: Term, { window, lines }: Context): number {
  if (term.amount === 0) return 0;
  const { days } = plan.frame;
  const { prorationMethod: method } = plan.frame;
  const present = daysIn(plan, window.from, window.to);
  const all = method === 'calendarDays' ? days.calendarDays : days.paidDays;
  const absent = all - present;
  const amount = fen(term.amount);
  // By 21.75 the days of few months add up; what is counted is the shorter side.
  if (method === 'paidDays2175' && present < absent) {
    const paid = multiplyFraction(amount, present * ratePpmOne, plan.paidDaysMonth, 'half_up_fen');
    lines.add(
      term.item,
      plan.reasons.presentDays,
      signed(plan, term.item, paid),
      term.amount,
      present,
    );
    return paid;
  }
  const divisor = method === 'paidDays2175' ? plan.paidDaysMonth : all * ratePpmOne;
  const deduction = multiplyFraction(amount, absent * ratePpmOne, divisor, 'half_up_fen');
  const paid = Math.max(0, term.amount - deduction);
  lines.add(term.item, plan.reasons.partMonth, signed(plan, term.item, paid), term.amount, absent);
  return paid;
}

/** An amount that changes within the month: each stretch by its share of the month's days. */
function earnChange(plan: RunPlan, terms: readonly Term[], { window, lines }: Context): number {
  const { days, prorationMethod } = plan.frame;
  const { item } = terms[0]!;
  const all = prorationMethod === 'calendarDays' ? days.calendarDays : days.paidDays;
  const inputs = [all];
  let paid = 0;
  for (let index = 0; index < terms.length; index += 1) {
    const from = Math.max(terms[index]!.from, window.from);
    const to = Math.min((terms[index + 1]?.from ?? Infinity) - 1, window.to);
    if (from > to) continue;
    const stretch = daysIn(plan, from, to);
    paid += multiplyFraction(fen(terms[index]!.amount), stretch, all, 'half_up_fen');
    inputs.push(terms[index]!.amount, stretch);
  }
  if (paid !== 0) lines.add(item, plan.reasons.payTermChange, signed(plan, item, paid), ...inputs);
  return paid;
}

function daysIn(plan: RunPlan, from: number, to: number): number {
  const { first, paidBefore } = plan.frame.days;
  if (plan.frame.prorationMethod === 'calendarDays') return to - from + 1;
  return paidBefore[to - first + 1]! - paidBefore[from - first]!;
}

type AttendanceContext = { base: HourlyBase; earned: Earned; lines: LineWriter };

function earnAttendance(plan: RunPlan, member: Member, context: AttendanceContext): void {
  const { overtimeWeekdayHours, overtimeRestDayHours, overtimeHolidayHours } = member.attendance!;
  deductAbsence(plan, member, context);
  earnOvertime(plan, 'overtimeWeekday', overtimeWeekdayHours, context);
  earnOvertime(plan, 'overtimeRestDay', overtimeRestDayHours, context);
  earnOvertime(plan, 'overtimeHoliday', overtimeHolidayHours, context);
}

/** Absence and sick leave: never more than what the month earned. */
function deductAbsence(
  plan: RunPlan,
  member: Member,
  { base, earned, lines }: AttendanceContext,
): void {
  const { attendedDays, absenceDays, sickDays, dueDays } = member.attendance!;
  let left = base.earned;
  const take = (item: number, reason: number, amount: number, ...inputs: number[]) => {
    const taken = Math.min(left, amount);
    if (item < 0 || taken <= 0) return;
    left -= taken;
    book(plan, earned, item, taken);
    lines.add(item, reason, -taken, ...inputs);
    if (plan.frame.items[item]!.itemClass === 'deduction') earned.minimumWage -= taken;
    earned.isWholeMonth = false;
  };
  const divisor = absenceDivisor(plan, dueDays);
  if (absenceDays > 0) {
    const isAllMonth = attendedDays === 0 && sickDays === 0;
    const amount = isAllMonth
      ? base.earned
      : multiplyFraction(fen(base.monthly), absenceDays, divisor, 'half_up_fen');
    const reason = isAllMonth ? plan.reasons.absentAllMonth : plan.reasons.absence;
    take(plan.sources.absence, reason, amount, base.monthly, absenceDays, divisor);
  }
  if (sickDays > 0) {
    const unpaid = 100 - plan.frame.scheme.sickPayPercent;
    const amount = multiplyFraction(
      fen(base.monthly),
      sickDays * unpaid,
      divisor * 100,
      'half_up_fen',
    );
    take(plan.sources.sickLeave, plan.reasons.sickLeave, amount, base.monthly, sickDays, divisor);
  }
}

/** Days of a month in hundredths: 2175, the days due, or the days of the calendar. */
function absenceDivisor(plan: RunPlan, dueDays: number | null): number {
  const { prorationMethod, days } = plan.frame;
  if (prorationMethod === 'paidDays2175') return plan.paidDaysMonth / 10_000;
  if (prorationMethod === 'calendarDays') return days.calendarDays * 100;
  return dueDays !== null && dueDays > 0 ? dueDays : days.paidDays * 100;
}

const overtimeKinds = {
  overtimeWeekday: 'weekdayOvertime',
  overtimeRestDay: 'restDay',
  overtimeHoliday: 'statutoryHoliday',
} as const satisfies Record<string, OvertimeKind>;

function earnOvertime(
  plan: RunPlan,
  source: keyof typeof overtimeKinds,
  hours: number,
  { base, earned, lines }: AttendanceContext,
): void {
  const item = plan.sources[source];
  if (hours === 0 || item < 0) return;
  const multiple = plan.overtimeMultiples[overtimeKinds[source]];
  // The same fraction as statutory's overtimePay, in hundredths of an hour.
  const pay = multiplyFraction(
    fen(base.monthly),
    hours * 10_000 * (multiple / 10_000),
    (plan.paidDaysMonth / 10_000) * plan.hoursDay * ratePpmOne,
    'half_up_fen',
  );
  if (pay === 0) return;
  book(plan, earned, item, pay);
  lines.add(item, plan.reasons[source], pay, base.monthly, hours);
}
