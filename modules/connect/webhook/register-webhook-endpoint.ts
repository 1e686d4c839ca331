import type { connectContract as contract, Input } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockApp } from '../app/app.store.ts';
import { addEndpoint } from './add-endpoint.ts';

export async function registerWebhookEndpoint(
  tx: Transaction,
  input: Input<typeof contract.registerWebhookEndpoint>,
) {
  assert(tx.actor.app, 'only an app comes here');
  const app = await lockApp(tx, tx.actor.app.id);
  assert(app, 'an app that was admitted exists');
  return addEndpoint(tx, app, { url: input.url, eventTypes: input.eventTypes ?? [] });
}
