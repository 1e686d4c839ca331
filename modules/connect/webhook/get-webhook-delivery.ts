import type { connectContract as contract, Input } from '@heyi/contract';
import { fail, type Instant, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readDelivery } from './delivery.store.ts';

type Attempt = { at: Instant; status: number | null; error: string | null; tookMs: number };

export async function getWebhookDelivery(
  tx: Transaction,
  input: Input<typeof contract.getWebhookDelivery>,
) {
  const found = await readDelivery(tx, input.deliveryId);
  if (found === null) return fail({ code: 'webhook_delivery.not_found' as const });
  const attempts = await tx.sql<Attempt>`
    select at, status, error, took_ms as "tookMs" from connect.webhook_attempt
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and delivery_id = ${input.deliveryId}
     order by number`;
  return ok({ ...found, attempts });
}
