import type { Input, messagesContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { responseHoursOf, saveResponseHours } from './response-hours.store.ts';

/** What is said from now on has the new time; what waits keeps the time that it was given. */
export async function putResponseHours(
  tx: Transaction,
  input: Input<typeof contract.putResponseHours>,
) {
  await saveResponseHours(tx, input);
  return ok(await responseHoursOf(tx));
}
