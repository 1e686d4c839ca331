import { daysInMonth, monthOf, yearOf } from '@heyi/kernel';
import type { ColumnSpec, ImportKind, ImportRow, Transaction } from '@heyi/platform';
import {
  type AttendanceRow,
  hundredthsOf,
  isAttendancePossible,
  saveAttendance,
} from '../input/month-input.store.ts';
import type { PayrollRun } from '../run/payroll-run.store.ts';
import { importProblems } from './import-problems.ts';
import { invalid, openMatcher, personColumns, type PersonValues } from './match-members.ts';
import { type Judged, judgeMembers, runImport } from './run-import.ts';

type Quantity = string | null;

type Values = PersonValues & {
  readonly dueDays: Quantity;
  readonly attendedDays: Quantity;
  readonly absenceDays: Quantity;
  readonly personalLeaveDays: Quantity;
  readonly sickDays: Quantity;
  readonly overtimeWeekdayHours: Quantity;
  readonly overtimeRestDayHours: Quantity;
  readonly overtimeHolidayHours: Quantity;
};

function quantity(
  key: string,
  title: string,
  titleEn: string,
  synonyms: string[],
  max: number,
): ColumnSpec {
  return { kind: 'decimal', key, title, titleEn, synonyms, decimals: 2, min: 0, max };
}

const columns: readonly ColumnSpec[] = [
  ...personColumns,
  quantity(
    'dueDays',
    '应出勤天数',
    'Days due',
    ['应出勤', '应出勤(天)', '应勤天数', '应出勤日'],
    31,
  ),
  quantity(
    'attendedDays',
    '实际出勤天数',
    'Days attended',
    ['出勤天数', '实际出勤', '实出勤天数', '实勤天数'],
    31,
  ),
  quantity(
    'absenceDays',
    '旷工天数',
    'Days absent',
    ['旷工', '缺勤天数', '缺勤', '旷工(天)', '缺勤(天)'],
    31,
  ),
  quantity('personalLeaveDays', '事假天数', 'Personal leave', ['事假', '事假(天)'], 31),
  quantity('sickDays', '病假天数', 'Sick days', ['病假', '病假(天)'], 31),
  quantity(
    'overtimeWeekdayHours',
    '平日加班小时',
    'Overtime on workdays',
    [
      '工作日加班',
      '工作日加班(小时)',
      '平时加班',
      '工作日加班时长',
      '平日加班时长',
      '加班-工作日',
      '工作日加班小时',
    ],
    744,
  ),
  quantity(
    'overtimeRestDayHours',
    '休息日加班小时',
    'Overtime on rest days',
    ['休息日加班', '休息日加班(小时)', '周末加班', '休息日加班时长', '加班-休息日', '双休日加班'],
    744,
  ),
  quantity(
    'overtimeHolidayHours',
    '法定节假日加班小时',
    'Overtime on holidays',
    ['节假日加班', '节假日加班(小时)', '法定节假日加班', '节假日加班时长', '加班-节假日'],
    744,
  ),
];

/** 考勤汇总表, such as a DingTalk summary: days and hours of the month, one row a person. */
export const attendanceImport: ImportKind = runImport<Values>({
  source: 'attendance',
  title: { zh: '考勤汇总表', en: 'Attendance summary' },
  columns: async () => columns,
  judge: judgeAttendance,
  write: (tx, run, rows) =>
    saveAttendance(
      tx,
      run.id,
      rows.map(({ member, values }) => ({ employmentId: member.employmentId, ...factsOf(values) })),
    ),
});

type Facts = Omit<AttendanceRow, 'employmentId'>;

/** Personal leave is unpaid as absence is; the files keep them apart. */
function factsOf(values: Values): Facts {
  const absence = hundredthsOf(values.absenceDays);
  const leave = hundredthsOf(values.personalLeaveDays);
  return {
    dueDays: hundredthsOf(values.dueDays),
    attendedDays: hundredthsOf(values.attendedDays),
    absenceDays: absence === null && leave === null ? null : (absence ?? 0) + (leave ?? 0),
    sickDays: hundredthsOf(values.sickDays),
    overtimeWeekdayHours: hundredthsOf(values.overtimeWeekdayHours),
    overtimeRestDayHours: hundredthsOf(values.overtimeRestDayHours),
    overtimeHolidayHours: hundredthsOf(values.overtimeHolidayHours),
  };
}

const quantityKeys = [
  'dueDays',
  'attendedDays',
  'absenceDays',
  'sickDays',
  'overtimeWeekdayHours',
  'overtimeRestDayHours',
  'overtimeHolidayHours',
] as const;

async function judgeAttendance(
  tx: Transaction,
  run: PayrollRun,
  rows: readonly ImportRow<Values>[],
): Promise<Judged<Values>[]> {
  const match = await openMatcher(tx, run);
  const known = await attendanceOf(tx, run);
  const days = daysInMonth(yearOf(run.wageMonth), monthOf(run.wageMonth));
  return judgeMembers(rows, match, (row): Judged<Values> => {
    const facts = factsOf(row.values);
    if (!isAttendancePossible(facts, days)) {
      return invalid(importProblems.impossible, 'attendedDays') as Judged<Values>;
    }
    if (quantityKeys.every((key) => facts[key] === null)) {
      return invalid(importProblems.nothing, 'name') as Judged<Values>;
    }
    const before = known.get(row.member.employmentId);
    if (!before) return { outcome: 'created', row };
    const isSame = quantityKeys.every((key) => before[key] === facts[key]);
    return isSame ? { outcome: 'unchanged' } : { outcome: 'updated', row };
  });
}

async function attendanceOf(tx: Transaction, run: PayrollRun): Promise<Map<string, AttendanceRow>> {
  const rows = await tx.sql<AttendanceRow>`
    select employment_id as "employmentId", due_days as "dueDays", attended_days as "attendedDays",
           absence_days as "absenceDays", sick_days as "sickDays",
           overtime_weekday_hours as "overtimeWeekdayHours",
           overtime_rest_day_hours as "overtimeRestDayHours",
           overtime_holiday_hours as "overtimeHolidayHours"
      from payroll.attendance
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${run.id}`;
  return new Map(rows.map((row) => [row.employmentId, row]));
}
