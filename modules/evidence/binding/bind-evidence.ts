import { evidenceContract as contract } from '@heyi/contract';
import { fail, newId, ok, type Result } from '@heyi/kernel';
import { publishAll, type Transaction } from '@heyi/platform';
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
  const { documentId, subjectKind, ...subject } = binding;
  const bound = await bindEvidenceToAll(tx, { documentId, subjectKind, subjects: [subject] });
  if (!bound.ok) return bound;
  const id = bound.value.get(subject.subjectId);
  return id ? ok(id) : fail({ code: 'evidence.bound_already' as const });
}

export type NewBindings = Pick<NewBinding, 'documentId' | 'subjectKind'> & {
  readonly subjects: readonly Omit<NewBinding, 'documentId' | 'subjectKind'>[];
};

/** The same paper to many things at once; what it is bound to already is left out of the answer. */
export async function bindEvidenceToAll(
  tx: Transaction,
  { documentId, subjectKind, subjects }: NewBindings,
): Promise<
  Result<
    ReadonlyMap<string, BindingId>,
    { readonly code: 'evidence.not_found' | 'evidence.mark_outside' }
  >
> {
  const document = await findBindable(tx, documentId);
  if (!document) return fail({ code: 'evidence.not_found' as const });
  if (!subjects.every(({ marks = [] }) => areWithin(document, marks))) {
    return fail({ code: 'evidence.mark_outside' as const });
  }
  const rows = subjects.map((subject) => ({ marks: [], ...subject, id: newId<'evb'>() }));
  const inserted = await tx.sql<{ id: BindingId; subjectId: string }>`
    insert into evidence.binding (
           shard_key, tenant_id, id, document_id, document_tenant_id, kind, subject_kind,
           subject_id, service, period, person_name, title, marks, bound_by_name, bound_at)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, n.id, ${document.id}::uuid,
           ${document.tenantId}::uuid, ${document.kind}, ${subjectKind}, n."subjectId", n.service,
           n.period, n."personName", n.title, n.marks, ${tx.actor.name}, ${tx.now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (
             id uuid, "subjectId" uuid, service text, period text, "personName" text, title text,
             marks jsonb)
        on conflict (shard_key, tenant_id, document_id, subject_kind, subject_id)
              where revoked_at is null do nothing
    returning id, subject_id as "subjectId"`;
  const bound = new Map(inserted.map(({ id, subjectId }) => [subjectId, id]));
  await tell(tx, 'evidence.bound', { subjectKind, documentId }, [...bound.keys()]);
  return ok(bound);
}

/** What each subject is proven of now, by all that is bound to it. */
export async function tell(
  tx: Transaction,
  type: 'evidence.bound' | 'evidence.unbound',
  about: Pick<EvidenceBound, 'subjectKind' | 'documentId'>,
  subjectIds: readonly string[],
): Promise<void> {
  const proven = await provenBy(tx, about.subjectKind, subjectIds);
  await publishAll(
    tx,
    subjectIds.map((subjectId) => {
      const proves = contract.proofs.filter((proof) => proven.get(subjectId)?.has(proof));
      const payload: EvidenceBound = { ...about, subjectId, proves };
      return { type, payload };
    }),
  );
}
