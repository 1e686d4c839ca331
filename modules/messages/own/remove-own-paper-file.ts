import type { Input, messagesContract as contract } from '@heyi/contract';
import { fail } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { takeOutFile } from '../paper/hand-in-paper.ts';
import { threadOfPaper } from '../paper/paper.store.ts';
import { openOwnThread } from './own-thread.ts';

/** The wrong photo: taken out again before it is looked at. */
export async function removeOwnPaperFile(
  tx: Transaction,
  { paperId, fileId }: Input<typeof contract.removeOwnPaperFile>,
) {
  const own = await openOwnThread(tx);
  if (!own.ok) return own;
  const { threadId } = own.value;
  if ((await threadOfPaper(tx, paperId)) !== threadId) {
    return fail({ code: 'paper.not_found' as const });
  }
  return takeOutFile(tx, { threadId, paperId, fileId });
}
