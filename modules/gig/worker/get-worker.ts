import type { gigWorkerContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { placeOfWorker, workerView } from './worker.store.ts';

export async function getWorker(tx: Transaction, input: Input<typeof contract.getWorker>) {
  const place = await placeOfWorker(tx, input.workerId);
  if (place === null) return fail({ code: 'worker.not_found' as const });
  return ok(await workerView(tx, place));
}
