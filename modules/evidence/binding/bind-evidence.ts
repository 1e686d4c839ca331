import { evidenceContract as contract } from '@heyi/contract';
import { fail, newId, ok, type Result } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import type { DocumentId } from '../document/document.ts';
import { findBindable } from '../document/document.store.ts';
import type { BindingId } from './binding.store.ts';
import { areWithin, type EvidenceMark } from './marks.ts';
import { provenBy } from './proven-subjects.ts';
import type { SubjectFacts, SubjectKind } from './subject.ts';

export type NewBinding = {
  readonly documentId: DocumentId;
  readonly subjectKind: SubjectKind;
  /** A thing of the transaction's tenant: the caller has read it. */
  readonly subjectId: string;
  readonly marks?: readonly EvidenceMark[];
} & SubjectFacts;

export type BindFailure = {
  readonly code: 'evidence.not_found' | 'evidence.mark_outside' | 'evidence.bound_already';
};

/** News: a paper was bound, and what the subject is proven of with it. */
export type EvidenceBound = {
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly documentId: DocumentId;
  readonly proves: readonly contract.Proof[];
};

/**
 * Binds a paper of the tenant or of the provider to a thing of the tenant. Without marks nothing of
 * a list of the provider is shown to the client but its head.
 */
export async function bindEvidence(
  tx: Transaction,
  binding: NewBinding,
): Promise<Result<BindingId, BindFailure>> {
  const document = await findBindable(tx, binding.documentId);
  if (!document) return fail({ code: 'evidence.not_found' as const });
  const { marks = [], subjectKind, subjectId } = binding;
  if (!areWithin(document, marks)) return fail({ code: 'evidence.mark_outside' as const });
  const id: BindingId = newId<'evb'>();
  const inserted = await tx.sql`
    insert into evidence.binding (
           shard_key, tenant_id, id, document_id, document_tenant_id, kind, subject_kind,
           subject_id, service, period, person_name, title, marks, bound_by_name, bound_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${document.id}, ${document.tenantId},
            ${document.kind}, ${subjectKind}, ${subjectId}, ${binding.service},
            ${binding.period}, ${binding.personName}, ${binding.title},
            ${JSON.stringify(marks)}, ${tx.actor.name}, ${tx.now})
        on conflict (shard_key, tenant_id, document_id, subject_kind, subject_id)
              where revoked_at is null do nothing
    returning id`;
  if (inserted.length === 0) return fail({ code: 'evidence.bound_already' as const });
  await tell(tx, 'evidence.bound', { subjectKind, subjectId, documentId: document.id });
  return ok(id);
}

/** What the subject is proven of now, by all that is bound to it. */
export async function tell(
  tx: Transaction,
  type: 'evidence.bound' | 'evidence.unbound',
  about: Omit<EvidenceBound, 'proves'>,
): Promise<void> {
  const proven = await provenBy(tx, about.subjectKind, [about.subjectId]);
  const proves = contract.proofs.filter((proof) => proven.get(about.subjectId)?.has(proof));
  const payload: EvidenceBound = { ...about, proves };
  await publish(tx, { type, payload });
}
