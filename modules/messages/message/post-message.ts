import type { Input, messagesContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readPapers } from '../paper/paper.store.ts';
import { clockAfterWords } from '../thread/move-clock.ts';
import { lockThread } from '../thread/thread.store.ts';
import { appendMessage } from './message.store.ts';
import { messageViewOf } from './message-view.ts';

/** Says something to the other two sides, and whose answer is waited for. */
export async function postMessage(
  tx: Transaction,
  {
    threadId,
    text,
    waitFor,
  }: Pick<Input<typeof contract.postMessage>, 'threadId' | 'text' | 'waitFor'>,
) {
  const thread = await lockThread(tx, threadId);
  if (!thread) return fail({ code: 'thread.not_found' as const });
  const id = await appendMessage(tx, thread, { kind: 'text', text });
  await clockAfterWords(tx, thread, await readPapers(tx, threadId), waitFor);
  return ok(await messageViewOf(tx, threadId, id));
}
