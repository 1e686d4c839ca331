import type { Transaction } from '@heyi/platform';
import type { WithdrawalId } from './withdrawal.ts';

/** Locks what batches of these withdrawals' programs lock first; `tx` is on their stripe. */
export async function lockStripeOf(tx: Transaction, ids: readonly WithdrawalId[]): Promise<void> {
  await tx.sql`
    select s.program_id from gig.program_stripe s
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.program_id in (select d.program_id from gig.withdrawal d
                             where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
                               and d.id = any(${ids}::uuid[]))
     order by s.program_id
       for no key update`;
}
