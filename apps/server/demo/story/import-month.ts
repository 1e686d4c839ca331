import { payrollContract } from '@heyi/contract';
import { periodOf } from '@heyi/kernel';
import type { Cast } from '../cast/cast.ts';
import {
  type Attendance,
  attendanceIn,
  isPaidIn,
  oneOffsIn,
  termsChangeIn,
} from '../cast/months.ts';
import {
  attendanceSheet,
  deductionsSheet,
  oneOffSheet,
  payChangesSheet,
} from '../files/month-files.ts';
import { entityName } from '../files/roster-file.ts';
import type { Sheet } from '../files/workbook.ts';
import { importFile } from './import-file.ts';
import type { World } from './open-companies.ts';
import type { DemoRun } from './play-run.ts';

/** The files that a client and the tax client hand over for a month, taken in one after another. */
export async function importMonthFiles(world: World, cast: Cast, run: DemoRun): Promise<void> {
  const { tenant, wageMonth: month } = run;
  const taxPeriod = periodOf(run.payDate);
  const rows = cast.rowsOf(tenant).filter((row) => isPaidIn(row, month));
  const take = (kind: string, name: string, sheet: Sheet) =>
    importFile(world.stage, world.player('payroll_specialist'), {
      tenantId: world.tenantOf(tenant),
      kind,
      subjectId: run.runId,
      name: `${name}.xlsx`,
      sheet,
    });

  const changed = rows.filter((row) => termsChangeIn(row, month));
  if (changed.length > 0) {
    const title = `${month} 薪资变动表`;
    await take(
      payrollContract.payrollImportKinds.payChanges,
      title,
      payChangesSheet(title, month, changed),
    );
  }
  // The closed months came as lists of exceptions; who is not in one was there.
  const exceptions = rows.filter((row) => isException(attendanceIn(row, month)));
  const sheet = attendanceSheet(month, exceptions);
  if (exceptions.length > 0) {
    await take(payrollContract.payrollImportKinds.attendance, `${month} 考勤异常`, sheet);
  }
  const withItems = rows.filter((row) => oneOffsIn(row, month).length > 0);
  if (withItems.length > 0) {
    const title = `${month} 一次性项目`;
    await take(
      payrollContract.payrollImportKinds.oneOffItems,
      title,
      oneOffSheet(title, month, withItems),
    );
  }
  const onWages = rows.filter(({ form }) => form !== 'serviceAgreement');
  const files = [...Map.groupBy(onWages, (row) => row.entityKey)].map(([entityKey, people]) => {
    const name = entityName(entityKey);
    return take(
      payrollContract.payrollImportKinds.specialDeductions,
      `${taxPeriod} 专项附加扣除（${name}）`,
      deductionsSheet(name, taxPeriod, people),
    );
  });
  await Promise.all(files);
}

function isException(facts: Attendance | null): boolean {
  if (facts === null) return false;
  const { absenceDays, sickDays, overtimeWeekday, overtimeRestDay, overtimeHoliday } = facts;
  return absenceDays + sickDays + overtimeWeekday + overtimeRestDay + overtimeHoliday > 0;
}
