import type { Input, payrollContract as contract } from '@heyi/contract';
import { daysInMonth, fail, monthOf, ok, yearOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { editRun } from '../run/edit-run.ts';
import { employmentOf } from '../run/people.store.ts';
import { loadPayItems } from '../scheme/pay-scheme.store.ts';
import { monthInputs } from './list-month-inputs.ts';
import {
  hundredthsOf,
  isAttendancePossible,
  removeMonthInput,
  saveAttendance,
  saveOneOffItems,
} from './month-input.store.ts';

/** Replaces what the run knows of one person's month. */
export async function putMonthInput(tx: Transaction, input: Input<typeof contract.putMonthInput>) {
  const { employmentId } = input;
  const employment = await employmentOf(tx, employmentId);
  const run = await editRun(tx, input.runId, {
    cause: 'monthInput',
    note: employment?.personName,
  });
  if (!run.ok) return run;
  if (!employment) return fail({ code: 'employment.not_found' as const });
  const items = new Map((await loadPayItems(tx)).map((item) => [item.id, item]));
  const wanted = input.items.map(({ payItemId }) => items.get(payItemId));
  if (wanted.some((item) => !item)) return fail({ code: 'pay_item.not_found' as const });
  if (wanted.some((item) => item!.source !== 'input')) {
    return fail({ code: 'pay_item.not_an_input' as const });
  }
  if (new Set(wanted).size < wanted.length)
    return fail({ code: 'payroll_input.item_twice' as const });
  const attendance = input.attendance && attendanceOf(input.attendance);
  const { id, wageMonth } = run.value;
  const days = daysInMonth(yearOf(wageMonth), monthOf(wageMonth));
  if (attendance && !isAttendancePossible(attendance, days)) {
    return fail({ code: 'payroll_input.attendance_impossible' as const });
  }
  await removeMonthInput(tx, id, employmentId);
  if (attendance) await saveAttendance(tx, id, [{ employmentId, ...attendance }]);
  await saveOneOffItems(
    tx,
    id,
    input.items.map(({ payItemId, amount, note }) => ({
      employmentId,
      payItemId,
      amount,
      note: note ?? null,
    })),
  );
  const only = { after: null, search: null, only: employmentId, limit: 1 };
  const [view] = await monthInputs(tx, run.value, only);
  return ok(view ?? { employmentId, ...employment, attendance: null, items: [] });
}

type Attendance = NonNullable<Input<typeof contract.putMonthInput>['attendance']>;

function attendanceOf(facts: Attendance) {
  return {
    dueDays: hundredthsOf(facts.dueDays),
    attendedDays: hundredthsOf(facts.attendedDays),
    absenceDays: hundredthsOf(facts.absenceDays),
    sickDays: hundredthsOf(facts.sickDays),
    overtimeWeekdayHours: hundredthsOf(facts.overtimeWeekdayHours),
    overtimeRestDayHours: hundredthsOf(facts.overtimeRestDayHours),
    overtimeHolidayHours: hundredthsOf(facts.overtimeHolidayHours),
  };
}
