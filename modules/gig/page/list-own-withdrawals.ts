import type { gigPageContract as contract, Input } from '@heyi/contract';
import { monthIndex, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findRows, pageOf } from '../withdrawal/withdrawal-view.ts';
import { ownWorker } from './own-worker.ts';

/** Newest first. */
export async function listOwnWithdrawals(
  tx: Transaction,
  { month, after, limit = 50 }: Input<typeof contract.listOwnWithdrawals>,
) {
  const { place, environment } = await ownWorker(tx);
  const rows = await findRows(tx, {
    keys: [place.shardKey],
    workerId: place.workerId,
    environment,
    month: month === undefined ? undefined : monthIndex(month),
    after,
    limit: limit + 1,
  });
  return ok(pageOf(rows, limit));
}
