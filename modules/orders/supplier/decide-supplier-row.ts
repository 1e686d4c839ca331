import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockBill, readRows } from './supplier-bill.store.ts';

export async function decideSupplierRow(
  tx: Transaction,
  input: Input<typeof contract.decideSupplierRow>,
) {
  const { supplierBillId, rowId, decision, note } = input;
  const bill = await lockBill(tx, supplierBillId);
  if (!bill) return fail({ code: 'supplier_bill.not_found' as const });
  if (bill.state === 'accepted') return fail({ code: 'supplier_bill.accepted' as const });
  const find = async () => (await readRows(tx, supplierBillId, { id: rowId, limit: 1 }))[0];
  const row = await find();
  if (!row) return fail({ code: 'supplier_bill_row.not_found' as const });
  if (row.cause === null) return fail({ code: 'supplier_bill_row.agrees' as const });
  await tx.sql`
    update orders.supplier_bill_row
       set decision = ${decision}, decision_note = ${note}, decided_by_name = ${tx.actor.name},
           decided_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${rowId}`;
  return ok((await find())!);
}
