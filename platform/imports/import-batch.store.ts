import type { Id } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';

export type ImportState =
  | 'checking'
  | 'checked'
  | 'committing'
  | 'committed'
  | 'failed'
  | 'discarded';

export type ImportCounts = {
  created: number;
  updated: number;
  unchanged: number;
  duplicate: number;
  invalid: number;
};

export type ImportBatch = {
  id: Id<'imp'>;
  kind: string;
  subjectId: string | null;
  fileId: Id<'fil'>;
  fileName: string;
  language: 'zh' | 'en';
  state: ImportState;
  mapping: Record<string, string>;
  columns: { header: string; target: string | null }[];
  counts: ImportCounts | null;
  errors: unknown[];
  failure: { code: string } | null;
  errorFileId: Id<'fil'> | null;
  jobId: Id<'job'> | null;
  createdAt: string;
  committedAt: string | null;
};

export async function insertBatch(
  tx: Transaction,
  batch: Pick<ImportBatch, 'id' | 'kind' | 'subjectId' | 'fileId' | 'mapping'>,
): Promise<void> {
  await tx.sql`
    insert into platform.import_batch (shard_key, tenant_id, id, kind, subject_id, file_id, language,
                                       state, mapping, account_id, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${batch.id}, ${batch.kind}, ${batch.subjectId},
            ${batch.fileId}, ${tx.language}, 'checking', ${JSON.stringify(batch.mapping)},
            ${tx.actor.accountId}, ${tx.now})`;
}

export async function lockBatch(tx: Transaction, id: Id<'imp'>): Promise<ImportBatch | null> {
  await tx.sql`
    select from platform.import_batch
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for update`;
  return readBatch(tx, id);
}

export async function readBatch(tx: Transaction, id: Id<'imp'>): Promise<ImportBatch | null> {
  const [batch] = await tx.sql<ImportBatch>`
    select b.id, b.kind, b.subject_id as "subjectId", b.file_id as "fileId", f.name as "fileName",
           b.language, b.state, b.mapping, b.columns, b.counts, b.errors, b.failure,
           b.error_file_id as "errorFileId", b.job_id as "jobId", b.created_at as "createdAt",
           b.committed_at as "committedAt"
      from platform.import_batch b
      join platform.file f
        on f.shard_key = b.shard_key and f.tenant_id = b.tenant_id and f.id = b.file_id
     where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId} and b.id = ${id}`;
  return batch ?? null;
}

export async function listBatches(
  tx: Transaction,
  filter: { kind: string | null; limit: number },
): Promise<ImportBatch[]> {
  return tx.sql<ImportBatch>`
    select b.id, b.kind, b.subject_id as "subjectId", b.file_id as "fileId", f.name as "fileName",
           b.language, b.state, b.mapping, b.columns, b.counts, b.errors, b.failure,
           b.error_file_id as "errorFileId", b.job_id as "jobId", b.created_at as "createdAt",
           b.committed_at as "committedAt"
      from platform.import_batch b
      join platform.file f
        on f.shard_key = b.shard_key and f.tenant_id = b.tenant_id and f.id = b.file_id
     where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
       and (${filter.kind}::text is null or b.kind = ${filter.kind})
     order by b.created_at desc, b.id desc
     limit ${filter.limit}`;
}

export async function saveFindings(
  tx: Transaction,
  id: Id<'imp'>,
  found: Pick<ImportBatch, 'columns' | 'counts' | 'errors' | 'errorFileId'>,
): Promise<void> {
  await tx.sql`
    update platform.import_batch
       set state = 'checked', columns = ${JSON.stringify(found.columns)},
           counts = ${JSON.stringify(found.counts)}, errors = ${JSON.stringify(found.errors)},
           error_file_id = ${found.errorFileId}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function saveState(
  tx: Transaction,
  id: Id<'imp'>,
  change: { state: ImportState; failure?: { code: string }; counts?: ImportCounts },
): Promise<void> {
  const committedAt = change.state === 'committed' ? tx.now : null;
  await tx.sql`
    update platform.import_batch
       set state = ${change.state}, failure = ${change.failure ? JSON.stringify(change.failure) : null},
           counts = coalesce(${change.counts ? JSON.stringify(change.counts) : null}::jsonb, counts),
           committed_at = ${committedAt}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function saveJob(tx: Transaction, id: Id<'imp'>, jobId: Id<'job'>): Promise<void> {
  await tx.sql`
    update platform.import_batch set job_id = ${jobId}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function readMapping(tx: Transaction, kind: string): Promise<Record<string, string>> {
  const [row] = await tx.sql<{ mapping: Record<string, string> }>`
    select mapping from platform.import_mapping
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and kind = ${kind}`;
  return row?.mapping ?? {};
}

export async function rememberMapping(tx: Transaction, batch: ImportBatch): Promise<void> {
  if (Object.keys(batch.mapping).length === 0) return;
  await tx.sql`
    insert into platform.import_mapping (shard_key, tenant_id, kind, mapping)
    values (${tx.shardKey}, ${tx.tenantId}, ${batch.kind}, ${JSON.stringify(batch.mapping)})
    on conflict (shard_key, tenant_id, kind) do update set mapping = excluded.mapping`;
}
