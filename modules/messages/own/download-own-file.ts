import type { Input, messagesContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { openThreadFile } from '../file/download-thread-file.ts';
import { ownThread } from './own-thread.ts';

/** A file of the own thread as everybody sees it. */
export async function downloadOwnFile(
  tx: Transaction,
  { fileId }: Input<typeof contract.downloadOwnFile>,
) {
  return openThreadFile(tx, { ...ownThread(tx), fileId, version: 'shown' });
}
