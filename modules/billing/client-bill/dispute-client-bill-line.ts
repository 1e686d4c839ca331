import type { clientBillContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockBill } from './client-bill.store.ts';
import { findLine } from './read-lines.ts';

export async function disputeClientBillLine(
  tx: Transaction,
  input: Input<typeof contract.disputeClientBillLine>,
) {
  const bill = await lockBill(tx, input.clientBillId);
  const line = bill && (await findLine(tx, bill.id, input.clientBillLineId));
  if (!line) return fail({ code: 'client_bill.line_not_found' as const });
  const isAsked = line.settlement === 'asked' && line.amount > 0 && bill.state !== 'withdrawn';
  if (!isAsked) return fail({ code: 'client_bill.line_not_asked' as const });
  if (line.dispute !== null) return fail({ code: 'client_bill.line_disputed' as const });
  await tx.sql`
    insert into billing.client_bill_dispute (shard_key, tenant_id, line_id, bill_id, reason,
                                             disputed_by_name, disputed_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${line.id}, ${bill.id}, ${input.reason},
            ${tx.actor.name}, ${tx.now})`;
  return ok((await findLine(tx, bill.id, line.id))!);
}
