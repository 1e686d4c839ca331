import type { Input, ordersContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readBills } from './supplier-bill.store.ts';

export async function listSupplierBills(
  tx: Transaction,
  input: Input<typeof contract.listSupplierBills>,
) {
  return ok({ rows: await readBills(tx, input) });
}
