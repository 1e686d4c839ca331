import type { connectContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockEndpoint } from './endpoint.store.ts';

/** Its deliveries stay as they are, for whoever asks what was told; what waits is never sent. */
export async function removeWebhookEndpoint(
  tx: Transaction,
  input: Input<typeof contract.removeWebhookEndpoint>,
) {
  const known = await lockEndpoint(tx, input.endpointId);
  if (known === null) return fail({ code: 'webhook_endpoint.not_found' as const });
  await tx.sql`
    update connect.webhook_endpoint
       set state = 'disabled', disabled_reason = 'by_hand', removed_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${input.endpointId}`;
  await tx.sql`
    update connect.webhook_delivery set state = 'failed', due_at = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and endpoint_id = ${input.endpointId} and due_at is not null`;
  return ok({});
}
