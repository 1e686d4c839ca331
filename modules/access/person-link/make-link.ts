import { newId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { newToken } from '../session/session.ts';
import { linkUrl } from './person-link.ts';
import { insertPersonLink, type NewPersonLink } from './person-link.store.ts';

/**
 * A link of one person for one purpose, made by the app or the person of the provider that acts. Its
 * address is answered once and kept nowhere. `page` is the page it opens.
 */
export async function makeLink(
  tx: Transaction,
  wanted: Omit<NewPersonLink, 'id'> & { readonly page?: `/${string}` },
) {
  const { page = '', ...link } = wanted;
  const id = newId<'plk'>();
  const token = newToken(tx.tenantId);
  await insertPersonLink(tx, { ...link, id }, token);
  return { id, url: linkUrl(tx, page, token), expiresAt: link.expiresAt };
}
