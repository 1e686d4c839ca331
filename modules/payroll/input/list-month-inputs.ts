import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { fail, fen, formatYuan, isUuid, lastDayOf, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { loadRun, type PayrollRun } from '../run/payroll-run.store.ts';
import type { EmploymentId } from '../run/people.store.ts';

export type MonthInputView = Output<typeof contract.listMonthInputs>['rows'][number];
type AttendanceView = NonNullable<MonthInputView['attendance']>;
type Quantities = Record<keyof AttendanceView, number | null>;
type Row = Omit<MonthInputView, 'attendance'> & { attendance: Quantities | null };

export async function listMonthInputs(
  tx: Transaction,
  input: Input<typeof contract.listMonthInputs>,
) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const limit = input.limit ?? 50;
  const after =
    input.after !== undefined && isUuid(input.after) ? (input.after as EmploymentId) : null;
  const search = input.search ? `%${input.search}%` : null;
  const rows = await monthInputs(tx, run, { after, search, only: null, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.employmentId : null });
}

/** What the run knows of people's months; of one person also when it is nothing. */
export async function monthInputs(
  tx: Transaction,
  run: PayrollRun,
  wanted: {
    after: EmploymentId | null;
    search: string | null;
    only: EmploymentId | null;
    limit: number;
  },
): Promise<MonthInputView[]> {
  const { after, search, only } = wanted;
  const rows = await tx.sql<Row>`
    select e.employment_id as "employmentId", e.person_name as "personName",
           e.employee_no as "employeeNo",
           case when a.employment_id is not null then json_build_object(
             'dueDays', a.due_days, 'attendedDays', a.attended_days,
             'absenceDays', a.absence_days, 'sickDays', a.sick_days,
             'overtimeWeekdayHours', a.overtime_weekday_hours,
             'overtimeRestDayHours', a.overtime_rest_day_hours,
             'overtimeHolidayHours', a.overtime_holiday_hours) end as attendance,
           coalesce((select json_agg(json_build_object('payItemId', o.pay_item_id, 'code', i.code,
                                                       'nameZh', i.name_zh, 'amount', o.amount,
                                                       'note', o.note) order by i.sequence)
                       from payroll.one_off_item o
                       join payroll.pay_item i
                         on i.shard_key = o.shard_key and i.tenant_id = o.tenant_id
                        and i.id = o.pay_item_id
                      where o.shard_key = e.shard_key and o.tenant_id = e.tenant_id
                        and o.run_id = ${run.id} and o.employment_id = e.employment_id), '[]') as items
      from people.payable_employment_term e
      left join payroll.attendance a
        on a.shard_key = e.shard_key and a.tenant_id = e.tenant_id and a.run_id = ${run.id}
       and a.employment_id = e.employment_id
     where e.terms_from <= ${lastDayOf(run.wageMonth)}::date
       and (e.terms_to is null or e.terms_to >= ${lastDayOf(run.wageMonth)}::date)
       and e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and (${only}::uuid is null or e.employment_id = ${only})
       and (${only}::uuid is not null or a.employment_id is not null or exists (
              select from payroll.one_off_item o
               where o.shard_key = e.shard_key and o.tenant_id = e.tenant_id
                 and o.run_id = ${run.id} and o.employment_id = e.employment_id))
       and (${after}::uuid is null or e.employment_id > ${after})
       and (${search}::text is null or e.person_name like ${search} or e.employee_no like ${search})
     order by e.employment_id
     limit ${wanted.limit}`;
  return rows.map((row) => ({
    ...row,
    attendance: row.attendance && shownAttendance(row.attendance),
  }));
}

function shownAttendance(stored: Quantities): AttendanceView {
  return {
    dueDays: quantityText(stored.dueDays),
    attendedDays: quantityText(stored.attendedDays),
    absenceDays: quantityText(stored.absenceDays),
    sickDays: quantityText(stored.sickDays),
    overtimeWeekdayHours: quantityText(stored.overtimeWeekdayHours),
    overtimeRestDayHours: quantityText(stored.overtimeRestDayHours),
    overtimeHolidayHours: quantityText(stored.overtimeHolidayHours),
  };
}

/** Hundredths as decimal text; they have the form of fen. */
function quantityText(hundredths: number | null): string | null {
  return hundredths === null ? null : formatYuan(fen(hundredths)).replace(/\.?0+$/, '');
}
