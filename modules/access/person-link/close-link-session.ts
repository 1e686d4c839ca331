import { assert, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { endLinkSession } from './person-link.store.ts';

/** The phone is handed on: its pages close, and the link opens them again on this phone alone. */
export async function closeLinkSession(tx: Transaction) {
  const { link } = tx.actor;
  assert(link !== null, 'a link was opened');
  await endLinkSession(tx, link.id);
  tx.setSession(null, 'link');
  return ok({});
}
