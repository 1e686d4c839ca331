import type { Transaction } from '@heyi/platform';
import type { EndpointId } from './endpoint.store.ts';

/** Of a locked one: its deliveries stay, for whoever asks what was told; what waits is never sent. */
export async function removeEndpoint(tx: Transaction, endpointId: EndpointId): Promise<void> {
  await tx.sql`
    update connect.webhook_endpoint
       set state = 'disabled', disabled_reason = 'by_hand', removed_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${endpointId}`;
  await tx.sql`
    update connect.webhook_delivery set state = 'failed', due_at = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and endpoint_id = ${endpointId} and due_at is not null`;
}
