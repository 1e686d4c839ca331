import type { connectContract as contract, Input } from '@heyi/contract';
import { addSeconds, assert, fail, ok } from '@heyi/kernel';
import { tenantCipher, type Transaction } from '@heyi/platform';
import { lockEndpoint, readEndpoint } from './endpoint.store.ts';
import { newWebhookSecret } from './webhook.ts';

/** How long the secret before signs as well, so that a receiver can be changed without a pause. */
const bothSeconds = 86_400;

export async function rotateWebhookSecret(
  tx: Transaction,
  input: Input<typeof contract.rotateWebhookSecret>,
) {
  const known = await lockEndpoint(tx, input.endpointId);
  if (known === null) return fail({ code: 'webhook_endpoint.not_found' as const });
  const secret = newWebhookSecret();
  const cipher = await tenantCipher(tx);
  await tx.sql`
    update connect.webhook_endpoint
       set previous_secret_sealed = secret_sealed,
           previous_secret_until = ${addSeconds(tx.now, bothSeconds)},
           secret_sealed = ${cipher.seal(secret)}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${input.endpointId}`;
  const endpoint = await readEndpoint(tx, input.endpointId);
  assert(endpoint, 'it is locked');
  return ok({ secret, endpoint });
}
