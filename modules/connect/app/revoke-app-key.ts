import type { connectContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { AppKey } from './app.store.ts';

/** Revoking twice is revoking once. */
export async function revokeAppKey(tx: Transaction, input: Input<typeof contract.revokeAppKey>) {
  const [key] = await tx.sql<AppKey>`
    update connect.app_key set revoked_at = coalesce(revoked_at, ${tx.now})
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and app_id = ${input.appId}
       and id = ${input.keyId}
    returning id, scopes, hint, created_at as "createdAt", revoked_at as "revokedAt"`;
  return key ? ok(key) : fail({ code: 'app_key.not_found' as const });
}
