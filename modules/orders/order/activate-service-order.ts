import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { openLines } from '../intake/open-lines.ts';
import { overlaps } from './service-order.ts';
import { lockOrders, viewOrder } from './service-order.store.ts';

/** 生效. Tasks that were waiting for an order get their lines at once. */
export async function activateServiceOrder(
  tx: Transaction,
  input: Input<typeof contract.activateServiceOrder>,
) {
  const { serviceOrderId: id } = input;
  const orders = await lockOrders(tx);
  const order = orders.find((one) => one.id === id);
  if (!order) return fail({ code: 'service_order.not_found' as const });
  if (order.state !== 'draft') return fail({ code: 'service_order.not_draft' as const });
  const isTaken = orders.some(
    (other) =>
      other.state !== 'draft' &&
      other.cityCode === order.cityCode &&
      other.items.some((item) => order.items.includes(item)) &&
      overlaps(other, order),
  );
  if (isTaken) return fail({ code: 'service_order.overlaps' as const });
  await tx.sql`
    update orders.service_order set state = 'active', activated_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  await openLines(tx);
  return ok(await viewOrder(tx, id));
}
