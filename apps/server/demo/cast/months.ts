import {
  type Fen,
  fen,
  monthOf,
  monthsBetween,
  multiplyFraction,
  type PayPeriod,
  payPeriod,
  periodOf,
  yearOf,
} from '@heyi/kernel';
import { currentPolicy, workdaysOfMonth } from '@heyi/statutory';
import { type CastRow, type DeductionCode, deductionCodes, type PayCode } from './cast-row.ts';
import {
  commissionAfterLeaving,
  goldenPerson,
  goldenPeople,
  maternityFrom,
} from './golden-people.ts';
import { randomOf } from './random.ts';
import { firstWageMonth, openWageMonth } from './workforce.ts';

/* What happens in the months of the story. Golden people have quiet months, so that their answers hold. */

const golden = new Set(goldenPeople.flatMap(({ rows }) => rows));
const maternity = goldenPerson('maternity').rows[0]!;
const leaver = goldenPerson('paidAfterLeaving').rows[0]!;

export type Raise = { readonly month: PayPeriod; readonly basePay: Fen };

/** One in eight is given a raise: most in April, some in July, a few in the open month. */
function raiseOf(row: CastRow): Raise | null {
  if (golden.has(row) || row.pay.basePay === undefined) return null;
  const random = randomOf(`raise ${row.tenant} ${row.employeeNumber}`);
  if (!random.chance(12)) return null;
  const open = openWageMonth(row.tenant);
  const month = random.pick([
    payPeriod('2026-04'),
    payPeriod('2026-04'),
    payPeriod('2026-04'),
    payPeriod('2026-07'),
    open,
  ]);
  if (month <= periodOf(row.startsOn) || row.endsOn !== null) return null;
  const raised = multiplyFraction(row.pay.basePay, random.between(104, 112), 100, 'half_up_yuan');
  return { month, basePay: fen(Math.round(raised / 1000) * 1000) };
}

/** The recurring items of a month, a raise of this or an earlier month included. */
export function payIn(row: CastRow, month: PayPeriod): Partial<Record<PayCode, Fen>> {
  const raise = raiseOf(row);
  return raise !== null && raise.month <= month ? { ...row.pay, basePay: raise.basePay } : row.pay;
}

export type Attendance = {
  readonly dueDays: number;
  readonly absenceDays: number;
  readonly sickDays: number;
  readonly overtimeWeekday: number;
  readonly overtimeRestDay: number;
  readonly overtimeHoliday: number;
};

const overtimePercent: Readonly<Record<CastRow['tenant'], number>> = {
  retail: 18,
  internet: 0,
  factory: 72,
  calls: 30,
  estate: 0,
  live: 24,
  house: 0,
};

/** Null for who was not there the whole month: those are paid by the days of their employment. */
export function attendanceIn(row: CastRow, month: PayPeriod): Attendance | null {
  const isWhole =
    periodOf(row.startsOn) < month && (row.endsOn === null || periodOf(row.endsOn) > month);
  if (!isWhole || row.form === 'serviceAgreement') return null;
  const dueDays = workdaysOfMonth(currentPolicy, month).count;
  const present = {
    dueDays,
    absenceDays: 0,
    sickDays: 0,
    overtimeWeekday: 0,
    overtimeRestDay: 0,
    overtimeHoliday: 0,
  };
  if (row === maternity && month >= periodOf(maternityFrom)) {
    return { ...present, absenceDays: dueDays };
  }
  if (golden.has(row)) return present;
  const random = randomOf(`attendance ${row.tenant} ${row.employeeNumber} ${month}`);
  const worksOver = random.chance(overtimePercent[row.tenant]);
  const hasHoliday = [1, 2, 5, 10].includes(monthOf(month));
  return {
    dueDays,
    absenceDays: random.chance(4) ? random.between(1, 4) / 2 : 0,
    sickDays: random.chance(3) ? random.between(1, 3) : 0,
    overtimeWeekday: worksOver ? random.between(2, 24) : 0,
    overtimeRestDay: worksOver && random.chance(40) ? random.between(1, 2) * 8 : 0,
    overtimeHoliday: worksOver && hasHoliday && random.chance(20) ? 8 : 0,
  };
}

export type OneOff = { readonly item: string; readonly amount: Fen; readonly note: string | null };

/** 提成, 奖金, 高温津贴 and 住宿扣款. */
export function oneOffsIn(row: CastRow, month: PayPeriod): OneOff[] {
  if (row === leaver && month === openWageMonth(row.tenant)) {
    return [{ item: '提成', amount: commissionAfterLeaving, note: '离职前三季度提成' }];
  }
  if (golden.has(row) || (row.endsOn !== null && periodOf(row.endsOn) < month)) return [];
  const random = randomOf(`one-off ${row.tenant} ${row.employeeNumber} ${month}`);
  const items: OneOff[] = [];
  const add = (item: string, yuanFrom: number, yuanTo: number, note: string | null = null) =>
    items.push({ item, amount: fen(random.between(yuanFrom, yuanTo) * 100), note });
  const isSummer = monthOf(month) >= 6 && monthOf(month) <= 9;
  if (row.tenant === 'factory' && isSummer) add('高温津贴', 300, 300);
  if (row.tenant === 'factory' && random.chance(35)) add('住宿扣款', 180, 260);
  if (row.tenant === 'live' && random.chance(30)) add('提成', 200, 2600);
  if (row.tenant === 'retail' && random.chance(9)) add('奖金', 100, 900, '门店达标奖');
  if (row.tenant === 'calls' && random.chance(14)) add('奖金', 80, 500, '零投诉');
  if (row.tenant === 'internet' && monthOf(month) === 3 && random.chance(60)) {
    add('全年一次性奖金', 20_000, 90_000, '2025年度');
  }
  return items;
}

/** 专项附加扣除, cumulative from the first month at this entity in the year to the tax period. */
export function deductionsTo(
  row: CastRow,
  taxPeriod: PayPeriod,
): Partial<Record<DeductionCode, Fen>> {
  const january = payPeriod(`${yearOf(taxPeriod)}-01`);
  const start = periodOf(row.startsOn);
  const months = monthsBetween(start > january ? start : january, taxPeriod) + 1;
  const sums: Partial<Record<DeductionCode, Fen>> = {};
  for (const code of deductionCodes) {
    const monthly = row.deductions[code];
    if (monthly !== undefined) sums[code] = fen(monthly * months);
  }
  return sums;
}

/** Who is on the payroll of a wage month: works in it, or is paid after having left. */
export function isPaidIn(row: CastRow, month: PayPeriod): boolean {
  if (periodOf(row.startsOn) > month) return false;
  return row.endsOn === null || periodOf(row.endsOn) >= month;
}

/** Months whose terms come with a file: the first, those with joiners, and those with raises. */
export function termsChangeIn(row: CastRow, month: PayPeriod): boolean {
  const first = firstWageMonth(row.tenant);
  const start = periodOf(row.startsOn);
  if ((start < first ? first : start) === month) return true;
  return raiseOf(row)?.month === month;
}
