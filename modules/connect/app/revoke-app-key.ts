import type { connectContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { revokeLinksOfKey } from '@heyi/access';
import type { Transaction } from '@heyi/platform';
import type { AppKey } from './app.store.ts';

/** What was given for the key ends with it: tokens, and links to pages. Twice is once. */
export async function revokeAppKey(tx: Transaction, input: Input<typeof contract.revokeAppKey>) {
  const [key] = await tx.sql<AppKey>`
    update connect.app_key set revoked_at = coalesce(revoked_at, ${tx.now})
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and app_id = ${input.appId}
       and id = ${input.keyId}
    returning id, scopes, hint, created_at as "createdAt", revoked_at as "revokedAt"`;
  if (!key) return fail({ code: 'app_key.not_found' as const });
  await revokeLinksOfKey(tx, key.id);
  return ok(key);
}
