import type { gigWorkerContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { openWorker } from './change-worker.ts';
import { judgeWorkers } from './judge-workers.ts';
import { type WorkerPlace, workerView } from './worker.store.ts';

/** No more withdrawals until the operator resumes; what is owed stays owed. */
export async function suspendWorker(tx: Transaction, input: Input<typeof contract.suspendWorker>) {
  const worker = await openWorker(tx, input);
  if (!worker.ok) return worker;
  if (worker.value.isSuspended) return fail({ code: 'worker.already_suspended' as const });
  await markSuspended(tx, worker.value, true);
  const note = input.reason;
  await judgeWorkers(tx, [worker.value], { what: 'suspended', note, always: true });
  return ok(await workerView(tx, worker.value));
}

export async function markSuspended(
  tx: Transaction,
  { shardKey, workerId }: WorkerPlace,
  isSuspended: boolean,
): Promise<void> {
  await tx.sql`
    update gig.worker_profile set is_suspended = ${isSuspended}
     where shard_key = ${shardKey} and tenant_id = ${tx.tenantId} and worker_id = ${workerId}`;
}
