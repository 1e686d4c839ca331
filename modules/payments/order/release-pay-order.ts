import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { wakeDispatchers } from './create.store.ts';
import { isLinked } from './order.store.ts';
import { lockOrder, stepOrder } from './step-order.ts';

export async function releasePayOrder(
  tx: Transaction,
  input: Input<typeof contract.releasePayOrder>,
) {
  const order = await lockOrder(tx, input.payOrderId);
  if (order === null) return fail({ code: 'pay_order.not_found' as const });
  if (order.state !== 'held') return fail({ code: 'pay_order.not_held' as const });
  const dueAt = isLinked(order) ? tx.now : null;
  const view = await stepOrder(tx, order, { state: 'queued', code: null, dueAt });
  await wakeDispatchers(tx);
  return ok(view);
}
