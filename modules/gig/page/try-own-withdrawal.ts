import type { gigPageContract as contract, Input } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { tryWithdrawal } from '../withdrawal/try-withdrawal.ts';
import { ownWorker } from './own-worker.ts';

/** What would be taken now, and why; nothing is changed. */
export async function tryOwnWithdrawal(
  tx: Transaction,
  input: Input<typeof contract.tryOwnWithdrawal>,
) {
  const { externalId } = await ownWorker(tx);
  return tryWithdrawal(tx, { ...input, externalWorkerId: externalId });
}
