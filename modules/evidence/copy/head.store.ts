import { newId } from '@heyi/kernel';
import { shardKeyOf, type TenantId, type Transaction } from '@heyi/platform';
import type { EvidenceMark } from '../binding/marks.ts';
import type { DocumentId, EvidenceDocument } from '../document/document.ts';

type Row = { id: DocumentId; marks: EvidenceMark[] };

/** The head of each paper as it was last marked; a paper without one is not in it. */
export async function readHeads(
  tx: Transaction,
  holder: TenantId,
  ids: readonly DocumentId[],
): Promise<Map<DocumentId, EvidenceMark[]>> {
  const rows = await tx.sql<Row>`
    select distinct on (document_id) document_id as id, marks
      from evidence.head
     where shard_key = ${shardKeyOf(holder)} and tenant_id = ${holder}
       and document_id = any (${ids}::uuid[])
     order by document_id, id desc`;
  return new Map(rows.map(({ id, marks }) => [id, marks]));
}

export async function insertHead(
  tx: Transaction,
  { id, tenantId }: EvidenceDocument,
  marks: readonly EvidenceMark[],
): Promise<void> {
  await tx.sql`
    insert into evidence.head (shard_key, tenant_id, id, document_id, marks, marked_by_name,
                               marked_at)
    values (${shardKeyOf(tenantId)}, ${tenantId}, ${newId()}, ${id}, ${JSON.stringify(marks)},
            ${tx.actor.name}, ${tx.now})`;
}
