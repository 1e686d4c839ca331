import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { cancel } from './payroll-run.ts';
import { loadRunForUpdate, moveRun, voidApprovals } from './payroll-run.store.ts';
import { changedRunView } from './run-view.ts';

export async function cancelRun(tx: Transaction, input: Input<typeof contract.cancelRun>) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = cancel(run.state);
  if (!next.ok) return next;
  await voidApprovals(tx, run.id);
  await tx.sql`
    update payroll.run set pending_calculation_id = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${run.id}`;
  await moveRun(tx, run.id, { action: 'cancel', state: next.value, note: input.reason });
  await publish(tx, { type: 'payroll_run.cancelled', payload: { runId: run.id } });
  return ok(await changedRunView(tx, run.id));
}
