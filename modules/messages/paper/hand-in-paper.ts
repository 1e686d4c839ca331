import { messagesContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { acceptThreadFile, keepThreadFile } from '../file/accept-thread-file.ts';
import { type AttachmentId, countFiles, removeAttachment } from '../file/attachment.store.ts';
import { appendMessage } from '../message/message.store.ts';
import { clockAfterFiles } from '../thread/move-clock.ts';
import { lockThread, type Thread, type ThreadId } from '../thread/thread.store.ts';
import { paperViewOf } from '../thread/thread-view.ts';
import { isOpen, type PaperId, stateWith } from './paper.ts';
import { publishPaperNews } from './paper-news.ts';
import { type PaperRow, readPapers, savePaperState } from './paper.store.ts';

/**
 * One file for a paper. It is looked through before anybody else waits for it; then the thread is
 * locked, and what was asked before is asked again.
 */
export async function handInPaper(
  tx: Transaction,
  { threadId, paperId }: { readonly threadId: ThreadId; readonly paperId: PaperId },
) {
  const early = await openPaper(tx, threadId, paperId);
  if (!early.ok) return early;
  const accepted = await acceptThreadFile(tx);
  if (!accepted.ok) return accepted;
  const file = accepted.value;
  const thread = (await lockThread(tx, threadId))!;
  const open = await openPaper(tx, threadId, paperId);
  if (!open.ok) return open;
  const { paper } = open.value;
  if (!paper.accepts.includes(file.kind)) return fail({ code: 'paper.kind_not_accepted' as const });
  const { count, isThere } = await countFiles(tx, paper, file.sha256);
  if (isThere) return fail({ code: 'paper.file_twice' as const });
  if (count >= contract.paperFilesMax) return fail({ code: 'paper.files_full' as const });
  await keepThreadFile(tx, { threadId, paperId, round: paper.round }, file);
  await filesChanged(tx, thread, open.value, count + 1);
  return ok(await paperViewOf(tx, threadId, paperId));
}

/** The wrong page: it is no part of the paper any more. */
export async function takeOutFile(
  tx: Transaction,
  wanted: {
    readonly threadId: ThreadId;
    readonly paperId: PaperId;
    readonly fileId: AttachmentId;
  },
) {
  const { threadId, paperId, fileId } = wanted;
  const thread = (await lockThread(tx, threadId))!;
  const open = await openPaper(tx, threadId, paperId);
  if (!open.ok) return open;
  const { paper } = open.value;
  if (!(await removeAttachment(tx, paper, fileId))) {
    return fail({ code: 'thread_file.not_found' as const });
  }
  const { count } = await countFiles(tx, paper);
  await filesChanged(tx, thread, open.value, count);
  return ok(await paperViewOf(tx, threadId, paperId));
}

type OpenPaper = { readonly paper: PaperRow; readonly papers: readonly PaperRow[] };

async function openPaper(tx: Transaction, threadId: ThreadId, paperId: PaperId) {
  const papers = await readPapers(tx, threadId);
  const paper = papers.find(({ id }) => id === paperId);
  if (!paper) return fail({ code: 'paper.not_found' as const });
  if (!isOpen(paper.state)) return fail({ code: 'paper.not_open' as const });
  return ok<OpenPaper>({ paper, papers });
}

async function filesChanged(
  tx: Transaction,
  thread: Thread,
  { paper, papers }: OpenPaper,
  count: number,
): Promise<void> {
  const state = stateWith(paper, count);
  await savePaperState(tx, paper.id, state);
  if (state === 'received' && paper.state !== 'received') {
    await appendMessage(tx, thread, { kind: 'paperReceived', paperId: paper.id });
  }
  const now = papers.map((one) => (one.id === paper.id ? { ...one, state } : one));
  await clockAfterFiles(tx, thread, papers, now);
  await publishPaperNews(tx, thread, papers, now);
}
