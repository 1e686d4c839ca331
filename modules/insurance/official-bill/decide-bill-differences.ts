import type { Input, officialBillContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockBill } from './official-bill.store.ts';

/** Those named, decided before or not; by cause only those that are open. */
export async function decideBillDifferences(
  tx: Transaction,
  input: Input<typeof contract.decideBillDifferences>,
) {
  const { officialBillId, differenceIds = null, cause = null, decision, note = null } = input;
  const bill = await lockBill(tx, officialBillId);
  if (!bill) return fail({ code: 'official_bill.not_found' as const });
  if (bill.state !== 'read') return fail({ code: 'official_bill.not_read' as const });
  if ((differenceIds?.length ?? 0) === 0 && cause === null) {
    return fail({ code: 'bill_difference.not_named' as const });
  }
  const decided = await tx.sql<{ employmentId: string | null }>`
    update insurance.bill_difference
       set decision = ${decision}, note = ${note}, decided_by_name = ${tx.actor.name},
           decided_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and bill_id = ${officialBillId}
       and (id = any (${differenceIds}::uuid[])
            or (${differenceIds}::uuid[] is null and cause = ${cause} and decision is null))
    returning employment_id as "employmentId"`;
  // What is nobody's of ours becomes no line of anybody.
  if (decision === 'takeBill' && decided.some(({ employmentId }) => employmentId === null)) {
    return fail({ code: 'bill_difference.person_unknown' as const });
  }
  return ok({ decided: decided.length });
}
