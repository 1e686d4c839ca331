import type { Input, messagesContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { clockAtRest } from './move-clock.ts';
import { lockThread } from './thread.store.ts';
import { threadRowOf } from './thread-view.ts';

/** The matter is done, or went on elsewhere: nobody is waited for. What was said stays. */
export async function settleThread(
  tx: Transaction,
  { threadId }: Pick<Input<typeof contract.settleThread>, 'threadId'>,
) {
  const thread = await lockThread(tx, threadId);
  if (!thread) return fail({ code: 'thread.not_found' as const });
  await clockAtRest(tx, thread);
  return ok(await threadRowOf(tx, threadId));
}
