import type { Input, ordersContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readOrders } from './service-order.store.ts';

export async function listServiceOrders(
  tx: Transaction,
  input: Input<typeof contract.listServiceOrders>,
) {
  const { limit = 50, after = null, ...wanted } = input;
  const rows = await readOrders(tx, { ...wanted, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.place : null });
}
