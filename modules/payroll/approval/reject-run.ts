import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { reject } from '../run/payroll-run.ts';
import { loadRunForUpdate, moveRun } from '../run/payroll-run.store.ts';
import { changedRunView } from '../run/run-view.ts';
import { insertApproval } from './approval.store.ts';
import { resultHash } from './approve-run.ts';

export async function rejectRun(tx: Transaction, input: Input<typeof contract.rejectRun>) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = reject(run.state);
  if (!next.ok) return next;
  await insertApproval(tx, run, await resultHash(tx, run), {
    decision: 'rejected',
    way: run.approvalMode === 'client' ? 'signIn' : 'inside',
    actorName: tx.actor.name,
    contactId: null,
    note: input.reason,
  });
  await moveRun(tx, run.id, { action: 'reject', state: next.value, note: input.reason });
  await publish(tx, { type: 'payroll_run.rejected', payload: { runId: run.id } });
  return ok(await changedRunView(tx, run.id));
}
