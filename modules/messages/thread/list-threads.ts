import { messagesContract as contract, type Input } from '@heyi/contract';
import { isUuid, ok, parseId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findThreads, type ThreadId } from './thread.store.ts';
import { threadRows } from './thread-view.ts';

const rowsDefault = 50;

/** The newest thread first; those of one subject, one employment or one side that is waited for. */
export async function listThreads(tx: Transaction, input: Input<typeof contract.listThreads>) {
  const { subjectKind, subjectId, employmentId = null, waitedFor = null } = input;
  const limit = input.limit ?? rowsDefault;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const prefix = contract.threadSubjectPrefixes[subjectKind ?? 'orderLine'];
  const subject = subjectId === undefined ? null : parseId(prefix, subjectId);
  if (subjectId !== undefined && subject === null) return ok({ rows: [], next: null });
  const found = await tx.sql<{ id: ThreadId }>`
    select id from messages.thread
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (${subjectKind ?? null}::text is null or subject_kind = ${subjectKind ?? null})
       and (${subject}::uuid is null or subject_id = ${subject})
       and (${employmentId}::uuid is null or employment_id = ${employmentId})
       and (${waitedFor}::text is null or waited_for = ${waitedFor})
       and (${after}::uuid is null or id < ${after})
     order by id desc limit ${limit + 1}`;
  const ids = found.slice(0, limit).map(({ id }) => id);
  const byId = new Map((await findThreads(tx, ids)).map((thread) => [thread.id, thread]));
  const rows = await threadRows(
    tx,
    ids.map((id) => byId.get(id)!),
  );
  return ok({ rows, next: found.length > limit ? ids.at(-1)! : null });
}
