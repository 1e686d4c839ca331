import type { gigWorkerContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { balanceOf } from '@heyi/ledger';
import { onShard, type Transaction } from '@heyi/platform';
import type { BalanceId } from '../income/income-line.ts';
import { withdrawableAccount } from '../program/program.ts';
import { openWorker } from './change-worker.ts';
import { judgeWorkers } from './judge-workers.ts';
import { type WorkerPlace, workerView } from './worker.store.ts';

/** Final. What the worker is owed has been withdrawn before; the document stays theirs. */
export async function leaveWorker(tx: Transaction, input: Input<typeof contract.leaveWorker>) {
  const worker = await openWorker(tx, input);
  if (!worker.ok) return worker;
  if (await isOwed(tx, worker.value)) return fail({ code: 'worker.balance_left' as const });
  await tx.sql`
    update gig.worker_profile set left_at = ${tx.now}
     where shard_key = ${worker.value.shardKey} and tenant_id = ${tx.tenantId}
       and worker_id = ${worker.value.workerId}`;
  const note = input.reason;
  await judgeWorkers(tx, [worker.value], { what: 'left', note, always: true });
  return ok(await workerView(tx, worker.value));
}

/** The worker is locked: nothing is reported or withdrawn meanwhile. */
async function isOwed(tx: Transaction, { shardKey, workerId }: WorkerPlace): Promise<boolean> {
  const balances = await tx.sql<{ id: BalanceId }>`
    select id from gig.balance
     where shard_key = ${shardKey} and tenant_id = ${tx.tenantId} and worker_id = ${workerId}`;
  const keys = balances.map(({ id }) => withdrawableAccount(id));
  const owed = await balanceOf(onShard(tx, shardKey), keys);
  return owed.some(({ balance }) => balance !== 0);
}
