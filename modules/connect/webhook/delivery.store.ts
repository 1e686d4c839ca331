import type { connectContract as contract } from '@heyi/contract';
import type { Id, Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { EndpointId } from './endpoint.store.ts';

export type DeliveryView = {
  id: Id<'whd'>;
  endpointId: EndpointId;
  messageId: Id<'whm'>;
  type: string;
  state: (typeof contract.deliveryStates)[number];
  attempts: number;
  status: number | null;
  error: string | null;
  tookMs: number | null;
  createdAt: Instant;
  attemptedAt: Instant | null;
  dueAt: Instant | null;
};

/** By id, with the body that is sent; null when the tenant has no such delivery. */
export async function readDelivery(
  tx: Transaction,
  id: Id<'whd'>,
): Promise<{ delivery: DeliveryView; body: string } | null> {
  const [row] = await tx.sql<DeliveryView & { body: string }>`
    select d.id, d.endpoint_id as "endpointId", d.message_id as "messageId", m.type, d.state,
           d.attempts, d.status, d.error, d.took_ms as "tookMs", d.created_at as "createdAt",
           d.attempted_at as "attemptedAt", d.due_at as "dueAt", m.body
      from connect.webhook_delivery d
      join connect.webhook_message m on m.shard_key = d.shard_key and m.tenant_id = d.tenant_id
                                    and m.id = d.message_id
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId} and d.id = ${id}`;
  if (!row) return null;
  const { body, ...delivery } = row;
  return { delivery, body };
}

/** Begins the schedule anew, now; answers how many of them there were. */
export async function sendAgain(tx: Transaction, ids: readonly Id<'whd'>[]): Promise<number> {
  const rows = await tx.sql`
    update connect.webhook_delivery set state = 'waiting', tries = 0, due_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any(${ids}::uuid[])
    returning id`;
  return rows.length;
}
