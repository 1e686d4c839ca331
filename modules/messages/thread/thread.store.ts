import type { messagesContract as contract } from '@heyi/contract';
import type { Id, Instant } from '@heyi/kernel';
import { shardKeyOf, type TenantId, type Transaction } from '@heyi/platform';
import type { Side } from '../side.ts';
import type { Standing } from './standing.ts';

export type ThreadId = Id<'thr'>;
export type SubjectKind = contract.ThreadSubjectKind;
export type ThreadWait = contract.ThreadWait;

export type Thread = Standing & {
  readonly id: ThreadId;
  readonly tenantId: TenantId;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly employmentId: Id<'emp'>;
  readonly personId: Id<'per'>;
  readonly personName: string;
  readonly title: string;
  readonly openedAt: Instant;
  readonly openedBy: string;
  readonly lastPostedAt: Instant | null;
  readonly lastPostedBy: string | null;
  readonly lastSide: Side | null;
  readonly isEscalated: boolean;
  readonly closedAt: Instant | null;
};

export type NewThread = Pick<
  Thread,
  'id' | 'subjectKind' | 'subjectId' | 'employmentId' | 'personId' | 'personName' | 'title'
>;

/** One thread a subject: of two who open it, both get the same. */
export async function insertThread(tx: Transaction, thread: NewThread): Promise<ThreadId> {
  await tx.sql`
    insert into messages.thread (shard_key, tenant_id, id, subject_kind, subject_id, employment_id,
                                 person_id, person_name, title, opened_at, opened_by_name)
    values (${tx.shardKey}, ${tx.tenantId}, ${thread.id}, ${thread.subjectKind},
            ${thread.subjectId}, ${thread.employmentId}, ${thread.personId}, ${thread.personName},
            ${thread.title}, ${tx.now}, ${tx.actor.name})
    on conflict (shard_key, tenant_id, subject_kind, subject_id) do nothing`;
  const found = await findThreadOf(tx, thread);
  return found!;
}

export async function findThreadOf(
  tx: Transaction,
  subject: { readonly subjectKind: SubjectKind; readonly subjectId: string },
): Promise<ThreadId | null> {
  const [row] = await tx.sql<{ id: ThreadId }>`
    select id from messages.thread
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and subject_kind = ${subject.subjectKind} and subject_id = ${subject.subjectId}`;
  return row?.id ?? null;
}

export async function findThread(tx: Transaction, id: ThreadId): Promise<Thread | null> {
  const [thread] = await findThreads(tx, [id]);
  return thread ?? null;
}

/** Whatever happens in a thread, its papers and its clock happens one after the other. */
export async function lockThread(tx: Transaction, id: ThreadId): Promise<Thread | null> {
  const [row] = await tx.sql`
    select id from messages.thread
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for update`;
  return row ? findThread(tx, id) : null;
}

/** Somebody who is waited for opens it again; whom it was late for is told no more. */
export async function saveStanding(
  tx: Transaction,
  id: ThreadId,
  { waitedFor, waitingSince, dueAt, answeredAt }: Standing,
): Promise<void> {
  await tx.sql`
    update messages.thread
       set waited_for = ${waitedFor}, waiting_since = ${waitingSince}, due_at = ${dueAt},
           answered_at = ${answeredAt},
           closed_at = case when ${waitedFor}::text is null then closed_at end,
           escalated_at = case when waiting_since = ${waitingSince} then escalated_at end
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function saveReopened(tx: Transaction, id: ThreadId): Promise<void> {
  await tx.sql`
    update messages.thread set closed_at = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export function findThreads(tx: Transaction, ids: readonly ThreadId[]): Promise<Thread[]> {
  return threadsOf(tx, [tx.tenantId], ids);
}

/** Threads of any tenant that the transaction sees. */
async function threadsOf(
  tx: Transaction,
  tenantIds: readonly TenantId[],
  ids: readonly ThreadId[],
): Promise<Thread[]> {
  const shardKeys = tenantIds.map((tenantId) => shardKeyOf(tenantId));
  return tx.sql<Thread>`
    select id, tenant_id as "tenantId", subject_kind as "subjectKind", subject_id as "subjectId",
           employment_id as "employmentId", person_id as "personId", person_name as "personName",
           title, opened_at as "openedAt", opened_by_name as "openedBy",
           waited_for as "waitedFor", waiting_since as "waitingSince", due_at as "dueAt",
           answered_at as "answeredAt", last_posted_at as "lastPostedAt",
           last_posted_name as "lastPostedBy", last_side as "lastSide",
           escalated_at is not null as "isEscalated", closed_at as "closedAt"
      from messages.thread
     where shard_key = any (${shardKeys}::int[]) and tenant_id = any (${tenantIds}::uuid[])
       and id = any (${ids}::uuid[])`;
}

/** What waits, for which side, and of which client; null means all of them. */
export type WaitingWanted = {
  readonly what: ThreadWait;
  readonly side: Side;
  readonly clientId: TenantId | null;
};

/** Threads in which something waits in every tenant the transaction sees, soonest due first. */
export async function findWaitingThreads(
  tx: Transaction,
  { what, side, clientId, limit }: WaitingWanted & { readonly limit: number },
): Promise<Thread[]> {
  const found = await tx.sql<{ id: ThreadId; tenantId: TenantId }>`
    select thread_id as id, tenant_id as "tenantId" from messages.waiting_thread
     where what = ${what} and side = ${side}
       and (${clientId}::uuid is null or tenant_id = ${clientId})
     order by due_at, thread_id limit ${limit}`;
  const tenantIds = [...new Set(found.map(({ tenantId }) => tenantId))];
  const threads = await threadsOf(
    tx,
    tenantIds,
    found.map(({ id }) => id),
  );
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  return found.map(({ id }) => byId.get(id)!);
}

export type WaitingCount = {
  readonly clientId: TenantId;
  readonly count: number;
  readonly dueAt: Instant | null;
};

/** The same threads, counted by client. */
export async function countWaitingThreads(
  tx: Transaction,
  { what, side }: Pick<WaitingWanted, 'what' | 'side'>,
): Promise<WaitingCount[]> {
  return tx.sql<WaitingCount>`
    select tenant_id as "clientId", count(*)::int as count, min(due_at) as "dueAt"
      from messages.waiting_thread
     where what = ${what} and side = ${side}
     group by tenant_id`;
}
