import { makeLink, staffLinkDaysUsual } from '@heyi/access';
import { clientOf } from '@heyi/clients';
import type { Input, messagesContract as contract } from '@heyi/contract';
import { addSeconds, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { appendMessage } from '../message/message.store.ts';
import { lockThread } from '../thread/thread.store.ts';

const daySeconds = 86_400;

/** A link by which the employee reads and answers the thread on the own phone, without an account. */
export async function createThreadLink(
  tx: Transaction,
  { threadId, days = staffLinkDaysUsual }: Input<typeof contract.createThreadLink>,
) {
  const thread = await lockThread(tx, threadId);
  if (!thread) return fail({ code: 'thread.not_found' as const });
  const client = await clientOf(tx);
  const link = await makeLink(tx, {
    purpose: 'service',
    subjectKind: 'person',
    subjectId: thread.personId,
    subjectName: thread.personName,
    aboutId: threadId,
    clientName: client?.name ?? '',
    expiresAt: addSeconds(tx.now, days * daySeconds),
    page: '/thread',
  });
  await appendMessage(tx, thread, { kind: 'linkMade' });
  return ok(link);
}
