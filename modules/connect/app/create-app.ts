import type { connectContract as contract, Input } from '@heyi/contract';
import { fail, newId, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { requestsPerMinuteUsual } from './app.ts';

export async function createApp(tx: Transaction, input: Input<typeof contract.createApp>) {
  const id = newId<'app'>();
  const inserted = await tx.sql`
    insert into connect.app (shard_key, tenant_id, id, name, environment, allowed_addresses,
                             denied_addresses, requests_per_minute, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${input.name}, ${input.environment}, '{}', '{}',
            ${requestsPerMinuteUsual}, ${tx.now})
        on conflict (shard_key, tenant_id, environment, name) do nothing
    returning id`;
  if (inserted.length === 0) return fail({ code: 'app.name_taken' as const });
  return ok({
    id,
    name: input.name,
    environment: input.environment,
    allowedAddresses: [],
    deniedAddresses: [],
    requestsPerMinute: requestsPerMinuteUsual,
    keys: [],
    createdAt: tx.now,
  });
}
