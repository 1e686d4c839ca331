import type { Input, messagesContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { handInPaper } from '../paper/hand-in-paper.ts';
import { openOwnThread } from './own-thread.ts';

/** One file from the phone, for a paper of the own thread. */
export async function uploadOwnPaper(
  tx: Transaction,
  { paperId }: Input<typeof contract.uploadOwnPaper>,
) {
  const own = await openOwnThread(tx);
  return own.ok ? handInPaper(tx, { ...own.value, paperId }) : own;
}
