import type { connectContract as contract, Input } from '@heyi/contract';
import { assert, fail, formatId, machineTime, newId, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockEndpoint } from './endpoint.store.ts';
import { addDeliveries } from './publish-webhooks.ts';

/** To this endpoint alone, whichever types it wants. */
export async function sendTestWebhook(
  tx: Transaction,
  input: Input<typeof contract.sendTestWebhook>,
) {
  const endpoint = await lockEndpoint(tx, input.endpointId);
  if (endpoint === null) return fail({ code: 'webhook_endpoint.not_found' as const });
  if (endpoint.state === 'disabled') return fail({ code: 'webhook_endpoint.disabled' as const });
  const messageId = newId<'whm'>();
  const timestamp = machineTime(tx.host.clock, tx.now);
  const data = { endpointId: formatId('whe', endpoint.id) };
  await tx.sql`
    insert into connect.webhook_message (shard_key, tenant_id, id, app_id, type, body, created_at)
    select shard_key, tenant_id, ${messageId}, app_id, 'webhook.test',
           ${JSON.stringify({ type: 'webhook.test', timestamp, data })}, ${tx.now}::timestamptz
      from connect.webhook_endpoint
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${endpoint.id}`;
  const [id] = await addDeliveries(tx, [{ endpointId: endpoint.id, messageId }]);
  assert(id, 'one delivery was added');
  return ok({ id });
}
