import type { evidenceContract as contract, Output } from '@heyi/contract';
import { formatId, type Id } from '@heyi/kernel';
import { evidenceContract } from '@heyi/contract';
import type { TenantId, Transaction } from '@heyi/platform';
import type { DocumentId, EvidenceKind } from '../document/document.ts';
import type { SubjectKind } from './subject.ts';

export type BindingId = Id<'evb'>;
type Shown = Output<typeof contract.getEvidence>['bindings'][number];

/** As it is shown, with the paper it is of. */
export type Binding = {
  readonly id: BindingId;
  readonly documentId: DocumentId;
  readonly documentTenantId: TenantId;
  readonly kind: EvidenceKind;
  readonly subjectUuid: string;
  readonly shown: Shown;
};

type Row = Omit<Shown, 'subjectId'> & Omit<Binding, 'shown'>;

type Wanted = {
  readonly id?: BindingId;
  readonly documentIds?: readonly DocumentId[];
  readonly subject?: { readonly kind: SubjectKind; readonly id: string };
};

/** Bindings in the tenant of the transaction, in the order in which they were made. */
export async function readBindings(tx: Transaction, wanted: Wanted): Promise<Binding[]> {
  const { id = null, documentIds = null, subject } = wanted;
  const rows = await tx.sql<Row>`
    select id, document_id as "documentId", document_tenant_id as "documentTenantId", kind,
           subject_kind as "subjectKind", subject_id as "subjectUuid", service, period,
           person_name as "personName", title, marks, bound_by_name as "boundBy",
           bound_at as "boundAt", revoked_by_name as "revokedBy", revoked_at as "revokedAt",
           revoke_reason as "revokeReason"
      from evidence.binding
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (${id}::uuid is null or id = ${id})
       and (${documentIds}::uuid[] is null or document_id = any (${documentIds}::uuid[]))
       and (${subject?.id ?? null}::uuid is null
            or (subject_id = ${subject?.id ?? null} and subject_kind = ${subject?.kind ?? null}))
     order by id`;
  return rows.map(({ documentId, documentTenantId, kind, subjectUuid, ...row }) => {
    const prefix = evidenceContract.evidenceSubjectPrefixes[row.subjectKind];
    const shown = { ...row, subjectId: formatId(prefix, subjectUuid) };
    return { id: row.id, documentId, documentTenantId, kind, subjectUuid, shown };
  });
}

/** Locks first, reads second. */
export async function lockBinding(tx: Transaction, id: BindingId): Promise<Binding | null> {
  await tx.sql`
    select from evidence.binding
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for update`;
  return (await readBindings(tx, { id }))[0] ?? null;
}
