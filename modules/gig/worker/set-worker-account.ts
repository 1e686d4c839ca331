import type { gigWorkerContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { moveAccount } from './move-account.ts';
import { platformView } from './read-worker.ts';

/** Where money goes from now on, as the platform says. */
export async function setWorkerAccount(
  tx: Transaction,
  input: Input<typeof contract.setWorkerAccount>,
) {
  const place = await moveAccount(tx, { externalWorkerId: input.externalWorkerId }, input);
  return place.ok ? ok(await platformView(tx, place.value)) : place;
}
