import type { connectContract as contract, Input } from '@heyi/contract';
import { fail, isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { DeliveryView } from './delivery.store.ts';
import { readEndpoint } from './endpoint.store.ts';

const pageRows = 50;

export async function listWebhookDeliveries(
  tx: Transaction,
  input: Input<typeof contract.listWebhookDeliveries>,
) {
  const endpoint = await readEndpoint(tx, input.endpointId);
  if (endpoint === null) return fail({ code: 'webhook_endpoint.not_found' as const });
  const limit = input.limit ?? pageRows;
  // Ids are made in order of time, so they are the cursor.
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await tx.sql<DeliveryView>`
    select d.id, d.endpoint_id as "endpointId", d.message_id as "messageId", m.type, d.state,
           d.attempts, d.status, d.error, d.took_ms as "tookMs", d.created_at as "createdAt",
           d.attempted_at as "attemptedAt", d.due_at as "dueAt"
      from connect.webhook_delivery d
      join connect.webhook_message m on m.shard_key = d.shard_key and m.tenant_id = d.tenant_id
                                    and m.id = d.message_id
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
       and d.endpoint_id = ${input.endpointId}
       and (${input.state ?? null}::text is null or d.state = ${input.state ?? null}::text)
       and (${after}::uuid is null or d.id < ${after}::uuid)
     order by d.id desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null });
}
