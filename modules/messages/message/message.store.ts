import type { messagesContract as contract } from '@heyi/contract';
import { type Id, type Instant, newId } from '@heyi/kernel';
import { publish, tenantCipher, type Transaction } from '@heyi/platform';
import type { AttachmentId } from '../file/attachment.store.ts';
import type { PaperId } from '../paper/paper.ts';
import { type Side, sideOf } from '../side.ts';
import type { Thread, ThreadId } from '../thread/thread.store.ts';

export type MessageId = Id<'msg'>;
export type MessageKind = (typeof contract.messageKinds)[number];

export type NewMessage = {
  readonly kind: MessageKind;
  readonly text?: string;
  readonly paperId?: PaperId;
  readonly attachmentId?: AttachmentId;
};

/** Writes into the thread, for good; what others wait for in it is told as news. */
export async function appendMessage(
  tx: Transaction,
  thread: Thread,
  message: NewMessage,
): Promise<MessageId> {
  const id = newId<'msg'>();
  const side = sideOf(tx);
  const { kind, text = null, paperId = null, attachmentId = null } = message;
  const sealed = text === null ? null : (await tenantCipher(tx)).seal(text);
  await tx.sql`
    insert into messages.message (shard_key, tenant_id, id, thread_id, kind, side, author_name,
                                  account_id, text_sealed, paper_id, attachment_id, posted_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${thread.id}, ${kind}, ${side},
            ${tx.actor.name}, ${tx.actor.accountId}, ${sealed}, ${paperId}, ${attachmentId},
            ${tx.now})`;
  await tx.sql`
    update messages.thread
       set last_posted_at = ${tx.now}, last_posted_name = ${tx.actor.name}, last_side = ${side}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${thread.id}`;
  const { id: threadId, subjectKind, subjectId } = thread;
  await publish(tx, {
    type: 'message.posted',
    payload: { threadId, subjectKind, subjectId, messageId: id, kind, side },
  });
  return id;
}

/** News of a thread, for whoever owns its subject. */
export type ThreadNews = {
  readonly threadId: ThreadId;
  readonly subjectKind: contract.ThreadSubjectKind;
  readonly subjectId: string;
};

export type MessagePosted = ThreadNews & {
  readonly messageId: MessageId;
  readonly kind: MessageKind;
  readonly side: Side;
};

export type MessageRow = {
  readonly id: MessageId;
  readonly kind: MessageKind;
  readonly side: Side;
  readonly authorName: string;
  readonly sealed: Buffer | null;
  readonly paperName: string | null;
  readonly attachmentId: AttachmentId | null;
  readonly postedAt: Instant;
};

/** Newest first, below `before`. */
export async function readMessages(
  tx: Transaction,
  threadId: ThreadId,
  page: { readonly before: string | null; readonly limit: number },
): Promise<MessageRow[]> {
  return tx.sql<MessageRow>`
    select m.id, m.kind, m.side, m.author_name as "authorName", m.text_sealed as sealed,
           p.name as "paperName", m.attachment_id as "attachmentId", m.posted_at as "postedAt"
      from messages.message m
      left join messages.paper p
        on p.shard_key = m.shard_key and p.tenant_id = m.tenant_id and p.id = m.paper_id
     where m.shard_key = ${tx.shardKey} and m.tenant_id = ${tx.tenantId}
       and m.thread_id = ${threadId}
       and (${page.before}::uuid is null or m.id < ${page.before})
     order by m.id desc limit ${page.limit}`;
}
