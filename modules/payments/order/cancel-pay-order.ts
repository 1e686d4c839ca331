import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { isCancellable } from './pay-order.ts';
import { lockOrder, stepOrder } from './step-order.ts';

export async function cancelPayOrder(
  tx: Transaction,
  input: Input<typeof contract.cancelPayOrder>,
) {
  const order = await lockOrder(tx, input.payOrderId);
  if (order === null) return fail({ code: 'pay_order.not_found' as const });
  if (!isCancellable(order)) return fail({ code: 'pay_order.not_queued' as const });
  return ok(await stepOrder(tx, order, { state: 'cancelled' }));
}
