import type { Instant } from '@heyi/kernel';
import { shardKeyOf, type TenantId, type Transaction } from '@heyi/platform';
import type { EvidenceMark } from '../binding/marks.ts';
import { readHeads } from '../copy/head.store.ts';
import { readBindings } from '../binding/binding.store.ts';
import type { DocumentId, EvidenceDocument, EvidenceView } from './document.ts';

type Stamp = { id: DocumentId; stampedAt: Instant | null; failure: string | null };

export async function viewOf(tx: Transaction, document: EvidenceDocument): Promise<EvidenceView> {
  return (await viewsOf(tx, [document]))[0]!;
}

/** Documents with their stamps, and their bindings in the tenant of the transaction. */
export async function viewsOf(
  tx: Transaction,
  documents: readonly EvidenceDocument[],
): Promise<EvidenceView[]> {
  const stamps = new Map<DocumentId, Stamp>();
  const heads = new Map<DocumentId, EvidenceMark[]>();
  for (const tenantId of new Set(documents.map((document) => document.tenantId))) {
    const ids = documents.filter((one) => one.tenantId === tenantId).map(({ id }) => id);
    for (const stamp of await readStamps(tx, tenantId, ids)) stamps.set(stamp.id, stamp);
    for (const [id, head] of await readHeads(tx, tenantId, ids)) heads.set(id, head);
  }
  const bindings = await readBindings(tx, { documentIds: documents.map(({ id }) => id) });
  return documents.map((document) => {
    const { tenantId, fileId: _, sha256, ...shown } = document;
    const stampedAt = stamps.get(document.id)?.stampedAt ?? null;
    return {
      ...shown,
      sha256: sha256.toString('hex'),
      holderId: tenantId,
      stampState: stampedAt === null ? ('waiting' as const) : ('stamped' as const),
      stampedAt,
      stampFailure: stamps.get(document.id)?.failure ?? null,
      head: heads.get(document.id) ?? [],
      isOriginalShown: seesOriginal(tx, document),
      bindings: bindings
        .filter((one) => one.documentId === document.id)
        .map(({ shown: one }) => one),
    };
  });
}

/** The provider's own people, the system, and the people of the tenant whose paper it is. */
export function seesOriginal(tx: Transaction, document: EvidenceDocument): boolean {
  const home = tx.actor.tenantId;
  return home === null || home === tx.houseId || home === document.tenantId;
}

function readStamps(
  tx: Transaction,
  tenantId: TenantId,
  ids: readonly DocumentId[],
): Promise<Stamp[]> {
  return tx.sql<Stamp>`
    select d.id, s.stamped_at as "stampedAt", w.failure
      from evidence.document d
      left join evidence.time_stamp s
        on s.shard_key = d.shard_key and s.tenant_id = d.tenant_id and s.document_id = d.id
      left join evidence.stamp_wait w
        on w.shard_key = d.shard_key and w.tenant_id = d.tenant_id and w.document_id = d.id
     where d.shard_key = ${shardKeyOf(tenantId)} and d.tenant_id = ${tenantId}
       and d.id = any (${ids}::uuid[])`;
}
