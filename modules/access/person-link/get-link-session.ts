import { assert, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { linkSessionView } from './open-link.ts';
import { findPersonLink, linkSessionEndOf } from './person-link.store.ts';

/** Whose pages are open, and until when. */
export async function getLinkSession(tx: Transaction) {
  const { link } = tx.actor;
  assert(link !== null, 'a link was opened');
  const found = await findPersonLink(tx, link.id);
  const end = await linkSessionEndOf(tx, link.id);
  assert(found && end, 'the session was just authenticated');
  return ok(linkSessionView(tx, found, end));
}
