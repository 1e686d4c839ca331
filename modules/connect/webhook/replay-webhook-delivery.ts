import type { connectContract as contract, Input } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readDelivery, sendAgain } from './delivery.store.ts';
import { lockEndpoint } from './endpoint.store.ts';

export async function replayWebhookDelivery(
  tx: Transaction,
  input: Input<typeof contract.replayWebhookDelivery>,
) {
  const found = await readDelivery(tx, input.deliveryId);
  if (found === null) return fail({ code: 'webhook_delivery.not_found' as const });
  const endpoint = await lockEndpoint(tx, found.delivery.endpointId);
  if (endpoint?.state !== 'active') return fail({ code: 'webhook_endpoint.disabled' as const });
  await sendAgain(tx, [input.deliveryId]);
  const again = await readDelivery(tx, input.deliveryId);
  assert(again, 'it was read before');
  return ok(again.delivery);
}
