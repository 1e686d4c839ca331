import type { Id, Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { AccountId } from '../account/account.ts';
import { absoluteEnd, hashOf, type SessionId } from './session.ts';

export type Session = {
  readonly id: SessionId;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
  readonly secondFactorAt: Instant | null;
};

export async function insertSession(
  tx: Transaction,
  session: { id: SessionId; accountId: AccountId; token: string },
): Promise<void> {
  await tx.sql`
    insert into access.session (shard_key, tenant_id, id, account_id, token_hash, address,
                                user_agent, created_at, last_seen_at, expires_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${session.id}, ${session.accountId},
            ${hashOf(session.token)}, ${tx.origin?.address ?? null},
            ${tx.origin?.userAgent ?? null}, ${tx.now}, ${tx.now}, ${absoluteEnd(tx.now)})`;
}

/** What the account has open, the newest first. */
export async function loadSessions(tx: Transaction, accountId: AccountId): Promise<Session[]> {
  return tx.sql<Session>`
    select id, address, user_agent as "userAgent", created_at as "createdAt",
           last_seen_at as "lastSeenAt", expires_at as "expiresAt",
           second_factor_at as "secondFactorAt"
      from access.session
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and account_id = ${accountId}
     order by created_at desc, id desc`;
}

export async function endSession(
  tx: Transaction,
  accountId: AccountId,
  id: SessionId,
): Promise<boolean> {
  const ended = await tx.sql`
    delete from access.session
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and account_id = ${accountId} and id = ${id}
    returning id`;
  return ended.length > 0;
}

/** Ends what the account has open, but for `kept`; answers how many sessions that were. */
export async function endSessions(
  tx: Transaction,
  accountId: AccountId,
  kept: Id<'ses'> | null,
): Promise<number> {
  const ended = await tx.sql`
    delete from access.session
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and account_id = ${accountId} and id is distinct from ${kept}
    returning id`;
  return ended.length;
}

export async function saveSecondFactorGiven(tx: Transaction, id: SessionId): Promise<void> {
  await tx.sql`
    update access.session set second_factor_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}
