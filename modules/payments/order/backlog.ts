import type { Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

export type Backlog = {
  readonly waiting: number;
  /** There are more than were counted. */
  readonly isMore: boolean;
  /** Nobody knows what became of them. */
  readonly unknown: number;
  readonly oldestWaiting: Instant | null;
};

/** As many are counted on a stripe: a screen that is read every second must not count a burst. */
const countedMax = 5_000;

/** How many orders of the stripes wait for the bank, along the indexes of the queue. */
export async function backlogOf(tx: Transaction, keys: readonly number[]): Promise<Backlog> {
  const [row] = await tx.sql<Backlog>`
    select coalesce(sum(due.count), 0)::int as waiting,
           coalesce(bool_or(due.count >= ${countedMax}), false) as "isMore",
           coalesce(sum(unsure.count), 0)::int as unknown, min(due.oldest) as "oldestWaiting"
      from unnest(${keys}::int[]) as stripe (key)
     cross join lateral (
           select count(*) as count, min(o.created_at) as oldest
             from (select created_at from payments.pay_order
                    where shard_key = stripe.key and tenant_id = ${tx.tenantId}
                      and due_at is not null limit ${countedMax}) o) due
     cross join lateral (
           select count(*) as count from payments.pay_order
            where shard_key = stripe.key and tenant_id = ${tx.tenantId}
              and state in ('unknown', 'manual') and replaced_by_id is null) unsure`;
  return row!;
}
