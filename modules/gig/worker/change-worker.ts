import { fail, ok, type Result } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { AccountTrouble } from './admission.ts';
import type { WorkerId } from './worker.ts';
import { findWorker, lockWorkers, placeOfWorker, type WorkerPlace } from './worker.store.ts';

export type StandingWorker = WorkerPlace & {
  readonly isSuspended: boolean;
  readonly accountTrouble: AccountTrouble | null;
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
  const [row] = await tx.sql<Omit<StandingWorker, keyof WorkerPlace> & { hasLeft: boolean }>`
    select p.left_at is not null as "hasLeft", p.is_suspended as "isSuspended",
           w.account_trouble as "accountTrouble"
      from gig.worker_profile p
      join gig.worker w
        on w.shard_key = p.shard_key and w.tenant_id = p.tenant_id and w.id = p.worker_id
     where p.shard_key = ${place.shardKey} and p.tenant_id = ${tx.tenantId}
       and p.worker_id = ${place.workerId}`;
  const { hasLeft, ...flags } = row!;
  return hasLeft ? fail({ code: 'worker.left' }) : ok({ ...place, ...flags });
}
