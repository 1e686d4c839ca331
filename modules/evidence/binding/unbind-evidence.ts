import type { Transaction } from '@heyi/platform';
import type { DocumentId } from '../document/document.ts';
import { tell } from './bind-evidence.ts';
import type { SubjectKind } from './subject.ts';

/** Takes all bindings of a thing back: what they were to prove was taken back itself. */
export async function unbindEvidence(
  tx: Transaction,
  subject: {
    readonly subjectKind: SubjectKind;
    readonly subjectId: string;
    readonly reason: string;
  },
): Promise<void> {
  const { subjectKind, subjectId, reason } = subject;
  const revoked = await tx.sql<{ documentId: DocumentId }>`
    update evidence.binding
       set revoked_at = ${tx.now}, revoked_by_name = ${tx.actor.name}, revoke_reason = ${reason}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and subject_id = ${subjectId} and subject_kind = ${subjectKind} and revoked_at is null
    returning document_id as "documentId"`;
  for (const { documentId } of revoked) {
    await tell(tx, 'evidence.unbound', { subjectKind, documentId }, [subjectId]);
  }
}
