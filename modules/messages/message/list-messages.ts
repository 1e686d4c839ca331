import type { Input, messagesContract as contract } from '@heyi/contract';
import { fail, isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findThread } from '../thread/thread.store.ts';
import { readMessages } from './message.store.ts';
import { messageViews } from './message-view.ts';

const rowsDefault = 100;

/** What stands in a thread, newest first. */
export async function listMessages(tx: Transaction, input: Input<typeof contract.listMessages>) {
  const { threadId, limit = rowsDefault } = input;
  if (!(await findThread(tx, threadId))) return fail({ code: 'thread.not_found' as const });
  const before = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await readMessages(tx, threadId, { before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? shown.at(-1)!.id : null;
  return ok({ rows: await messageViews(tx, threadId, shown), next });
}
