import type { Input, messagesContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { responseHoursOf } from './response-hours.store.ts';

export async function getResponseHours(
  tx: Transaction,
  _input: Input<typeof contract.getResponseHours>,
) {
  return ok(await responseHoursOf(tx));
}
