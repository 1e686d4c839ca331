import type { baseAdjustmentContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { adjustmentOf, closeAdjustment, lockAdjustment } from './base-adjustment.store.ts';

export async function cancelBaseAdjustment(
  tx: Transaction,
  input: Input<typeof contract.cancelBaseAdjustment>,
) {
  const adjustment = await lockAdjustment(tx, input.adjustmentId);
  if (!adjustment) return fail({ code: 'base_adjustment.not_found' as const });
  if (adjustment.state !== 'open') return fail({ code: 'base_adjustment.not_open' as const });
  await closeAdjustment(tx, adjustment.id, { state: 'cancelled', differenceRunId: null });
  return ok((await adjustmentOf(tx, adjustment.id))!);
}
