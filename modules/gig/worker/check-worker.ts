import type { gigWorkerContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import { enqueue, type Transaction } from '@heyi/platform';
import { openWorker } from './change-worker.ts';
import { checkIdentitiesJob } from './check-identities.ts';
import { judgeWorkers } from './judge-workers.ts';
import { workerView } from './worker.store.ts';

/** Judges at once by what is on file, and asks the identity provider anew. */
export async function checkWorker(tx: Transaction, input: Input<typeof contract.checkWorker>) {
  const worker = await openWorker(tx, input);
  if (!worker.ok) return worker;
  const { shardKey, workerId } = worker.value;
  const place = { shardKey, workerId };
  await judgeWorkers(tx, [place], { what: 'judged', note: null, always: false });
  await enqueue(tx, { job: checkIdentitiesJob, input: { workers: [place] }, subjectId: workerId });
  return ok(await workerView(tx, place));
}
