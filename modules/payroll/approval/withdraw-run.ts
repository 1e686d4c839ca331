import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { withdraw } from '../run/payroll-run.ts';
import { loadRunForUpdate, moveRun, voidApprovals } from '../run/payroll-run.store.ts';
import { changedRunView } from '../run/run-view.ts';
import { setApprover } from './approval.store.ts';

export async function withdrawRun(tx: Transaction, input: Input<typeof contract.withdrawRun>) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = withdraw(run.state);
  if (!next.ok) return next;
  await voidApprovals(tx, run.id);
  await setApprover(tx, run.id, null);
  await moveRun(tx, run.id, { action: 'withdraw', state: next.value, note: input.reason });
  return ok(await changedRunView(tx, run.id));
}
