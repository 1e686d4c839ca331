import { linksAbout, revokeLink } from '@heyi/access';
import type { Input, messagesContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { appendMessage } from '../message/message.store.ts';
import { lockThread } from '../thread/thread.store.ts';

/** Takes a link of the thread back; what is open by it closes at once. */
export async function revokeThreadLink(
  tx: Transaction,
  { threadId, linkId }: Input<typeof contract.revokeThreadLink>,
) {
  const thread = await lockThread(tx, threadId);
  if (!thread) return fail({ code: 'thread.not_found' as const });
  const link = (await linksAbout(tx, threadId)).find(({ id }) => id === linkId);
  if (!link) return fail({ code: 'person_link.not_found' as const });
  if (link.state !== 'revoked') {
    await revokeLink(tx, linkId);
    await appendMessage(tx, thread, { kind: 'linkRevoked' });
  }
  return ok({});
}
