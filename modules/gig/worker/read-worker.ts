import type { gigWorkerContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findWorker, type WorkerPlace, workerView } from './worker.store.ts';

export async function readWorker(tx: Transaction, input: Input<typeof contract.readWorker>) {
  const place = await findWorker(tx, input.externalWorkerId);
  if (place === null) return fail({ code: 'worker.not_found' as const });
  return ok(await platformView(tx, place));
}

/** What the platform may know of its worker: who of us did what is not among it. */
export async function platformView(tx: Transaction, place: WorkerPlace) {
  const { history: _history, ...view } = await workerView(tx, place);
  return view;
}
