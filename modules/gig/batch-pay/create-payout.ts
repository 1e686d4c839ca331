import type { gigIncomeContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { programOf } from '../income/income-line.store.ts';
import { bookBatch } from './confirm-payout-batch.ts';
import { draftBatch } from './create-payout-batch.ts';
import { batchByNumber, viewOf } from './payout-batch.store.ts';

/** 单笔付款: a batch of one, confirmed in the same call; its number is the business id. */
export async function createPayout(tx: Transaction, input: Input<typeof contract.createPayout>) {
  const { programId, ...item } = input;
  const drafted = await draftBatch(tx, input.businessId, programId, [item]);
  if (!drafted.ok) return drafted;
  if (drafted.value.state === 'draft') {
    const program = (await programOf(tx, drafted.value.programId))!;
    await bookBatch(tx, program, drafted.value);
  }
  return ok(viewOf((await batchByNumber(tx, input.businessId))!));
}
