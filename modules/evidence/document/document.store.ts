import { shardKeyOf, type StoredFile, type TenantId, type Transaction } from '@heyi/platform';
import type { DocumentId, EvidenceDocument, EvidenceKind } from './document.ts';

type NewDocument = Omit<EvidenceDocument, 'fileId' | 'fileName' | 'type' | 'sha256' | 'size'>;

/** The columns of a document, as every read of it names them. */
export async function readDocuments(
  tx: Transaction,
  tenantId: TenantId,
  ids: readonly DocumentId[],
): Promise<EvidenceDocument[]> {
  if (ids.length === 0) return [];
  return tx.sql<EvidenceDocument>`
    select d.id, d.tenant_id as "tenantId", d.kind, d.file_id as "fileId",
           d.file_name as "fileName", d.type, d.sha256, d.size, d.page_count as "pageCount",
           d.source_name as "sourceName", d.page_address as "pageAddress",
           d.verification_code as "verificationCode", d.period,
           d.captured_by_name as "capturedBy", d.captured_at as "capturedAt",
           d.recorded_at as "recordedAt"
      from evidence.document d
     where d.shard_key = ${shardKeyOf(tenantId)} and d.tenant_id = ${tenantId}
       and d.id = any (${ids}::uuid[])
     order by d.id`;
}

export async function findSame(
  tx: Transaction,
  sha256: Buffer,
  kind: EvidenceKind,
): Promise<EvidenceDocument | null> {
  const [row] = await tx.sql<{ id: DocumentId }>`
    select id from evidence.document
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and sha256 = ${sha256} and kind = ${kind}`;
  return row ? ((await readDocuments(tx, tx.tenantId, [row.id]))[0] ?? null) : null;
}

/** Two who bring in the same paper wait for each other here. */
export async function lockContent(tx: Transaction, sha256: Buffer): Promise<void> {
  const name = `${tx.tenantId} ${sha256.toString('hex')}`;
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${name}, 4727031))`;
}

export async function insertDocument(
  tx: Transaction,
  document: NewDocument,
  file: StoredFile,
): Promise<void> {
  await tx.sql`
    insert into evidence.document (
           shard_key, tenant_id, id, kind, file_id, file_name, type, sha256, size, page_count,
           source_name, page_address, verification_code, period, captured_by_name,
           captured_by_id, captured_at, recorded_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${document.id}, ${document.kind}, ${file.id},
            ${file.name}, ${file.type}, ${file.sha256}, ${file.size}, ${document.pageCount},
            ${document.sourceName}, ${document.pageAddress}, ${document.verificationCode},
            ${document.period}, ${document.capturedBy}, ${tx.actor.accountId},
            ${document.capturedAt}, ${document.recordedAt})`;
  await tx.sql`
    insert into evidence.stamp_wait (shard_key, tenant_id, document_id, next_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${document.id}, ${tx.now})`;
}

/** A paper that the tenant may see: its own, or one of the provider that is bound to it. */
export async function findVisible(
  tx: Transaction,
  id: DocumentId,
): Promise<EvidenceDocument | null> {
  const [own] = await readDocuments(tx, tx.tenantId, [id]);
  if (own) return own;
  const [bound] = await tx.sql<{ tenantId: TenantId }>`
    select document_tenant_id as "tenantId" from evidence.binding
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and document_id = ${id}
       and revoked_at is null
     limit 1`;
  return bound ? ((await readDocuments(tx, bound.tenantId, [id]))[0] ?? null) : null;
}

/** A paper that may be bound to something of the tenant: its own, or any of the provider. */
export async function findBindable(
  tx: Transaction,
  id: DocumentId,
): Promise<EvidenceDocument | null> {
  const [own] = await readDocuments(tx, tx.tenantId, [id]);
  return own ?? (await readDocuments(tx, tx.houseId, [id]))[0] ?? null;
}
