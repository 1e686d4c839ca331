import type { connectContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readEndpoints } from './endpoint.store.ts';

export async function listWebhookEndpoints(
  tx: Transaction,
  input: Input<typeof contract.listWebhookEndpoints>,
) {
  const rows = await readEndpoints(tx, { appId: input.appId ?? null, endpointId: null });
  return ok({ rows, next: null });
}
