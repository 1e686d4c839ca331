import type { gigIncomeContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { batchByNumber, batchForUpdate, saveBatch, viewOf } from './payout-batch.store.ts';

/** Before it is confirmed: nothing has been booked. Cancelling twice is cancelling once. */
export async function cancelPayoutBatch(
  tx: Transaction,
  input: Input<typeof contract.cancelPayoutBatch>,
) {
  const batch = await batchForUpdate(tx, input.batchNumber);
  if (batch === null) return fail({ code: 'payout_batch.not_found' as const });
  if (batch.state === 'confirmed') return fail({ code: 'payout_batch.already_confirmed' as const });
  await saveBatch(tx, batch.id, { state: 'cancelled', items: batch.items });
  return ok(viewOf((await batchByNumber(tx, batch.batchNumber))!));
}
