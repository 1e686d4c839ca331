import { messagesContract as contract, type Output } from '@heyi/contract';
import { formatId } from '@heyi/kernel';
import { shardKeyOf, tenantCipher, type Transaction } from '@heyi/platform';
import { type Attachment, readAttachments } from '../file/attachment.store.ts';
import { noPapers, type PaperCounts } from '../paper/paper.ts';
import { type PaperRow, readPapers, readRequests } from '../paper/paper.store.ts';
import { isOverdue } from './standing.ts';
import { findThread, type Thread, type ThreadId } from './thread.store.ts';

type ThreadView = Output<typeof contract.getThread>;
export type ThreadRow = Omit<
  ThreadView,
  'openedAt' | 'openedBy' | 'responseHours' | 'requests' | 'now'
>;
export type PaperView = Output<typeof contract.acceptPaper>;
export type FileView = PaperView['files'][number];
export type RequestView = ThreadView['requests'][number];

/** How far the papers of each thread are, of any tenant; threads without papers are missing. */
export async function paperCountsOf(
  tx: Transaction,
  threads: readonly Pick<Thread, 'id' | 'tenantId'>[],
): Promise<ReadonlyMap<ThreadId, PaperCounts>> {
  const ids = threads.map(({ id }) => id);
  const tenantIds = [...new Set(threads.map(({ tenantId }) => tenantId))];
  // Without the shard keys the index would not be taken.
  const shardKeys = tenantIds.map((tenantId) => shardKeyOf(tenantId));
  const rows = await tx.sql<PaperCounts & { threadId: ThreadId }>`
    select thread_id as "threadId",
           count(*) filter (where is_required)::int as required,
           count(*) filter (where is_required and state in ('accepted', 'waived'))::int as settled,
           count(*) filter (where state = 'received')::int as "toCheck",
           count(*) filter (where state in ('asked', 'refused'))::int as "toHandIn"
      from messages.paper
     where shard_key = any (${shardKeys}::int[]) and tenant_id = any (${tenantIds}::uuid[])
       and thread_id = any (${ids}::uuid[])
     group by thread_id`;
  return new Map(rows.map(({ threadId, ...counts }) => [threadId, counts]));
}

function threadRow(tx: Transaction, thread: Thread, papers: PaperCounts): ThreadRow {
  const { openedAt: _at, openedBy: _by, ...row } = thread;
  const prefix = contract.threadSubjectPrefixes[thread.subjectKind];
  return {
    ...row,
    subjectId: formatId(prefix, thread.subjectId),
    isOverdue: isOverdue(thread, tx.now),
    papers,
  };
}

/** The threads with the state of their papers, in their order. */
export async function threadRows(
  tx: Transaction,
  threads: readonly Thread[],
): Promise<ThreadRow[]> {
  const counts = await paperCountsOf(tx, threads);
  return threads.map((thread) => threadRow(tx, thread, counts.get(thread.id) ?? noPapers));
}

export function fileView(file: Attachment): FileView {
  const { id, name, type, size, addedBy, addedSide, addedAt } = file;
  return { id, name, type, size, addedBy, addedSide, addedAt };
}

function paperView(paper: PaperRow, files: readonly Attachment[]): PaperView {
  const { id, number, name, note, accepts, filesMin, isRequired, state, reason } = paper;
  const { decidedBy, decidedAt, version } = paper;
  const ofRound = (round: number) =>
    files
      .filter((file) => file.paperId === id && file.round === round && file.removedAt === null)
      .map(fileView);
  const handedIn = ofRound(paper.round);
  const isSentBack = state === 'refused' && handedIn.length === 0;
  return {
    id,
    number,
    name,
    note,
    accepts,
    filesMin,
    isRequired,
    state,
    reason,
    decidedBy,
    decidedAt,
    version,
    files: handedIn,
    refusedFiles: isSentBack ? ofRound(paper.round - 1) : [],
  };
}

/** Every request of the thread with its papers and their files. */
export async function requestViews(tx: Transaction, threadId: ThreadId): Promise<RequestView[]> {
  const requests = await readRequests(tx, threadId);
  if (requests.length === 0) return [];
  const [papers, files] = [await readPapers(tx, threadId), await readAttachments(tx, threadId)];
  const cipher = await tenantCipher(tx);
  return requests.map(({ sealedNote, ...request }) => ({
    ...request,
    note: sealedNote === null ? null : cipher.open(sealedNote),
    papers: papers
      .filter(({ requestId }) => requestId === request.id)
      .map((paper) => paperView(paper, files)),
  }));
}

export async function paperViewOf(tx: Transaction, threadId: ThreadId, paperId: string) {
  const requests = await requestViews(tx, threadId);
  return requests.flatMap(({ papers }) => papers).find(({ id }) => id === paperId)!;
}

export async function threadRowOf(tx: Transaction, id: ThreadId): Promise<ThreadRow> {
  const thread = await findThread(tx, id);
  const [row] = await threadRows(tx, [thread!]);
  return row!;
}
