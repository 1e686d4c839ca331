import type { gigWorkerContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { moveAccount } from './move-account.ts';
import { workerView } from './worker.store.ts';

/** Where money goes from now on, as the provider says for the platform. */
export async function changeWorkerAccount(
  tx: Transaction,
  input: Input<typeof contract.changeWorkerAccount>,
) {
  const place = await moveAccount(tx, { workerId: input.workerId }, input);
  return place.ok ? ok(await workerView(tx, place.value)) : place;
}
