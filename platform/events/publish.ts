import { newId } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';

/** News of a module, `noun.happened`; other modules listen to it after the commit. */
export type Event<Type extends string = string, Payload = unknown> = {
  readonly type: Type;
  readonly payload: Payload;
};

/** Appends news to the tenant's outbox in the transaction that made it, on whatever stripe. */
export async function publish(tx: Transaction, event: Event): Promise<void> {
  await tx.sql`
    insert into platform.outbox (shard_key, tenant_id, id, type, payload, occurred_at)
    values (${tx.tenantShardKey}, ${tx.tenantId}, ${newId()}, ${event.type},
            ${JSON.stringify(event.payload)}, ${tx.now})`;
}

/** Appends many at once, in their order. */
export async function publishAll(tx: Transaction, events: readonly Event[]): Promise<void> {
  if (events.length === 0) return;
  const ids = events.map(() => newId());
  const types = events.map(({ type }) => type);
  const payloads = events.map(({ payload }) => JSON.stringify(payload));
  await tx.sql`
    insert into platform.outbox (shard_key, tenant_id, id, type, payload, occurred_at)
    select ${tx.tenantShardKey}::int, ${tx.tenantId}::uuid, n.id, n.type, n.payload::jsonb,
           ${tx.now}::timestamptz
      from unnest(${ids}::uuid[], ${types}::text[], ${payloads}::text[]) as n (id, type, payload)`;
}
