import type { gigWorkerContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { registerAll } from './register-workers.ts';
import { workerView } from './worker.store.ts';

/** One by one, in the console. The same again answers what is on file. */
export async function registerWorker(
  tx: Transaction,
  input: Input<typeof contract.registerWorker>,
) {
  const registered = await registerAll(tx, [input]);
  if (!registered.ok) return registered;
  const outcome = registered.value[0]!;
  if (outcome.outcome === 'refused') return fail({ code: outcome.code });
  return ok(await workerView(tx, outcome.place));
}
