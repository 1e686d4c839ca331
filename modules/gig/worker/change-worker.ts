import { fail, ok, type Result } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { WorkerId } from './worker.ts';
import { findWorker, lockWorkers, placeOfWorker, type WorkerPlace } from './worker.store.ts';

export type StandingWorker = WorkerPlace & {
  readonly isSuspended: boolean;
  readonly isAccountFrozen: boolean;
};

type Refusal = { readonly code: 'worker.not_found' | 'worker.left' };

/** Locks the worker for a change; whoever has left is not changed any more. */
export async function openWorker(
  tx: Transaction,
  wanted: { readonly workerId: WorkerId } | { readonly externalWorkerId: string },
): Promise<Result<StandingWorker, Refusal>> {
  const place =
    'workerId' in wanted
      ? await placeOfWorker(tx, wanted.workerId)
      : await findWorker(tx, wanted.externalWorkerId);
  if (place === null) return fail({ code: 'worker.not_found' });
  await lockWorkers(tx, [place]);
  const [row] = await tx.sql<{ hasLeft: boolean; isSuspended: boolean; isAccountFrozen: boolean }>`
    select left_at is not null as "hasLeft", is_suspended as "isSuspended",
           is_account_frozen as "isAccountFrozen"
      from gig.worker_profile
     where shard_key = ${place.shardKey} and tenant_id = ${tx.tenantId}
       and worker_id = ${place.workerId}`;
  const { hasLeft, ...flags } = row!;
  return hasLeft ? fail({ code: 'worker.left' }) : ok({ ...place, ...flags });
}
