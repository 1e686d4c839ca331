import { clientOf } from '@heyi/clients';
import {
  addDays,
  assert,
  epochDay,
  firstDayOf,
  lastDayOf,
  type PayPeriod,
  type PlainDate,
  weekday,
  yearOf,
} from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { dayKind, openPolicy, type Policy } from '@heyi/statutory';
import type { PayrollRun, RunEntity } from '../run/payroll-run.store.ts';
import { runEntities } from '../run/payroll-run.store.ts';
import {
  loadPayItems,
  loadSchemeSettings,
  type PayItem,
  type PaySchemeSettings,
} from '../scheme/pay-scheme.store.ts';

export type ProrationMethod = 'paidDays2175' | 'dueDays' | 'calendarDays';

/** The days of a wage month: which are paid days, and how many lie before each day. */
export type MonthDays = {
  readonly first: number;
  readonly last: number;
  readonly calendarDays: number;
  /** Working days and statutory holidays on weekdays. */
  readonly paidDays: number;
  /** `paidBefore[i]` counts the paid days before the i-th day of the month. */
  readonly paidBefore: readonly number[];
};

/** Everything of a calculation that is the same for all of its people. */
export type RunFrame = {
  readonly run: PayrollRun;
  readonly shardKey: number;
  readonly tenantId: string;
  readonly policy: Policy;
  readonly entities: readonly RunEntity[];
  readonly items: readonly PayItem[];
  readonly scheme: PaySchemeSettings;
  readonly prorationMethod: ProrationMethod;
  readonly days: MonthDays;
  readonly firstDay: PlainDate;
  readonly lastDay: PlainDate;
  readonly taxYear: number;
  /** Calculations of the regular runs of the last paid month before this one. */
  readonly previousCalculationIds: readonly string[];
  readonly previousTaxPeriod: PayPeriod | null;
  /** Locked calculations of the same wage month whose people are not paid again by a regular run. */
  readonly settledCalculationIds: readonly string[];
};

export async function openFrame(
  tx: Transaction,
  run: PayrollRun,
  policyPin: string,
): Promise<RunFrame> {
  const policy = openPolicy(policyPin);
  assert(policy.ok, `policy ${policyPin} is on file`);
  const client = await clientOf(tx);
  const firstDay = firstDayOf(run.wageMonth);
  const lastDay = lastDayOf(run.wageMonth);
  const previous = await previousCalculations(tx, run);
  return {
    run,
    shardKey: tx.shardKey,
    tenantId: tx.tenantId,
    policy: policy.value,
    entities: await runEntities(tx, run.id),
    items: await loadPayItems(tx),
    scheme: await loadSchemeSettings(tx),
    prorationMethod: client?.prorationMethod ?? 'paidDays2175',
    days: monthDays(policy.value, firstDay, lastDay),
    firstDay,
    lastDay,
    taxYear: yearOf(run.taxPeriod),
    previousCalculationIds: previous.map(({ id }) => id),
    previousTaxPeriod: previous[0]?.taxPeriod ?? null,
    settledCalculationIds: await settledCalculations(tx, run),
  };
}

export function monthDays(policy: Policy, firstDay: PlainDate, lastDay: PlainDate): MonthDays {
  const paidBefore: number[] = [0];
  for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
    const { kind, isWorkday } = dayKind(policy, day);
    const isPaid = isWorkday || (kind === 'statutory_holiday' && weekday(day) < 6);
    paidBefore.push(paidBefore.at(-1)! + (isPaid ? 1 : 0));
  }
  return {
    first: epochDay(firstDay),
    last: epochDay(lastDay),
    calendarDays: paidBefore.length - 1,
    paidDays: paidBefore.at(-1)!,
    paidBefore,
  };
}

/** The regular runs of the newest locked wage month before this one. */
export async function previousCalculations(
  tx: Transaction,
  run: PayrollRun,
): Promise<{ id: string; runId: PayrollRun['id']; wageMonth: PayPeriod; taxPeriod: PayPeriod }[]> {
  return tx.sql<{
    id: string;
    runId: PayrollRun['id'];
    wageMonth: PayPeriod;
    taxPeriod: PayPeriod;
  }>`
    select calculation_id as id, id as "runId", wage_month as "wageMonth", tax_period as "taxPeriod"
      from payroll.run
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and kind = 'regular'
       and state in ('locked', 'awaitingFunds', 'funded', 'paying', 'partiallyPaid', 'paid', 'closed')
       and wage_month = (
             select max(wage_month) from payroll.run
              where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and kind = 'regular'
                and state in ('locked', 'awaitingFunds', 'funded', 'paying', 'partiallyPaid', 'paid',
                              'closed')
                and wage_month < ${run.wageMonth})
     order by id`;
}

/** A leaver who had a final run is not paid by the regular run of the same month again. */
async function settledCalculations(tx: Transaction, run: PayrollRun): Promise<string[]> {
  if (run.kind !== 'regular') return [];
  const rows = await tx.sql<{ id: string }>`
    select calculation_id as id from payroll.run
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and kind = 'final' and wage_month = ${run.wageMonth}
       and state in ('locked', 'awaitingFunds', 'funded', 'paying', 'partiallyPaid', 'paid', 'closed')
     order by id`;
  return rows.map(({ id }) => id);
}
