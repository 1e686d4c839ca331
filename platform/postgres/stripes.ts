import { shardKeyOf, stripeKeyOf } from './shard-key.ts';
import type { Transaction } from './transaction.ts';

/**
 * Cuts the tenant into so many stripes, once: rows find their stripe by a hash, so that the number
 * never changes. Answers the number there is.
 */
export async function ensureStripes(tx: Transaction, wanted: number): Promise<number> {
  const keys = Array.from({ length: wanted }, (_, stripe) => stripeKeyOf(tx.tenantId, stripe));
  await tx.sql`
    insert into platform.stripe (shard_key, tenant_id, number, stripe_key)
    select ${tx.tenantShardKey}, ${tx.tenantId}, number - 1, stripe_key
      from unnest(${keys}::int[]) with ordinality as new (stripe_key, number)
     where not exists (select from platform.stripe s
                        where s.shard_key = ${tx.tenantShardKey} and s.tenant_id = ${tx.tenantId})
        on conflict do nothing`;
  return (await stripeKeysOf(tx)).length;
}

/** The shard keys of the tenant's stripes by their number; none for a tenant that has no stripes. */
export async function stripeKeysOf(tx: Transaction): Promise<number[]> {
  const rows = await tx.sql<{ key: number }>`
    select stripe_key as key from platform.stripe
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} order by number`;
  return rows.map(({ key }) => key);
}

/** Every shard key under which the tenant has rows: its main one first. */
export async function shardKeysOf(tx: Transaction): Promise<number[]> {
  return [tx.tenantShardKey, ...(await stripeKeysOf(tx))];
}

/**
 * What each stripe answers, one statement a stripe: it reads along the stripe's own index, and in a
 * cluster the node that has the stripe answers it alone.
 */
export async function askStripes<Row>(
  keys: readonly number[],
  ask: (key: number) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const key of keys) rows.push(...(await ask(key)));
  return rows;
}

/** The newest of what stripes answered: an id says when it was made. */
export function newestOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  limit: number,
): Row[] {
  return rows.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit);
}

/** The stripe of what the outside world calls `externalId`. Stored, so it must never change. */
export function stripeOf(externalId: string, stripes: number): number {
  return shardKeyOf(externalId) % stripes;
}
