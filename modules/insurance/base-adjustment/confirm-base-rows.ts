import type { baseAdjustmentContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { readFile, type Transaction } from '@heyi/platform';
import { adjustmentOf, confirmRows, lockAdjustment } from './base-adjustment.store.ts';

/** The client answers for the list that its people have signed; the list stays with each of them. */
export async function confirmBaseRows(
  tx: Transaction,
  input: Input<typeof contract.confirmBaseRows>,
) {
  const adjustment = await lockAdjustment(tx, input.adjustmentId);
  if (!adjustment) return fail({ code: 'base_adjustment.not_found' as const });
  if (adjustment.state !== 'open') return fail({ code: 'base_adjustment.not_open' as const });
  const { fileId } = input;
  if (!(await readFile(tx, fileId))) return fail({ code: 'file.not_found' as const });
  const employmentIds = input.employmentIds ?? null;
  const how = { how: 'client' as const, byName: tx.actor.name, fileId };
  await confirmRows(tx, adjustment.id, { ...how, employmentIds });
  return ok((await adjustmentOf(tx, adjustment.id))!);
}
