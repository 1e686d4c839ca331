import type { Id, Instant } from '@heyi/kernel';
import type { FileId, Transaction } from '@heyi/platform';
import type { PaperId } from '../paper/paper.ts';
import { type Side, sideOf } from '../side.ts';
import type { ThreadId } from '../thread/thread.store.ts';

export type AttachmentId = Id<'att'>;

export type Attachment = {
  readonly id: AttachmentId;
  readonly threadId: ThreadId;
  readonly paperId: PaperId | null;
  readonly round: number | null;
  readonly originalFileId: FileId;
  readonly shownFileId: FileId;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly addedSide: Side;
  readonly addedBy: string;
  readonly addedAt: Instant;
  readonly removedAt: Instant | null;
};

export type NewAttachment = Pick<
  Attachment,
  | 'id'
  | 'threadId'
  | 'paperId'
  | 'round'
  | 'originalFileId'
  | 'shownFileId'
  | 'name'
  | 'type'
  | 'size'
> & { readonly sha256: Buffer };

export async function insertAttachment(tx: Transaction, file: NewAttachment): Promise<void> {
  await tx.sql`
    insert into messages.attachment (shard_key, tenant_id, id, thread_id, paper_id, round,
                                     original_file_id, shown_file_id, name, type, size, sha256,
                                     side, added_by_name, added_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${file.id}, ${file.threadId}, ${file.paperId},
            ${file.round}, ${file.originalFileId}, ${file.shownFileId}, ${file.name}, ${file.type},
            ${file.size}, ${file.sha256}, ${sideOf(tx)}, ${tx.actor.name}, ${tx.now})`;
}

/** Every file of the thread in the order it came, also those that were taken out. */
export async function readAttachments(tx: Transaction, threadId: ThreadId): Promise<Attachment[]> {
  return tx.sql<Attachment>`
    select id, thread_id as "threadId", paper_id as "paperId", round,
           original_file_id as "originalFileId", shown_file_id as "shownFileId", name, type, size,
           side as "addedSide", added_by_name as "addedBy", added_at as "addedAt",
           removed_at as "removedAt"
      from messages.attachment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and thread_id = ${threadId}
     order by id`;
}

/** How many files of the round the paper has, and whether this content is one of them. */
export async function countFiles(
  tx: Transaction,
  paper: { readonly id: PaperId; readonly round: number },
  sha256: Buffer | null = null,
): Promise<{ count: number; isThere: boolean }> {
  const [row] = await tx.sql<{ count: number; isThere: boolean }>`
    select count(*)::int as count,
           coalesce(bool_or(sha256 = ${sha256}::bytea), false) as "isThere"
      from messages.attachment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and paper_id = ${paper.id} and round = ${paper.round} and removed_at is null`;
  return row!;
}

/** Beside the papers. */
export async function countLooseFiles(tx: Transaction, threadId: ThreadId): Promise<number> {
  const [row] = await tx.sql<{ count: number }>`
    select count(*)::int as count from messages.attachment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and thread_id = ${threadId} and paper_id is null`;
  return row!.count;
}

/** False when it is no file of the paper's round, or was taken out before. */
export async function removeAttachment(
  tx: Transaction,
  paper: { readonly id: PaperId; readonly round: number },
  id: AttachmentId,
): Promise<boolean> {
  const removed = await tx.sql`
    update messages.attachment set removed_at = ${tx.now}, removed_by_name = ${tx.actor.name}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       and paper_id = ${paper.id} and round = ${paper.round} and removed_at is null
    returning id`;
  return removed.length > 0;
}
