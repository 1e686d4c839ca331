import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { PayOrderState } from './pay-order.ts';
import { atOrder, lockOrder, stepOrder } from './step-order.ts';

const inFlight: readonly PayOrderState[] = ['queued', 'sent', 'unknown'];

/** The machine lets go of the order; what the bank still reports of it counts all the same. */
export async function markPayOrderManual(
  tx: Transaction,
  input: Input<typeof contract.markPayOrderManual>,
) {
  const at = atOrder(tx, input.payOrderId);
  const order = await lockOrder(at, input.payOrderId);
  if (order === null) return fail({ code: 'pay_order.not_found' as const });
  if (!inFlight.includes(order.state)) return fail({ code: 'pay_order.not_in_flight' as const });
  return ok(await stepOrder(at, order, { state: 'manual', code: 'by_hand', text: input.note }));
}
