import type { Id, Instant } from '@heyi/kernel';
import { askStripes, type Transaction } from '@heyi/platform';

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

/**
 * How many orders of the stripes wait for the bank, along the indexes of the queue; those that an
 * account pays, or all.
 */
export async function backlogOf(
  tx: Transaction,
  keys: readonly number[],
  payerAccountId: Id<'pac'> | null = null,
): Promise<Backlog> {
  const stripes = await askStripes(keys, (key) => backlogOfStripe(tx, key, payerAccountId));
  const oldest = stripes.flatMap(({ oldestWaiting }) => oldestWaiting ?? []).toSorted();
  return {
    waiting: stripes.reduce((all, { waiting }) => all + waiting, 0),
    isMore: stripes.some(({ isMore }) => isMore),
    unknown: stripes.reduce((all, { unknown }) => all + unknown, 0),
    oldestWaiting: oldest[0] ?? null,
  };
}

function backlogOfStripe(
  tx: Transaction,
  key: number,
  payerAccountId: Id<'pac'> | null,
): Promise<Backlog[]> {
  return tx.sql<Backlog>`
    with batch as (
           select id from payments.pay_batch
            where shard_key = ${key} and tenant_id = ${tx.tenantId}
              and (${payerAccountId}::uuid is null or payer_account_id = ${payerAccountId}))
    select due.count::int as waiting, due.count >= ${countedMax} as "isMore",
           unsure.count::int as unknown, due.oldest as "oldestWaiting"
      from (select count(*) as count, min(o.created_at) as oldest
              from (select created_at from payments.pay_order
                     where shard_key = ${key} and tenant_id = ${tx.tenantId}
                       and due_at is not null and batch_id in (select id from batch)
                     limit ${countedMax}) o) due
     cross join (
           select count(*) as count from payments.pay_order
            where shard_key = ${key} and tenant_id = ${tx.tenantId}
              and state in ('unknown', 'manual') and replaced_by_id is null
              and batch_id in (select id from batch)) unsure`;
}
