import type { Input, ordersContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { colleaguesOf } from './colleagues.ts';

export async function listOrderColleagues(
  tx: Transaction,
  _input: Input<typeof contract.listOrderColleagues>,
) {
  return ok({ rows: await colleaguesOf(tx) });
}
