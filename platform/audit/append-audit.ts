import { newId } from '@heyi/kernel';
import type { AuditDetail, Transaction } from '../postgres/transaction.ts';

export type AuditEntry = { operation: string; subjectId: string | null; detail: AuditDetail };

/**
 * Appends what was done, in the transaction that did it. No secret and no personal number belongs in
 * `detail`: ids and amounts say enough.
 */
export async function appendAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const id = newId<'aud'>();
  await tx.sql`
    with entry as (
      insert into platform.audit_entry (shard_key, tenant_id, id, occurred_at, account_id, actor_name,
                                        operation, subject_id, detail, request_id)
      values (${tx.tenantShardKey}, ${tx.tenantId}, ${id}, ${tx.now}, ${tx.actor.accountId},
              ${tx.actor.name}, ${entry.operation}, ${entry.subjectId},
              ${JSON.stringify(entry.detail)}, ${tx.requestId})
      returning shard_key, tenant_id, id)
    insert into platform.audit_waiting (shard_key, tenant_id, entry_id)
    select shard_key, tenant_id, id from entry`;
}
