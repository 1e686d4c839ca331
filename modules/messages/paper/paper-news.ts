import { publish, type Transaction } from '@heyi/platform';
import type { ThreadNews } from '../message/message.store.ts';
import type { Thread } from '../thread/thread.store.ts';
import { isHandedIn, isSettled, type PaperFacts } from './paper.ts';

/**
 * Tells once when everything required has come in, and once when all of it is accepted or not needed
 * any more. Asked for more, or sent back, it can happen again.
 */
export async function publishPaperNews(
  tx: Transaction,
  thread: Thread,
  before: readonly PaperFacts[],
  now: readonly PaperFacts[],
): Promise<void> {
  const { id: threadId, subjectKind, subjectId } = thread;
  const payload: ThreadNews = { threadId, subjectKind, subjectId };
  if (!isHandedIn(before) && isHandedIn(now)) {
    await publish(tx, { type: 'papers.received', payload });
  }
  if (!isSettled(before) && isSettled(now)) {
    await publish(tx, { type: 'papers.accepted', payload });
  }
}
