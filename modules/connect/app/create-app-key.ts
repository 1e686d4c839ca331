import { connectContract as contract, type Input } from '@heyi/contract';
import { fail, newId, ok } from '@heyi/kernel';
import { tenantCipher, type Transaction } from '@heyi/platform';
import { lockApp } from './app.store.ts';
import { isAppScope, needsAddresses, newSecret } from './app.ts';

export async function createAppKey(tx: Transaction, input: Input<typeof contract.createAppKey>) {
  const app = await lockApp(tx, input.appId);
  if (app === null) return fail({ code: 'app.not_found' as const });
  const unknown = input.scopes.find((scope) => !isAppScope(scope));
  if (unknown !== undefined)
    return fail({ code: 'app_key.scope_unknown' as const, scope: unknown });
  const active = app.keys.filter((key) => key.revokedAt === null);
  if (active.length >= contract.keysAtOnceMax) return fail({ code: 'app_key.too_many' as const });
  if (needsAddresses(app)) return fail({ code: 'app.addresses_required' as const });
  const id = newId<'key'>();
  const secret = newSecret(app.environment);
  const scopes = [...new Set(input.scopes)].toSorted();
  const hint = secret.slice(-4);
  const cipher = await tenantCipher(tx);
  await tx.sql`
    insert into connect.app_key (shard_key, tenant_id, id, app_id, scopes, secret_sealed, hint,
                                 created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${app.id}, ${scopes}, ${cipher.seal(secret)},
            ${hint}, ${tx.now})`;
  return ok({ id, secret, key: { id, scopes, hint, createdAt: tx.now, revokedAt: null } });
}
