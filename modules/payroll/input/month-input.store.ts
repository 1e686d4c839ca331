import { parseYuan } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { RunId } from '../run/payroll-run.store.ts';
import type { EmploymentId } from '../run/people.store.ts';
import type { PayItemId } from '../scheme/pay-scheme.store.ts';

/** Days and hours of one person's month in hundredths; null is "the file did not say". */
export type AttendanceRow = {
  readonly employmentId: EmploymentId;
  readonly dueDays: number | null;
  readonly attendedDays: number | null;
  readonly absenceDays: number | null;
  readonly sickDays: number | null;
  readonly overtimeWeekdayHours: number | null;
  readonly overtimeRestDayHours: number | null;
  readonly overtimeHolidayHours: number | null;
};

export type OneOffRow = {
  readonly employmentId: EmploymentId;
  readonly payItemId: PayItemId;
  readonly amount: number;
  readonly note: string | null;
};

/** Decimal text of a quantity as hundredths, which have the form of fen. */
export function hundredthsOf(text: string | null): number | null {
  return text === null ? null : parseYuan(text);
}

/** A month has at most its days; what was attended, missed and sick fits into what was due. */
export function isAttendancePossible(
  row: Omit<AttendanceRow, 'employmentId'>,
  daysInMonth: number,
): boolean {
  const { dueDays, attendedDays, absenceDays, sickDays } = row;
  const days = [dueDays, attendedDays, absenceDays, sickDays].map((value) => value ?? 0);
  if (days.some((value) => value > daysInMonth * 100)) return false;
  const hours = [row.overtimeWeekdayHours, row.overtimeRestDayHours, row.overtimeHolidayHours];
  if (hours.some((value) => (value ?? 0) > daysInMonth * 2400)) return false;
  const used = (attendedDays ?? 0) + (absenceDays ?? 0) + (sickDays ?? 0);
  return dueDays === null || used <= dueDays;
}

export async function saveAttendance(
  tx: Transaction,
  runId: RunId,
  rows: readonly AttendanceRow[],
): Promise<void> {
  await tx.sql`
    insert into payroll.attendance (shard_key, tenant_id, run_id, employment_id, due_days,
                                    attended_days, absence_days, sick_days, overtime_weekday_hours,
                                    overtime_rest_day_hours, overtime_holiday_hours)
    select ${tx.shardKey}, ${tx.tenantId}, ${runId}, a.employment_id, a.due, a.attended, a.absence,
           a.sick, a.weekday, a.rest_day, a.holiday
      from unnest(${rows.map((row) => row.employmentId)}::uuid[],
                  ${rows.map((row) => row.dueDays)}::int[],
                  ${rows.map((row) => row.attendedDays)}::int[],
                  ${rows.map((row) => row.absenceDays)}::int[],
                  ${rows.map((row) => row.sickDays)}::int[],
                  ${rows.map((row) => row.overtimeWeekdayHours)}::int[],
                  ${rows.map((row) => row.overtimeRestDayHours)}::int[],
                  ${rows.map((row) => row.overtimeHolidayHours)}::int[])
        as a (employment_id, due, attended, absence, sick, weekday, rest_day, holiday)
    on conflict (shard_key, tenant_id, run_id, employment_id) do update
       set due_days = excluded.due_days, attended_days = excluded.attended_days,
           absence_days = excluded.absence_days, sick_days = excluded.sick_days,
           overtime_weekday_hours = excluded.overtime_weekday_hours,
           overtime_rest_day_hours = excluded.overtime_rest_day_hours,
           overtime_holiday_hours = excluded.overtime_holiday_hours`;
}

export async function removeMonthInput(
  tx: Transaction,
  runId: RunId,
  employmentId: EmploymentId,
): Promise<void> {
  await tx.sql`
    delete from payroll.attendance
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${runId}
       and employment_id = ${employmentId}`;
  await tx.sql`
    delete from payroll.one_off_item
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${runId}
       and employment_id = ${employmentId}`;
}

export async function saveOneOffItems(
  tx: Transaction,
  runId: RunId,
  rows: readonly OneOffRow[],
): Promise<void> {
  await tx.sql`
    insert into payroll.one_off_item (shard_key, tenant_id, run_id, employment_id, pay_item_id,
                                      amount, note)
    select ${tx.shardKey}, ${tx.tenantId}, ${runId}, o.employment_id, o.pay_item_id, o.amount, o.note
      from unnest(${rows.map((row) => row.employmentId)}::uuid[],
                  ${rows.map((row) => row.payItemId)}::uuid[],
                  ${rows.map((row) => row.amount)}::bigint[],
                  ${rows.map((row) => row.note)}::text[])
        as o (employment_id, pay_item_id, amount, note)
    on conflict (shard_key, tenant_id, run_id, employment_id, pay_item_id) do update
       set amount = excluded.amount, note = excluded.note`;
}
