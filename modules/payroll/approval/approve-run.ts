import { payrollApprovers } from '@heyi/clients';
import type { Input, payrollContract as contract } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { loadResult } from '../calculation/calculation.store.ts';
import { approve } from '../run/payroll-run.ts';
import { loadRunForUpdate, moveRun, type PayrollRun } from '../run/payroll-run.store.ts';
import { changedRunView } from '../run/run-view.ts';
import { insertApproval, type NewApproval, setApprover } from './approval.store.ts';

/**
 * Approves the very result that was looked at. The client's contact with the authority approves by
 * sign-in; where the provider is the employer somebody of its own does. Never who prepared it.
 */
export async function approveRun(tx: Transaction, input: Input<typeof contract.approveRun>) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = approve(run.state);
  if (!next.ok) return next;
  const snapshotHash = await resultHash(tx, run);
  if (snapshotHash.toString('hex') !== input.snapshotHash) {
    return fail({ code: 'payroll_run.snapshot_changed' as const });
  }
  if (isPreparer(tx, run)) return fail({ code: 'payroll_run.approver_prepared' as const });
  const contacts = await payrollApprovers(tx);
  const contact = contacts.find(
    ({ accountId }) => accountId !== null && accountId === tx.actor.accountId,
  );
  if (run.approvalMode === 'client' && !contact) {
    return fail({ code: 'payroll_run.approver_without_authority' as const });
  }
  await recordApproval(tx, run, snapshotHash, {
    way: run.approvalMode === 'client' ? 'signIn' : 'inside',
    actorName: contact?.name ?? tx.actor.name,
    contactId: contact?.id ?? null,
    note: input.note,
  });
  return ok(await changedRunView(tx, run.id));
}

export async function resultHash(tx: Transaction, run: PayrollRun): Promise<Buffer> {
  assert(run.calculationId, 'a run in review has a result');
  const result = await loadResult(tx, run.calculationId);
  assert(result, 'the result is finished');
  return result.snapshotHash;
}

/** Four eyes: told by account, never by name. */
export function isPreparer(tx: Transaction, run: PayrollRun): boolean {
  return run.preparedBy !== null && run.preparedBy === tx.actor.accountId;
}

export async function recordApproval(
  tx: Transaction,
  run: PayrollRun,
  snapshotHash: Buffer,
  approval: Omit<NewApproval, 'decision'>,
): Promise<void> {
  await insertApproval(tx, run, snapshotHash, { ...approval, decision: 'approved' });
  await setApprover(tx, run.id, { accountId: tx.actor.accountId, name: approval.actorName });
  await moveRun(tx, run.id, { action: 'approve', state: 'approved', note: approval.note });
  await publish(tx, { type: 'payroll_run.approved', payload: { runId: run.id } });
}
