import type { Input, messagesContract as contract } from '@heyi/contract';
import { fail } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { handInPaper } from './hand-in-paper.ts';
import { threadOfPaper } from './paper.store.ts';

/** The client's HR or the specialist has the paper: one file of it, for the employee. */
export async function uploadPaper(
  tx: Transaction,
  { paperId }: Input<typeof contract.uploadPaper>,
) {
  const threadId = await threadOfPaper(tx, paperId);
  if (threadId === null) return fail({ code: 'paper.not_found' as const });
  return handInPaper(tx, { threadId, paperId });
}
