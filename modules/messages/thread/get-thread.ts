import type { Input, messagesContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { responseHoursOf } from './response-hours.store.ts';
import { findThread } from './thread.store.ts';
import { requestViews, threadRows } from './thread-view.ts';

/** A thread with its clock and everything that was asked for in it; its words come by pages. */
export async function getThread(tx: Transaction, { threadId }: Input<typeof contract.getThread>) {
  const thread = await findThread(tx, threadId);
  if (!thread) return fail({ code: 'thread.not_found' as const });
  const [row] = await threadRows(tx, [thread]);
  const { openedAt, openedBy } = thread;
  const requests = await requestViews(tx, threadId);
  const { waitedFor } = thread;
  const responseHours = waitedFor && (await responseHoursOf(tx))[waitedFor];
  return ok({ ...row!, openedAt, openedBy, responseHours, requests, now: tx.now });
}
