import type { gigWithdrawalContract as contract, Input } from '@heyi/contract';
import { fail, type Id, ok } from '@heyi/kernel';
import { stripeKeysOf, stripeOf, type Transaction } from '@heyi/platform';
import { findRows, pageOf } from './withdrawal-view.ts';

/** Newest first. */
export async function readWithdrawals(
  tx: Transaction,
  input: Input<typeof contract.readWithdrawals>,
) {
  const keys = await stripeKeysOf(tx);
  const key = keys[stripeOf(input.externalWorkerId, Math.max(1, keys.length))];
  const [worker] = await tx.sql<{ id: Id<'wkr'> }>`
    select id from gig.worker
     where shard_key = ${key ?? null} and tenant_id = ${tx.tenantId}
       and external_id = ${input.externalWorkerId}`;
  if (!worker || key === undefined) return fail({ code: 'worker.not_found' as const });
  const { businessId, after, limit = 50 } = input;
  const filter = { keys: [key], workerId: worker.id, businessId, after };
  return ok(pageOf(await findRows(tx, { ...filter, limit: limit + 1 }), limit));
}
