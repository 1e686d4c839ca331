import { newId } from '@heyi/kernel';
import { publishAll, type Transaction } from '@heyi/platform';
import type { MessagePosted } from '../message/message.store.ts';
import { sideOf } from '../side.ts';
import type { SubjectKind, ThreadId } from './thread.store.ts';

/**
 * 办结: the matters are over. Nobody is waited for, and the employees' pages say so. Whoever of the
 * provider or the client writes opens a thread again. Answers how many were closed.
 */
export async function closeThreads(
  tx: Transaction,
  of: { readonly subjectKind: SubjectKind; readonly subjectIds: readonly string[] },
): Promise<number> {
  const threads = await tx.sql<{ id: ThreadId; subjectId: string }>`
    select id, subject_id as "subjectId" from messages.thread
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and subject_kind = ${of.subjectKind} and subject_id = any (${of.subjectIds}::uuid[])
       and closed_at is null
     order by id for update`;
  if (threads.length === 0) return 0;
  const side = sideOf(tx);
  const told = threads.map(({ id: threadId, subjectId }): MessagePosted => {
    const messageId = newId<'msg'>();
    const { subjectKind } = of;
    return { threadId, subjectKind, subjectId, messageId, kind: 'threadClosed', side };
  });
  const ids = told.map(({ threadId }) => threadId);
  await tx.sql`
    insert into messages.message (shard_key, tenant_id, id, thread_id, kind, side, author_name,
                                  account_id, posted_at)
    select ${tx.shardKey}, ${tx.tenantId}, n.id, n.thread_id, 'threadClosed', ${side},
           ${tx.actor.name}, ${tx.actor.accountId}::uuid, ${tx.now}::timestamptz
      from unnest(${told.map(({ messageId }) => messageId)}::uuid[], ${ids}::uuid[])
             as n (id, thread_id)`;
  await tx.sql`
    update messages.thread
       set closed_at = ${tx.now}, waited_for = null, waiting_since = null, due_at = null,
           escalated_at = null, last_posted_at = ${tx.now}, last_posted_name = ${tx.actor.name},
           last_side = ${side}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any (${ids}::uuid[])`;
  await publishAll(
    tx,
    told.map((payload) => ({ type: 'message.posted', payload })),
  );
  return threads.length;
}
