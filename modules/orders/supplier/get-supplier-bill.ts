import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readBills, readRows } from './supplier-bill.store.ts';

export async function getSupplierBill(
  tx: Transaction,
  input: Input<typeof contract.getSupplierBill>,
) {
  const { supplierBillId: id, onlyDifferences = false, limit = 100, after } = input;
  const [bill] = await readBills(tx, { id });
  if (!bill) return fail({ code: 'supplier_bill.not_found' as const });
  const offset = /^\d{1,7}$/.test(after ?? '') ? Number.parseInt(after!, 10) : 0;
  const rows = await readRows(tx, id, { onlyDifferences, offset, limit: limit + 1 });
  const next = rows.length > limit ? String(offset + limit) : null;
  return ok({ bill, rows: rows.slice(0, limit), next });
}
