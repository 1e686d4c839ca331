import type { messagesContract as contract, Output } from '@heyi/contract';
import { tenantCipher, type Transaction } from '@heyi/platform';
import { readAttachments } from '../file/attachment.store.ts';
import { sideOf } from '../side.ts';
import type { ThreadId } from '../thread/thread.store.ts';
import { fileView } from '../thread/thread-view.ts';
import type { MessageId, MessageRow } from './message.store.ts';
import { readMessages } from './message.store.ts';

export type MessageView = Output<typeof contract.postMessage>;

/** As the reader's side sees them, in the order given. */
export async function messageViews(
  tx: Transaction,
  threadId: ThreadId,
  rows: readonly MessageRow[],
): Promise<MessageView[]> {
  const cipher = await tenantCipher(tx);
  const hasFiles = rows.some(({ attachmentId }) => attachmentId !== null);
  const attachments = hasFiles ? await readAttachments(tx, threadId) : [];
  const files = new Map(attachments.map((file) => [file.id, file]));
  const own = sideOf(tx);
  return rows.map(({ sealed, attachmentId, ...row }) => {
    const file = attachmentId === null ? undefined : files.get(attachmentId);
    return {
      ...row,
      isOwnSide: row.side === own,
      text: sealed === null ? null : cipher.open(sealed),
      file: file && file.removedAt === null ? fileView(file) : null,
    };
  });
}

/** The message that was just written. */
export async function messageViewOf(
  tx: Transaction,
  threadId: ThreadId,
  id: MessageId,
): Promise<MessageView> {
  const rows = await readMessages(tx, threadId, { before: null, limit: 1 });
  const [view] = await messageViews(
    tx,
    threadId,
    rows.filter((row) => row.id === id),
  );
  return view!;
}
