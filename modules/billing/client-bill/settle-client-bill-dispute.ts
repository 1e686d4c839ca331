import type { clientBillContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockBill } from './client-bill.store.ts';
import { findLine } from './read-lines.ts';

/** The line itself stays: a confirmed bill is never changed. */
export async function settleClientBillDispute(
  tx: Transaction,
  input: Input<typeof contract.settleClientBillDispute>,
) {
  const { credit, answer } = input;
  const bill = await lockBill(tx, input.clientBillId);
  const line = bill && (await findLine(tx, bill.id, input.clientBillLineId));
  if (!line) return fail({ code: 'client_bill.line_not_found' as const });
  if (line.dispute === null || line.dispute.decision !== null || bill.state === 'withdrawn') {
    return fail({ code: 'client_bill.dispute_not_open' as const });
  }
  if (credit > line.amount) return fail({ code: 'client_bill.credit_too_large' as const });
  await tx.sql`
    update billing.client_bill_dispute
       set decision = ${credit > 0 ? 'credited' : 'kept'}, credit_fen = ${credit},
           answer = ${answer}, decided_by_name = ${tx.actor.name}, decided_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and line_id = ${line.id}`;
  return ok((await findLine(tx, bill.id, line.id))!);
}
