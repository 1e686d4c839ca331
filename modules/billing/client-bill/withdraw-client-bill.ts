import type { clientBillContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockBill } from './client-bill.store.ts';
import { viewBill } from './read-bills.ts';

/** The bill and its lines stay; what they held may be billed anew. */
export async function withdrawClientBill(
  tx: Transaction,
  input: Input<typeof contract.withdrawClientBill>,
) {
  const bill = await lockBill(tx, input.clientBillId);
  if (bill === null) return fail({ code: 'client_bill.not_found' as const });
  if (bill.state !== 'estimate') return fail({ code: 'client_bill.not_estimate' as const });
  await tx.sql`
    update billing.client_bill
       set state = 'withdrawn', withdrawn_at = ${tx.now}, withdrawn_by_name = ${tx.actor.name},
           withdrawal_reason = ${input.reason}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${bill.id}`;
  await tx.sql`
    update billing.client_bill_line set is_withdrawn = true
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${bill.id}`;
  return ok(await viewBill(tx, bill.id));
}
