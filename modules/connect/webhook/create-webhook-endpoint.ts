import type { connectContract as contract, Input } from '@heyi/contract';
import { fail } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockApp } from '../app/app.store.ts';
import { addEndpoint } from './add-endpoint.ts';

export async function createWebhookEndpoint(
  tx: Transaction,
  input: Input<typeof contract.createWebhookEndpoint>,
) {
  const app = await lockApp(tx, input.appId);
  if (app === null) return fail({ code: 'app.not_found' as const });
  return addEndpoint(tx, app, input);
}
