import { type Id, newId, type PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { PayrollRun, RunId } from '../run/payroll-run.store.ts';

export type ApprovalWay = 'signIn' | 'stampedConfirmation' | 'inside';

export type NewApproval = {
  readonly decision: 'approved' | 'rejected';
  readonly way: ApprovalWay;
  readonly actorName: string;
  readonly contactId: Id<'cct'> | null;
  readonly fileId?: Id<'fil'>;
  readonly confirmedOn?: PlainDate;
  readonly note?: string | undefined;
};

/** Kept over the hash of the result that was looked at. */
export async function insertApproval(
  tx: Transaction,
  run: PayrollRun,
  snapshotHash: Buffer,
  approval: NewApproval,
): Promise<void> {
  await tx.sql`
    insert into payroll.approval (shard_key, tenant_id, id, run_id, calculation_id, snapshot_hash,
                                  decision, way, account_id, actor_name, contact_id, file_id,
                                  confirmed_on, note, at)
    values (${tx.shardKey}, ${tx.tenantId}, ${newId()}, ${run.id}, ${run.calculationId},
            ${snapshotHash}, ${approval.decision}, ${approval.way}, ${tx.actor.accountId},
            ${approval.actorName}, ${approval.contactId}, ${approval.fileId ?? null},
            ${approval.confirmedOn ?? null}, ${approval.note ?? null}, ${tx.now})`;
}

export async function setApprover(
  tx: Transaction,
  id: RunId,
  approver: { accountId: Id<'acc'> | null; name: string } | null,
): Promise<void> {
  await tx.sql`
    update payroll.run
       set approved_by = ${approver?.accountId ?? null}, approved_by_name = ${approver?.name ?? null}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}
