import type { Id, Instant, PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { ThreadId } from '../thread/thread.store.ts';
import type { PaperFacts, PaperFileKind, PaperId, PaperState } from './paper.ts';

export type RequestId = Id<'prq'>;

export type PaperRow = PaperFacts & {
  readonly id: PaperId;
  readonly requestId: RequestId;
  readonly number: number;
  readonly name: string;
  readonly note: string | null;
  readonly accepts: PaperFileKind[];
  readonly filesMin: number;
  readonly round: number;
  readonly version: number;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
};

/** Of the thread, in the order they were asked. */
export async function readPapers(tx: Transaction, threadId: ThreadId): Promise<PaperRow[]> {
  return tx.sql<PaperRow>`
    select p.id, p.request_id as "requestId", p.number, p.name, p.note, p.accepts,
           p.files_min as "filesMin", p.is_required as "isRequired", p.state, p.round, p.version,
           p.reason, p.decided_by_name as "decidedBy", p.decided_at as "decidedAt",
           r.asked_from as "askedFrom", r.due_on as "dueOn"
      from messages.paper p
      join messages.paper_request r
        on r.shard_key = p.shard_key and r.tenant_id = p.tenant_id and r.id = p.request_id
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
       and p.thread_id = ${threadId}
     order by p.request_id, p.number`;
}

export async function threadOfPaper(tx: Transaction, id: PaperId): Promise<ThreadId | null> {
  const [row] = await tx.sql<{ threadId: ThreadId }>`
    select thread_id as "threadId" from messages.paper
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return row?.threadId ?? null;
}

export type RequestRow = {
  readonly id: RequestId;
  readonly askedFrom: 'employee' | 'clientHr';
  readonly sealedNote: Buffer | null;
  readonly dueOn: PlainDate | null;
  readonly askedBy: string;
  readonly askedAt: Instant;
};

export async function readRequests(tx: Transaction, threadId: ThreadId): Promise<RequestRow[]> {
  return tx.sql<RequestRow>`
    select id, asked_from as "askedFrom", note_sealed as "sealedNote", due_on as "dueOn",
           asked_by_name as "askedBy", asked_at as "askedAt"
      from messages.paper_request
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and thread_id = ${threadId}
     order by id`;
}

export type NewRequest = {
  readonly id: RequestId;
  readonly threadId: ThreadId;
  readonly askedFrom: 'employee' | 'clientHr';
  readonly sealedNote: Buffer | null;
  readonly dueOn: PlainDate | null;
  readonly papers: readonly {
    readonly id: PaperId;
    readonly name: string;
    readonly note: string | null;
    readonly accepts: readonly PaperFileKind[];
    readonly filesMin: number;
    readonly isRequired: boolean;
  }[];
};

export async function insertRequest(tx: Transaction, request: NewRequest): Promise<void> {
  await tx.sql`
    insert into messages.paper_request (shard_key, tenant_id, id, thread_id, asked_from,
                                        note_sealed, due_on, asked_at, asked_by_name)
    values (${tx.shardKey}, ${tx.tenantId}, ${request.id}, ${request.threadId},
            ${request.askedFrom}, ${request.sealedNote}, ${request.dueOn}, ${tx.now},
            ${tx.actor.name})`;
  await tx.sql`
    insert into messages.paper (shard_key, tenant_id, id, thread_id, request_id, number, name, note,
                                accepts, files_min, is_required, state)
    select ${tx.shardKey}, ${tx.tenantId}, w.id, ${request.threadId}, ${request.id}, w.number,
           w.name, w.note, array(select jsonb_array_elements_text(w.accepts)), w.files_min,
           w.is_required, 'asked'
      from jsonb_to_recordset(${JSON.stringify(
        request.papers.map((paper, index) => ({
          id: paper.id,
          number: index + 1,
          name: paper.name,
          note: paper.note,
          accepts: paper.accepts,
          files_min: paper.filesMin,
          is_required: paper.isRequired,
        })),
      )}::jsonb) as w (id uuid, number int, name text, note text, accepts jsonb, files_min int,
                       is_required boolean)`;
}

/** Files came or went. */
export async function savePaperState(
  tx: Transaction,
  id: PaperId,
  state: PaperState,
): Promise<void> {
  await tx.sql`
    update messages.paper set state = ${state}, version = version + 1
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

/** A refusal begins a new round. */
export async function saveDecision(
  tx: Transaction,
  id: PaperId,
  decision: { readonly state: PaperState; readonly reason: string | null },
): Promise<void> {
  const { state, reason } = decision;
  await tx.sql`
    update messages.paper
       set state = ${state}, reason = ${reason}, version = version + 1,
           round = round + case when ${state} = 'refused' then 1 else 0 end,
           decided_by_name = ${tx.actor.name}, decided_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}
