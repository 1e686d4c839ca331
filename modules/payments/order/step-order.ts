import { assert, type Id, isShardedId, shardKeyIn } from '@heyi/kernel';
import { onShard, type Transaction } from '@heyi/platform';
import { writeSteps } from './apply-findings.ts';
import { viewOrder } from './list-pay-orders.ts';
import { type LockedOrder, lockOrders } from './order.store.ts';
import type { OrderChange } from './pay-order.ts';

/** Where an order stands: a withdrawal's id names its stripe, all others are main rows. */
export function atOrder(tx: Transaction, id: Id<'pay'>): Transaction {
  return isShardedId(id) ? onShard(tx, shardKeyIn(id)) : tx;
}

/** Locks one order; null when the tenant has no such order. */
export async function lockOrder(tx: Transaction, id: Id<'pay'>): Promise<LockedOrder | null> {
  return (await lockOrders(tx, [id])).get(id) ?? null;
}

/** Moves a locked order by a person's hand: state, history and books; answers what screens show. */
export async function stepOrder(tx: Transaction, order: LockedOrder, change: Partial<OrderChange>) {
  const next = { ...order, dueAt: null, isEvent: true, ...change };
  await writeSteps(tx, [{ order, change: next, source: 'person' }]);
  return viewFound(tx, order.id);
}

export async function viewFound(tx: Transaction, id: Id<'pay'>) {
  const view = await viewOrder(tx, id);
  assert(view, 'an order that was locked can be read');
  return view;
}
