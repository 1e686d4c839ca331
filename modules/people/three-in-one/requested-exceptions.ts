import type { TenantId, Transaction } from '@heyi/platform';

export type RequestedExceptions = { readonly clientId: TenantId; readonly count: number };

/** Exceptions of every visible client that somebody else has asked for and nobody has decided. */
export async function requestedExceptions(tx: Transaction): Promise<RequestedExceptions[]> {
  return tx.sql<RequestedExceptions>`
    select tenant_id as "clientId", count(*)::int as count
      from people.three_in_one_exception
     where approved_at is null and ended_at is null and expires_on >= ${tx.today}
       and requested_by is distinct from ${tx.actor.accountId}
     group by tenant_id`;
}
