import { fail, ok, type Result } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { edit } from './payroll-run.ts';
import {
  countEdit,
  loadRunForUpdate,
  type PayrollRun,
  type RunId,
  type VoidReason,
  voidResult,
} from './payroll-run.store.ts';

export type EditRefusal =
  | { readonly code: 'payroll_run.not_found' }
  | { readonly code: 'payroll_run.inputs_frozen'; readonly runId: RunId };

/**
 * Opens a run for an edit of its inputs: whatever was calculated is void for `reason`.
 * The run stays locked to the end of the transaction. A locked run refuses, with its id.
 */
export async function editRun(
  tx: Transaction,
  runId: RunId,
  reason: VoidReason,
): Promise<Result<PayrollRun, EditRefusal>> {
  const run = await loadRunForUpdate(tx, runId);
  if (!run) return fail({ code: 'payroll_run.not_found' });
  const allowed = edit(run.state);
  if (!allowed.ok) return fail({ code: 'payroll_run.inputs_frozen', runId });
  await voidOrCount(tx, run, reason);
  return ok(run);
}

/** Voids the results of every open run that a change of terms or people reaches. */
export async function editOpenRuns(
  tx: Transaction,
  reason: VoidReason,
  runIds: readonly RunId[],
): Promise<void> {
  for (const runId of runIds) await editRun(tx, runId, reason);
}

async function voidOrCount(tx: Transaction, run: PayrollRun, reason: VoidReason): Promise<void> {
  const hasResult = run.calculationId !== null || run.pendingCalculationId !== null;
  if (hasResult) await voidResult(tx, run, reason);
  else await countEdit(tx, run.id);
}

/** Runs whose figures may still move, oldest first: locked in one order by whoever edits several. */
export async function openRunIds(tx: Transaction, fromWageMonth: string | null): Promise<RunId[]> {
  const rows = await tx.sql<{ id: RunId }>`
    select id from payroll.run
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and state in ('draft', 'collecting', 'calculating', 'calculated', 'inReview', 'rejected',
                     'approved')
       and (${fromWageMonth}::text is null or wage_month >= ${fromWageMonth})
     order by id`;
  return rows.map(({ id }) => id);
}
