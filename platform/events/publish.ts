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
