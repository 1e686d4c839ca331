import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readOrders } from './service-order.store.ts';

export async function getServiceOrder(
  tx: Transaction,
  input: Input<typeof contract.getServiceOrder>,
) {
  const [row] = await readOrders(tx, { id: input.serviceOrderId, clientId: tx.tenantId });
  return row ? ok(row) : fail({ code: 'service_order.not_found' as const });
}
