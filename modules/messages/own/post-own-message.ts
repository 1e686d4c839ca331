import type { Input, messagesContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { postMessage } from '../message/post-message.ts';
import { openOwnThread } from './own-thread.ts';

/** The employee asks or answers; the specialist is waited for. */
export async function postOwnMessage(
  tx: Transaction,
  { text }: Input<typeof contract.postOwnMessage>,
) {
  const own = await openOwnThread(tx);
  return own.ok ? postMessage(tx, { ...own.value, text }) : own;
}
