import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findThread, type ThreadId } from '../thread/thread.store.ts';

/** The thread that the session's link is about; whether it is there is asked apart. */
export function ownThread(tx: Transaction): { threadId: ThreadId } {
  const { link } = tx.actor;
  assert(link !== null && link.aboutId !== null, 'the link is about a thread');
  return { threadId: link.aboutId as ThreadId };
}

/** The same for what the employee writes or hands in: a matter that is over takes nothing more. */
export async function openOwnThread(tx: Transaction) {
  const { threadId } = ownThread(tx);
  const thread = await findThread(tx, threadId);
  if (thread !== null && thread.closedAt !== null) return fail({ code: 'thread.closed' as const });
  return ok({ threadId });
}
