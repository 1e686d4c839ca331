import type { connectContract as contract, Input } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockEndpoint } from './endpoint.store.ts';
import { removeEndpoint } from './remove-endpoint.ts';

/** An endpoint of another app is answered like one that does not exist. */
export async function deregisterWebhookEndpoint(
  tx: Transaction,
  input: Input<typeof contract.deregisterWebhookEndpoint>,
) {
  assert(tx.actor.app, 'only an app comes here');
  const known = await lockEndpoint(tx, input.endpointId);
  if (known?.appId !== tx.actor.app.id) {
    return fail({ code: 'webhook_endpoint.not_found' as const });
  }
  await removeEndpoint(tx, known.id);
  return ok({});
}
