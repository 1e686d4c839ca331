import { linksAbout } from '@heyi/access';
import type { Input, messagesContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findThread } from '../thread/thread.store.ts';

/** Who was given a way into the thread, whether it was opened, and who was turned away. */
export async function listThreadLinks(
  tx: Transaction,
  { threadId }: Input<typeof contract.listThreadLinks>,
) {
  if (!(await findThread(tx, threadId))) return fail({ code: 'thread.not_found' as const });
  return ok({ rows: await linksAbout(tx, threadId) });
}
