import type { Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { noPapers, type PaperCounts } from '../paper/paper.ts';
import type { Side } from '../side.ts';
import { isOverdue } from './standing.ts';
import { findThreads, type ThreadId } from './thread.store.ts';
import { paperCountsOf } from './thread-view.ts';

export type ThreadState = {
  readonly threadId: ThreadId;
  readonly waitedFor: Side | null;
  readonly dueAt: Instant | null;
  readonly isOverdue: boolean;
  readonly lastPostedAt: Instant | null;
  readonly papers: PaperCounts;
};

/** Where threads of the tenant stand, by their ids; set-based, for lists of other modules. */
export async function threadStates(
  tx: Transaction,
  ids: readonly ThreadId[],
): Promise<ReadonlyMap<ThreadId, ThreadState>> {
  const threads = await findThreads(tx, ids);
  const counts = await paperCountsOf(tx, threads);
  return new Map(
    threads.map((thread) => {
      const { id: threadId, waitedFor, dueAt, lastPostedAt } = thread;
      const papers = counts.get(threadId) ?? noPapers;
      const overdue = isOverdue(thread, tx.now);
      return [threadId, { threadId, waitedFor, dueAt, isOverdue: overdue, lastPostedAt, papers }];
    }),
  );
}
