import type { gigWorkerContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import { enqueue, type Transaction } from '@heyi/platform';
import { admissionSettingsOf } from '../settings/admission-settings.store.ts';
import { openWorker } from './change-worker.ts';
import { checkIdentitiesJob } from './check-identities.ts';
import { judgeWorkers } from './judge-workers.ts';
import { platformView } from './read-worker.ts';
import { checkWorkerAccount } from './worker.ts';
import { replaceAccount } from './worker.store.ts';

/** Where money goes from now on. Nothing is paid before the provider has agreed to it again. */
export async function setWorkerAccount(
  tx: Transaction,
  input: Input<typeof contract.setWorkerAccount>,
) {
  const worker = await openWorker(tx, { externalWorkerId: input.externalWorkerId });
  if (!worker.ok) return worker;
  const { channels } = await admissionSettingsOf(tx);
  const account = checkWorkerAccount(input, channels);
  if (!account.ok) return account;
  const { shardKey, workerId } = worker.value;
  const place = { shardKey, workerId };
  await replaceAccount(tx, place, account.value);
  await judgeWorkers(tx, [place], { what: 'accountChanged', note: null, always: true });
  await enqueue(tx, { job: checkIdentitiesJob, input: { workers: [place] }, subjectId: workerId });
  return ok(await platformView(tx, place));
}
