import { chargeContributions } from '@heyi/billing';
import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok, yearOf } from '@heyi/kernel';
import { payerAccountsOf } from '@heyi/payments';
import type { EmploymentId } from '@heyi/people';
import { publish, type Transaction } from '@heyi/platform';
import { sourcesStand } from '../calculation/verify-sources.ts';
import { lock } from '../run/payroll-run.ts';
import {
  loadRunForUpdate,
  moveRun,
  type PayrollRun,
  runEntities,
} from '../run/payroll-run.store.ts';
import { changedRunView } from '../run/run-view.ts';
import { bookLockedRun, estimatedShares } from './book-run.ts';
import { lineShares } from './contribution-due.store.ts';
import { addSteps, countMoved, type EntityTenant, lockTaxpayers } from './cumulation.store.ts';
import { keepEstimates, settleEstimates } from './estimate.store.ts';
import { openReceivables, recoverReceivables } from './receivable.store.ts';

/**
 * Freezes an approved run: its figures enter the tax cumulations of the withholding entities and the
 * books. Refused when anything it stands on has moved since the calculation.
 */
export async function lockRun(tx: Transaction, input: Input<typeof contract.lockRun>) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = lock(run.state);
  if (!next.ok) return next;
  if (!(await sourcesStand(tx, run))) return fail({ code: 'payroll_run.inputs_moved' as const });

  const lockNumber = run.lockCount + 1;
  const taxYear = yearOf(run.taxPeriod);
  for (const entityTenant of await entityTenantsOf(tx, run)) {
    await lockTaxpayers(tx, entityTenant, run.calculationId!);
    const moved = await countMoved(tx, entityTenant, run, taxYear);
    if (moved > 0) return fail({ code: 'payroll_run.cumulation_moved' as const, people: moved });
    await addSteps(tx, entityTenant, run, { taxYear, lockNumber });
  }
  await recoverReceivables(tx, run, lockNumber);
  await openReceivables(tx, run, lockNumber);
  await settleEstimates(tx, run);
  const estimated = await estimatedShares(tx, run);
  await keepEstimates(tx, run, [...(await lineShares(tx, run)), ...estimated]);
  await bookLockedRun(tx, run, { number: lockNumber, estimated });
  await chargeMembers(tx, run);
  await namePayerAccounts(tx, run);
  await tx.sql`
    update payroll.run set lock_count = ${lockNumber}, locked_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${run.id}`;
  await moveRun(tx, run.id, { action: 'lock', state: next.value });
  await publish(tx, { type: 'payroll_run.locked', payload: { runId: run.id } });
  return ok(await changedRunView(tx, run.id));
}

/** The clients' bills do not ask for what this run charges. */
async function chargeMembers(tx: Transaction, run: PayrollRun): Promise<void> {
  if (run.contributionPeriod === null) return;
  const members = await tx.sql<{ id: EmploymentId }>`
    select employment_id as id from payroll.payslip
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = ${run.calculationId}`;
  const employmentIds = members.map(({ id }) => id);
  await chargeContributions(tx, { runId: run.id, period: run.contributionPeriod, employmentIds });
}

/** In the order of ids, so that two lockings take the tenants' rows in one order. */
export async function entityTenantsOf(tx: Transaction, run: PayrollRun): Promise<EntityTenant[]> {
  const entities = await runEntities(tx, run.id);
  const tenants = new Map(
    entities.map(({ tenantId, shardKey }) => [tenantId, { tenantId, shardKey }]),
  );
  return [...tenants.values()].toSorted((a, b) => (a.tenantId < b.tenantId ? -1 : 1));
}

/** The account of each entity as it is assigned now; the one that is missing is asked for later. */
export async function namePayerAccounts(tx: Transaction, run: PayrollRun): Promise<void> {
  const accounts = [...(await payerAccountsOf(tx))];
  await tx.sql`
    update payroll.run_entity e set payer_account_id = a.payer_account_id
      from unnest(${accounts.map(([entityId]) => entityId)}::uuid[],
                  ${accounts.map(([, account]) => account.id)}::uuid[])
             as a (legal_entity_id, payer_account_id)
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.run_id = ${run.id}
       and e.legal_entity_id = a.legal_entity_id`;
}
