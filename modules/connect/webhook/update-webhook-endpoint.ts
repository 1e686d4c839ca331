import type { connectContract as contract, Input } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { isUrlAllowed, mayBePrivate } from './address-guard.ts';
import { lockEndpoint, readEndpoint } from './endpoint.store.ts';

/** What waits goes to the new address; once enabled again, it is sent at once. */
export async function updateWebhookEndpoint(
  tx: Transaction,
  input: Input<typeof contract.updateWebhookEndpoint>,
) {
  const known = await lockEndpoint(tx, input.endpointId);
  if (known === null) return fail({ code: 'webhook_endpoint.not_found' as const });
  if (!isUrlAllowed(input.url, mayBePrivate(tx.host, known.environment))) {
    return fail({ code: 'webhook_endpoint.url_refused' as const });
  }
  await tx.sql`
    update connect.webhook_endpoint
       set url = ${input.url}, event_types = ${[...new Set(input.eventTypes)]},
           state = ${input.state},
           disabled_reason = case when ${input.state} = 'active' then null
                                  else coalesce(disabled_reason, 'by_hand') end
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${input.endpointId}`;
  const endpoint = await readEndpoint(tx, input.endpointId);
  assert(endpoint, 'it is locked');
  return ok(endpoint);
}
