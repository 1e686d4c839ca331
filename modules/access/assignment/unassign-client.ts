import type { accessContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

/** Takes a client from one of the provider's people, from their next request on. */
export async function unassignClient(
  tx: Transaction,
  input: Input<typeof contract.unassignClient>,
) {
  const removed = await tx.sql`
    delete from access.assignment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and account_id = ${input.accountId} and client_id = ${input.clientId}
    returning client_id`;
  if (removed.length === 0) return fail({ code: 'assignment.not_found' as const });
  return ok({});
}
