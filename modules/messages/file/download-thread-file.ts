import type { Input, messagesContract as contract } from '@heyi/contract';
import { assert, fail, formatId, ok } from '@heyi/kernel';
import { appendAudit, may, readFile, type Transaction } from '@heyi/platform';
import type { ThreadId } from '../thread/thread.store.ts';
import { type AttachmentId, readAttachments } from './attachment.store.ts';

/** A file of the thread; who opened it, and which version, is written down. */
export async function openThreadFile(
  tx: Transaction,
  wanted: {
    readonly threadId: ThreadId;
    readonly fileId: AttachmentId;
    readonly version: 'shown' | 'original';
  },
) {
  const files = await readAttachments(tx, wanted.threadId);
  const found = files.find(({ id }) => id === wanted.fileId);
  if (!found) return fail({ code: 'thread_file.not_found' as const });
  const isShown = wanted.version === 'shown';
  const file = await readFile(tx, isShown ? found.shownFileId : found.originalFileId);
  assert(file, 'a file of a thread is kept');
  await appendAudit(tx, {
    operation: isShown ? 'downloadThreadFile' : 'downloadThreadFile.original',
    subjectId: wanted.threadId,
    detail: {
      threadId: formatId('thr', wanted.threadId),
      fileId: formatId('att', wanted.fileId),
      sha256: file.sha256.toString('hex'),
    },
  });
  return ok({ name: file.name, type: file.type, body: file.content });
}

/** The copy without hidden data; the original only for whoever decides about papers. */
export async function downloadThreadFile(
  tx: Transaction,
  { threadId, fileId, version = 'shown' }: Input<typeof contract.downloadThreadFile>,
) {
  const opened = await openThreadFile(tx, { threadId, fileId, version });
  if (!opened.ok) return opened;
  if (version === 'original' && !may(tx, 'paper:decide')) {
    return fail({ code: 'thread_file.original_closed' as const });
  }
  return opened;
}
