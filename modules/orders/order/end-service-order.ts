import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { countActivePeople, lockOrders, viewOrder } from './service-order.store.ts';

/** 终止. Whoever is still served after the last month has to be stopped, or taken over, first. */
export async function endServiceOrder(
  tx: Transaction,
  input: Input<typeof contract.endServiceOrder>,
) {
  const { serviceOrderId: id, lastPeriod, reason } = input;
  const order = (await lockOrders(tx)).find((one) => one.id === id);
  if (!order) return fail({ code: 'service_order.not_found' as const });
  if (order.state !== 'active') return fail({ code: 'service_order.not_active' as const });
  const isAfterEnd = order.toPeriod !== null && lastPeriod > order.toPeriod;
  if (lastPeriod < order.fromPeriod || isAfterEnd) {
    return fail({ code: 'service_order.months_reversed' as const });
  }
  const count = await countActivePeople(tx, order, lastPeriod);
  if (count > 0) return fail({ code: 'service_order.people_active' as const, count });
  await tx.sql`
    update orders.service_order
       set state = 'ended', to_period = ${lastPeriod}, ended_at = ${tx.now},
           ended_by_name = ${tx.actor.name}, end_reason = ${reason}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return ok(await viewOrder(tx, id));
}
