import type { baseAdjustmentContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { adjustmentsOf } from './base-adjustment.store.ts';

export async function listBaseAdjustments(
  tx: Transaction,
  _input: Input<typeof contract.listBaseAdjustments>,
) {
  return ok({ rows: await adjustmentsOf(tx, { id: null }) });
}
