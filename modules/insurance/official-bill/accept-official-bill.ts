import type { Input, officialBillContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { enqueue, type Transaction } from '@heyi/platform';
import { enterBillJob } from './enter-bill.ts';
import { billOf, billView, lockBill, setBillJob } from './official-bill.store.ts';

/**
 * Every difference is decided, and faults of the file are explained. One whose entering failed is
 * entered again: what was recorded of it stays.
 */
export async function acceptOfficialBill(
  tx: Transaction,
  input: Input<typeof contract.acceptOfficialBill>,
) {
  const { officialBillId: id, faultsReason = null } = input;
  const bill = await lockBill(tx, id);
  if (!bill) return fail({ code: 'official_bill.not_found' as const });
  if (bill.state !== 'read' && bill.state !== 'entryFailed') {
    return fail({ code: 'official_bill.not_read' as const });
  }
  if (bill.faultCount > 0 && faultsReason === null) {
    return fail({ code: 'official_bill.faults_open' as const });
  }
  if (bill.undecidedCount > 0) return fail({ code: 'official_bill.undecided' as const });
  await tx.sql`
    update insurance.official_bill
       set state = 'accepting', failure = null, faults_reason = ${faultsReason},
           accepted_by_name = ${tx.actor.name}, accepted_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  const wanted = { job: enterBillJob, input: { officialBillId: id }, subjectId: id };
  await setBillJob(tx, id, await enqueue(tx, wanted));
  return ok(billView((await billOf(tx, id))!));
}
