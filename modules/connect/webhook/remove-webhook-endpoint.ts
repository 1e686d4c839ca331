import type { connectContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockEndpoint } from './endpoint.store.ts';
import { removeEndpoint } from './remove-endpoint.ts';

export async function removeWebhookEndpoint(
  tx: Transaction,
  input: Input<typeof contract.removeWebhookEndpoint>,
) {
  const known = await lockEndpoint(tx, input.endpointId);
  if (known === null) return fail({ code: 'webhook_endpoint.not_found' as const });
  await removeEndpoint(tx, known.id);
  return ok({});
}
