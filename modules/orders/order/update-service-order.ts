import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { checkAgreed } from './create-service-order.ts';
import { lockOrders, saveOrder, viewOrder } from './service-order.store.ts';

export async function updateServiceOrder(
  tx: Transaction,
  input: Input<typeof contract.updateServiceOrder>,
) {
  const { serviceOrderId: id } = input;
  const order = (await lockOrders(tx)).find((one) => one.id === id);
  if (!order) return fail({ code: 'service_order.not_found' as const });
  if (order.state !== 'draft') return fail({ code: 'service_order.not_draft' as const });
  const checked = await checkAgreed(tx, input);
  if (!checked.ok) return checked;
  return ok(await viewOrder(tx, await saveOrder(tx, id, input)));
}
