import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { compareBill } from './supplier-bill.ts';
import { billedRows, lockBill, readBills, replaceRows, worksOf } from './supplier-bill.store.ts';
import { readSuppliers } from './supplier.store.ts';

export async function compareSupplierBill(
  tx: Transaction,
  input: Input<typeof contract.compareSupplierBill>,
) {
  const { supplierBillId: id } = input;
  const bill = await lockBill(tx, id);
  if (!bill) return fail({ code: 'supplier_bill.not_found' as const });
  if (bill.state === 'accepted') return fail({ code: 'supplier_bill.accepted' as const });
  const [supplier] = await readSuppliers(tx, { id: bill.supplierId });
  const rows = await billedRows(tx, id);
  const works = await worksOf(tx, bill.supplierId, bill.period);
  await replaceRows(tx, id, compareBill(rows, works, supplier!.prices));
  return ok((await readBills(tx, { id }))[0]!);
}
