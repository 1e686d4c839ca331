import { clientOf, providerEmploys } from '@heyi/clients';
import type { Input, payrollContract as contract } from '@heyi/contract';
import {
  addMonths,
  fail,
  firstDayOf,
  monthOf,
  ok,
  type PayPeriod,
  periodOf,
  yearOf,
} from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { openInputs } from '../input/run-input.store.ts';
import { loadPayItems, loadSchemeSettings } from '../scheme/pay-scheme.store.ts';
import { isLocked, type RunKind } from './payroll-run.ts';
import { insertRun, loadRun } from './payroll-run.store.ts';
import { payEntitiesOf } from './people.store.ts';

const kindNames: Record<RunKind, string> = {
  regular: '工资',
  offCycle: '临时发放',
  correction: '更正',
  final: '离职结算',
  balancing: '补差',
};

/** A draft of a month with its dates and pay entities. The tax period is the month of the pay date. */
export async function createPayrollRun(
  tx: Transaction,
  input: Input<typeof contract.createPayrollRun>,
) {
  const { kind, wageMonth, payDate } = input;
  if (payDate < firstDayOf(wageMonth)) {
    return fail({ code: 'payroll_run.pay_date_before_wage_month' as const });
  }
  const original = input.originalRunId ? await loadRun(tx, input.originalRunId) : null;
  const needsOriginal = kind === 'correction' || kind === 'balancing';
  if (needsOriginal && (original === null || !isLocked(original.state))) {
    return fail({ code: 'payroll_run.original_missing' as const });
  }
  const inScope = await payEntitiesOf(tx, wageMonth);
  const wanted = input.entityIds ?? inScope.map(({ id }) => id);
  const entities = inScope.filter(({ id }) => wanted.includes(id));
  if (entities.length < new Set(wanted).size) {
    return fail({ code: 'payroll_run.entity_unknown' as const });
  }
  if (entities.length === 0) return fail({ code: 'payroll_run.nobody_in_scope' as const });
  if (kind === 'regular' && (await hasRegularRun(tx, wageMonth, wanted))) {
    return fail({ code: 'payroll_run.regular_exists' as const });
  }

  const client = await clientOf(tx);
  const inside =
    client !== null &&
    (client.cooperationMode === 'own' || providerEmploys(client.cooperationMode));
  await loadPayItems(tx);
  const title = input.title ?? `${yearOf(wageMonth)}年${monthOf(wageMonth)}月${kindNames[kind]}`;
  const id = await insertRun(
    tx,
    {
      kind,
      title,
      originalRunId: original?.id ?? null,
      wageMonth,
      payDate,
      taxPeriod: periodOf(payDate),
      contributionPeriod: await contributionPeriodOf(tx, input),
      approvalMode: inside ? 'inside' : 'client',
    },
    entities,
  );
  await openInputs(tx, id, kind);
  await publish(tx, { type: 'payroll_run.created', payload: { runId: id, wageMonth } });
  return ok({ id });
}

/** Contributions are taken once a month, with the regular pay or with the final one of a leaver. */
async function contributionPeriodOf(
  tx: Transaction,
  input: Input<typeof contract.createPayrollRun>,
): Promise<PayPeriod | null> {
  if (input.contributionPeriod !== undefined) return input.contributionPeriod;
  if (input.kind !== 'regular' && input.kind !== 'final') return null;
  const { contributionMonthOffset } = await loadSchemeSettings(tx);
  return addMonths(input.wageMonth, contributionMonthOffset);
}

/** Two who create at once: the second waits for the first, then sees its run. */
async function hasRegularRun(
  tx: Transaction,
  wageMonth: PayPeriod,
  entityIds: readonly string[],
): Promise<boolean> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.tenantId} ${wageMonth}`}, 4727009))`;
  const found = await tx.sql`
    select from payroll.run r
      join payroll.run_entity e
        on e.shard_key = r.shard_key and e.tenant_id = r.tenant_id and e.run_id = r.id
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
       and r.kind = 'regular' and r.wage_month = ${wageMonth} and r.state <> 'cancelled'
       and e.legal_entity_id = any (${entityIds}::uuid[])
     limit 1`;
  return found.length > 0;
}
