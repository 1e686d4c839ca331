import { ok } from '@heyi/kernel';
import { enqueue, type Transaction } from '@heyi/platform';
import { admissionSettingsOf } from '../settings/admission-settings.store.ts';
import { openWorker } from './change-worker.ts';
import { checkIdentitiesJob } from './check-identities.ts';
import { judgeWorkers } from './judge-workers.ts';
import { checkWorkerAccount } from './worker.ts';
import { replaceAccount, type WorkerPlace } from './worker.store.ts';

/** Nothing is paid before the provider of identities has agreed to the new account. */
export async function moveAccount(
  tx: Transaction,
  wanted: Parameters<typeof openWorker>[1],
  fields: Parameters<typeof checkWorkerAccount>[0],
) {
  const worker = await openWorker(tx, wanted);
  if (!worker.ok) return worker;
  const { channels } = await admissionSettingsOf(tx);
  const account = checkWorkerAccount(fields, channels);
  if (!account.ok) return account;
  const { shardKey, workerId } = worker.value;
  const place: WorkerPlace = { shardKey, workerId };
  await replaceAccount(tx, place, account.value);
  await judgeWorkers(tx, [place], { what: 'accountChanged', note: null, always: true });
  await enqueue(tx, { job: checkIdentitiesJob, input: { workers: [place] }, subjectId: workerId });
  return ok(place);
}
