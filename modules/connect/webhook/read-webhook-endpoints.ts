import type { connectContract as contract, Input } from '@heyi/contract';
import { assert, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readEndpoints } from './endpoint.store.ts';

export async function readWebhookEndpoints(
  tx: Transaction,
  _input: Input<typeof contract.readWebhookEndpoints>,
) {
  assert(tx.actor.app, 'only an app comes here');
  return ok({ rows: await readEndpoints(tx, { appId: tx.actor.app.id, endpointId: null }) });
}
