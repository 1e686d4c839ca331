import type { connectContract as contract, Input } from '@heyi/contract';
import { fail, type Id, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { sendAgain } from './delivery.store.ts';
import { lockEndpoint } from './endpoint.store.ts';
import { addDeliveries } from './publish-webhooks.ts';

export async function replayWebhooks(
  tx: Transaction,
  input: Input<typeof contract.replayWebhooks>,
) {
  const endpoint = await lockEndpoint(tx, input.endpointId);
  if (endpoint === null) return fail({ code: 'webhook_endpoint.not_found' as const });
  if (endpoint.state === 'disabled') return fail({ code: 'webhook_endpoint.disabled' as const });
  // Given up, or tried and waiting for a later try: who has just mended a receiver waits no hours.
  const failed = await tx.sql<{ id: Id<'whd'> }>`
    select id from connect.webhook_delivery
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and endpoint_id = ${input.endpointId} and created_at >= ${input.since}
       and (state = 'failed' or (state = 'waiting' and attempts > 0))`;
  // Made while the endpoint was disabled: it was never put on its way there.
  const missed = await tx.sql<{ id: Id<'whm'> }>`
    select m.id
      from connect.webhook_endpoint e
      join connect.webhook_message m on m.shard_key = e.shard_key and m.tenant_id = e.tenant_id
                                    and m.app_id = e.app_id
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.id = ${endpoint.id}
       and m.created_at >= greatest(${input.since}::timestamptz, e.created_at)
       and m.type <> 'webhook.test'
       and (e.event_types = '{}' or m.type = any (e.event_types))
       and not exists (select from connect.webhook_delivery d
                        where d.shard_key = m.shard_key and d.tenant_id = m.tenant_id
                          and d.message_id = m.id and d.endpoint_id = e.id)
     order by m.id`;
  const endpointId = endpoint.id;
  const added = await addDeliveries(
    tx,
    missed.map(({ id: messageId }) => ({ endpointId, messageId })),
  );
  const again = await sendAgain(
    tx,
    failed.map(({ id }) => id),
  );
  return ok({ replayed: again + added.length });
}
