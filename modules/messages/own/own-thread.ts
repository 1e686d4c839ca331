import { assert } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { ThreadId } from '../thread/thread.store.ts';

/** The thread that the session's link is about; whether it is there is asked apart. */
export function ownThread(tx: Transaction): { threadId: ThreadId } {
  const { link } = tx.actor;
  assert(link !== null && link.aboutId !== null, 'the link is about a thread');
  return { threadId: link.aboutId as ThreadId };
}
