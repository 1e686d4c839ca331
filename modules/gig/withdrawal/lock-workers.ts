import type { Transaction } from '@heyi/platform';
import type { WithdrawalId } from './withdrawal.ts';

/** Locks the workers of withdrawals, in the order of their ids; `tx` is on their stripe. */
export async function lockWorkersOf(tx: Transaction, ids: readonly WithdrawalId[]): Promise<void> {
  await tx.sql`
    select w.id from gig.worker w
     where w.shard_key = ${tx.shardKey} and w.tenant_id = ${tx.tenantId}
       and w.id in (select d.worker_id from gig.withdrawal d
                     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
                       and d.id = any(${ids}::uuid[]))
     order by w.id
       for no key update`;
}
