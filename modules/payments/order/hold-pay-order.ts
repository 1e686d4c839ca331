import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockOrder, stepOrder } from './step-order.ts';

export async function holdPayOrder(tx: Transaction, input: Input<typeof contract.holdPayOrder>) {
  const order = await lockOrder(tx, input.payOrderId);
  if (order === null) return fail({ code: 'pay_order.not_found' as const });
  if (order.state !== 'queued') return fail({ code: 'pay_order.not_queued' as const });
  return ok(await stepOrder(tx, order, { state: 'held' }));
}
