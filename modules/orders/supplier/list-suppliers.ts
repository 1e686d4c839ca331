import type { Input, ordersContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readSuppliers } from './supplier.store.ts';

export async function listSuppliers(tx: Transaction, input: Input<typeof contract.listSuppliers>) {
  return ok({ rows: await readSuppliers(tx, input) });
}
