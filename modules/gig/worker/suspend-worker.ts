import type { gigWorkerContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { openWorker } from './change-worker.ts';
import { judgeWorkers } from './judge-workers.ts';
import type { WorkerId } from './worker.ts';
import { type WorkerPlace, workerView } from './worker.store.ts';

/** No more withdrawals until the operator resumes; what is owed stays owed. */
export async function suspendWorker(tx: Transaction, input: Input<typeof contract.suspendWorker>) {
  const worker = await openWorker(tx, input);
  if (!worker.ok) return worker;
  if (worker.value.isSuspended) return fail({ code: 'worker.already_suspended' as const });
  await flag(tx, worker.value, {
    isSuspended: true,
    isAccountFrozen: worker.value.isAccountFrozen,
  });
  const note = input.reason;
  await judgeWorkers(tx, [worker.value], { what: 'suspended', note, always: true });
  return ok(await workerView(tx, worker.value));
}

export async function flag(
  tx: Transaction,
  { shardKey, workerId }: WorkerPlace,
  flags: { readonly isSuspended: boolean; readonly isAccountFrozen: boolean },
): Promise<void> {
  await tx.sql`
    update gig.worker_profile
       set is_suspended = ${flags.isSuspended}, is_account_frozen = ${flags.isAccountFrozen}
     where shard_key = ${shardKey} and tenant_id = ${tx.tenantId} and worker_id = ${workerId}`;
}

/** A bank says that the account takes no money (二类户冻结). The worker is locked here. */
export async function freezeWorkerAccount(
  tx: Transaction,
  wanted: { readonly workerId: WorkerId } | { readonly externalWorkerId: string },
  note: string,
): Promise<void> {
  const worker = await openWorker(tx, wanted);
  if (!worker.ok || worker.value.isAccountFrozen) return;
  await flag(tx, worker.value, { isSuspended: worker.value.isSuspended, isAccountFrozen: true });
  await judgeWorkers(tx, [worker.value], { what: 'accountFrozen', note, always: true });
}
