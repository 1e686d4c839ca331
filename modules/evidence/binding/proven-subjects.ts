import { evidenceContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import type { EvidenceKind } from '../document/document.ts';
import type { SubjectKind } from './subject.ts';

type Row = { subjectId: string; service: contract.EvidenceService; kinds: EvidenceKind[] };

/** Which of the subjects are proven of it, by papers whose bindings stand. */
export async function provenSubjects(
  tx: Transaction,
  subjectKind: SubjectKind,
  ids: readonly string[],
  proof: contract.Proof,
): Promise<Set<string>> {
  const proven = await provenBy(tx, subjectKind, ids);
  return new Set(ids.filter((id) => proven.get(id)?.has(proof)));
}

/** What each subject is proven of; a subject without papers is not in it. */
export async function provenBy(
  tx: Transaction,
  subjectKind: SubjectKind,
  ids: readonly string[],
): Promise<Map<string, Set<contract.Proof>>> {
  const rows = await tx.sql<Row>`
    select subject_id as "subjectId", service, array_agg(distinct kind) as kinds
      from evidence.binding
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and subject_id = any (${ids}::uuid[]) and subject_kind = ${subjectKind}
       and revoked_at is null
     group by subject_id, service`;
  const proven = new Map<string, Set<contract.Proof>>();
  for (const { subjectId, service, kinds } of rows) {
    const found = proven.get(subjectId) ?? new Set();
    for (const proof of contract.proofsOf(service, new Set(kinds))) found.add(proof);
    proven.set(subjectId, found);
  }
  return proven;
}
