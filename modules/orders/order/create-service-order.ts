import type { Input, ordersContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readSuppliers } from '../supplier/supplier.store.ts';
import { checkSupplierOf, checkTerms, type Terms } from './service-order.ts';
import { saveOrder, viewOrder } from './service-order.store.ts';

export async function createServiceOrder(
  tx: Transaction,
  input: Input<typeof contract.createServiceOrder>,
) {
  const checked = await checkAgreed(tx, input);
  if (!checked.ok) return checked;
  return ok(await viewOrder(tx, await saveOrder(tx, null, input)));
}

/** The terms by themselves, then the supplier they name. */
export async function checkAgreed(tx: Transaction, terms: Terms) {
  const checked = checkTerms(terms, tx.tenantId === tx.houseId);
  if (!checked.ok) return checked;
  const { supplierId } = terms;
  const [supplier = null] = supplierId ? await readSuppliers(tx, { id: supplierId }) : [];
  return checkSupplierOf(terms, supplier);
}
