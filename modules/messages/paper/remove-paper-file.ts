import type { Input, messagesContract as contract } from '@heyi/contract';
import { fail } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { takeOutFile } from './hand-in-paper.ts';
import { threadOfPaper } from './paper.store.ts';

/** Takes a wrong page out of a paper that is not decided yet. */
export async function removePaperFile(
  tx: Transaction,
  { paperId, fileId }: Input<typeof contract.removePaperFile>,
) {
  const threadId = await threadOfPaper(tx, paperId);
  if (threadId === null) return fail({ code: 'paper.not_found' as const });
  return takeOutFile(tx, { threadId, paperId, fileId });
}
