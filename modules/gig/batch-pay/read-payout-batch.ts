import type { gigIncomeContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { batchByNumber, viewOf } from './payout-batch.store.ts';

export async function readPayoutBatch(
  tx: Transaction,
  input: Input<typeof contract.readPayoutBatch>,
) {
  const batch = await batchByNumber(tx, input.batchNumber);
  return batch === null ? fail({ code: 'payout_batch.not_found' as const }) : ok(viewOf(batch));
}
