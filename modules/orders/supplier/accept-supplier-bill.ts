import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockBill, readBills } from './supplier-bill.store.ts';

export async function acceptSupplierBill(
  tx: Transaction,
  input: Input<typeof contract.acceptSupplierBill>,
) {
  const { supplierBillId: id } = input;
  const bill = await lockBill(tx, id);
  if (!bill) return fail({ code: 'supplier_bill.not_found' as const });
  if (bill.state === 'accepted') return fail({ code: 'supplier_bill.accepted' as const });
  if (bill.undecidedCount > 0) {
    return fail({ code: 'supplier_bill.undecided' as const, count: bill.undecidedCount });
  }
  await tx.sql`
    update orders.supplier_bill
       set state = 'accepted', accepted_at = ${tx.now}, accepted_by_name = ${tx.actor.name}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return ok((await readBills(tx, { id }))[0]!);
}
