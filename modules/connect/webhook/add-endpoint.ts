import { assert, fail, newId, ok } from '@heyi/kernel';
import { tenantCipher, type Transaction } from '@heyi/platform';
import type { App } from '../app/app.store.ts';
import { isUrlAllowed, mayBePrivate } from './address-guard.ts';
import { readEndpoint, readEndpoints } from './endpoint.store.ts';
import { newWebhookSecret } from './webhook.ts';

const endpointsMax = 5;

/** Adds an endpoint to an app whose row is locked; the secret stands in this answer and nowhere else. */
export async function addEndpoint(
  tx: Transaction,
  app: Pick<App, 'id' | 'environment'>,
  wanted: { url: string; eventTypes: readonly string[] },
) {
  if (!isUrlAllowed(wanted.url, mayBePrivate(tx.host, app.environment))) {
    return fail({ code: 'webhook_endpoint.url_refused' as const });
  }
  const present = await readEndpoints(tx, { appId: app.id, endpointId: null });
  if (present.length >= endpointsMax) return fail({ code: 'webhook_endpoint.too_many' as const });
  const id = newId<'whe'>();
  const secret = newWebhookSecret();
  const cipher = await tenantCipher(tx);
  await tx.sql`
    insert into connect.webhook_endpoint (shard_key, tenant_id, id, app_id, url, event_types,
                                          secret_sealed, state, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${app.id}, ${wanted.url},
            ${[...new Set(wanted.eventTypes)]}, ${cipher.seal(secret)}, 'active', ${tx.now})`;
  const endpoint = await readEndpoint(tx, id);
  assert(endpoint, 'an endpoint that was added can be read');
  return ok({ id, secret, endpoint });
}
