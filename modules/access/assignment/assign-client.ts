import type { accessContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { loadAccount } from '../account/account.store.ts';

/** Lets one of the provider's people work for a client, from their next request on. */
export async function assignClient(tx: Transaction, input: Input<typeof contract.assignClient>) {
  const account = await loadAccount(tx, input.accountId);
  if (!account) return fail({ code: 'account.not_found' as const });
  const inserted = await tx.sql`
    with client as (
      select id from platform.tenant where id = ${input.clientId} and not is_house),
    added as (
      insert into access.assignment (shard_key, tenant_id, account_id, client_id, assigned_at,
                                     assigned_by)
      select ${tx.shardKey}, ${tx.tenantId}, ${account.id}, id, ${tx.now}, ${tx.actor.accountId}
        from client
      on conflict do nothing)
    select id from client`;
  if (inserted.length === 0) return fail({ code: 'assignment.client_not_found' as const });
  return ok({});
}
