import { type Input, messagesContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { acceptThreadFile, keepThreadFile } from '../file/accept-thread-file.ts';
import { countLooseFiles } from '../file/attachment.store.ts';
import { readPapers } from '../paper/paper.store.ts';
import { clockAfterWords } from '../thread/move-clock.ts';
import { lockThread } from '../thread/thread.store.ts';
import { appendMessage } from './message.store.ts';
import { messageViewOf } from './message-view.ts';

/** A file beside the papers, such as a form to sign or a notice of the agency. */
export async function postThreadFile(
  tx: Transaction,
  { threadId }: Pick<Input<typeof contract.postThreadFile>, 'threadId'>,
) {
  const thread = await lockThread(tx, threadId);
  if (!thread) return fail({ code: 'thread.not_found' as const });
  if ((await countLooseFiles(tx, threadId)) >= contract.threadFilesMax) {
    return fail({ code: 'thread.files_full' as const });
  }
  const accepted = await acceptThreadFile(tx);
  if (!accepted.ok) return accepted;
  const place = { threadId, paperId: null, round: null };
  const attachmentId = await keepThreadFile(tx, place, accepted.value);
  const id = await appendMessage(tx, thread, { kind: 'file', attachmentId });
  await clockAfterWords(tx, thread, await readPapers(tx, threadId), undefined);
  return ok(await messageViewOf(tx, threadId, id));
}
