import { type WebhookData, webhookEvents, type WebhookEventType } from '@heyi/contract';
import { assert, type Id, type Instant, machineTime, newId } from '@heyi/kernel';
import { shardKeyOf, type Transaction } from '@heyi/platform';
import { z } from 'zod';
import type { AppId } from '../app/app.store.ts';
import { bodyBytesMax } from './webhook.ts';

/** News for an app. It names ids and amounts; names and numbers of people are asked for by API. */
export type WebhookMessage = {
  [T in WebhookEventType]: {
    readonly appId: AppId;
    readonly type: T;
    readonly data: WebhookData<T>;
  };
}[WebhookEventType];

type Target = { id: Id<'whe'>; appId: AppId; eventTypes: string[] };

/**
 * Writes messages and their deliveries with the transaction, a set at a time: four statements however
 * many there are. Apps without an endpoint cost one. A worker sends them within a second.
 */
export async function publishWebhooks(
  tx: Transaction,
  messages: readonly WebhookMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const shardKey = shardKeyOf(tx.tenantId);
  const appIds = [...new Set(messages.map(({ appId }) => appId))];
  const endpoints = await tx.sql<Target & { isActive: boolean }>`
    select id, app_id as "appId", event_types as "eventTypes", state = 'active' as "isActive"
      from connect.webhook_endpoint
     where shard_key = ${shardKey} and tenant_id = ${tx.tenantId}
       and app_id = any(${appIds}::uuid[]) and removed_at is null`;
  const byApp = Map.groupBy(endpoints, ({ appId }) => appId);
  const timestamp = machineTime(tx.host.clock, tx.now);
  const kept = messages
    .filter(({ appId }) => byApp.has(appId))
    .map((message) => ({ ...message, id: newId<'whm'>(), body: bodyOf(message, timestamp) }));
  if (kept.length === 0) return;
  await tx.sql`
    insert into connect.webhook_message (shard_key, tenant_id, id, app_id, type, body, created_at)
    select ${shardKey}, ${tx.tenantId}, m.id, m.app_id, m.type, m.body, ${tx.now}
      from unnest(${kept.map(({ id }) => id)}::uuid[], ${kept.map(({ appId }) => appId)}::uuid[],
                  ${kept.map(({ type }) => type)}::text[], ${kept.map(({ body }) => body)}::text[])
           as m (id, app_id, type, body)`;
  const deliveries = kept.flatMap((message) =>
    byApp
      .get(message.appId)!
      .filter((endpoint) => endpoint.isActive && wants(endpoint, message.type))
      .map((endpoint) => ({ endpointId: endpoint.id, messageId: message.id })),
  );
  await addDeliveries(tx, deliveries);
}

function wants({ eventTypes }: Target, type: string): boolean {
  return eventTypes.length === 0 || eventTypes.includes(type);
}

function bodyOf({ type, data }: WebhookMessage, timestamp: Instant): string {
  const schema: z.ZodType = webhookEvents[type].data;
  const body = JSON.stringify({ type, timestamp, data: z.encode(schema, data) });
  assert(Buffer.byteLength(body) <= bodyBytesMax, `${type} is too large for a webhook`);
  return body;
}

/** Puts messages on their way; answers the ids in order. */
export async function addDeliveries(
  tx: Transaction,
  deliveries: readonly { endpointId: Id<'whe'>; messageId: Id<'whm'> }[],
): Promise<Id<'whd'>[]> {
  const ids = deliveries.map(() => newId<'whd'>());
  if (ids.length === 0) return ids;
  await tx.sql`
    insert into connect.webhook_delivery (shard_key, tenant_id, id, endpoint_id, message_id, state,
                                          due_at, created_at)
    select ${shardKeyOf(tx.tenantId)}, ${tx.tenantId}, d.id, d.endpoint_id, d.message_id, 'waiting',
           ${tx.now}::timestamptz, ${tx.now}::timestamptz
      from unnest(${ids}::uuid[], ${deliveries.map((one) => one.endpointId)}::uuid[],
                  ${deliveries.map((one) => one.messageId)}::uuid[])
           as d (id, endpoint_id, message_id)`;
  return ids;
}
