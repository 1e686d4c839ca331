import type { gigWithdrawalContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findWorker } from '../worker/worker.store.ts';
import { findRows, pageOf } from './withdrawal-view.ts';

/** Newest first. */
export async function readWithdrawals(
  tx: Transaction,
  input: Input<typeof contract.readWithdrawals>,
) {
  const worker = await findWorker(tx, input.externalWorkerId);
  if (worker === null) return fail({ code: 'worker.not_found' as const });
  const { shardKey, workerId } = worker;
  const { businessId, after, limit = 50 } = input;
  const filter = { keys: [shardKey], workerId, businessId, after };
  return ok(pageOf(await findRows(tx, { ...filter, limit: limit + 1 }), limit));
}
