import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readMessages } from '../message/message.store.ts';
import { messageViews } from '../message/message-view.ts';
import { readPapers } from '../paper/paper.store.ts';
import { isOverdue } from '../thread/standing.ts';
import { findThread } from '../thread/thread.store.ts';
import { requestViews } from '../thread/thread-view.ts';
import { ownStepOf } from './own-step.ts';
import { ownThread } from './own-thread.ts';

const messagesShown = 200;

/** The employee's own matter on the phone: what to hand in, what was said, what happens next. */
export async function getOwnThread(tx: Transaction) {
  const { threadId } = ownThread(tx);
  const thread = await findThread(tx, threadId);
  if (!thread) return fail({ code: 'thread.not_found' as const });
  const { title, personName, waitedFor, dueAt } = thread;
  const rows = await readMessages(tx, threadId, { before: null, limit: messagesShown });
  return ok({
    title,
    personName,
    waitedFor,
    dueAt,
    isOverdue: isOverdue(thread, tx.now),
    nextStep: ownStepOf(thread, await readPapers(tx, threadId)),
    requests: await requestViews(tx, threadId),
    messages: await messageViews(tx, threadId, rows.toReversed()),
    now: tx.now,
  });
}
