import type { Input, personLinkContract as contract } from '@heyi/contract';
import { fail, formatId, type Instant, newId, ok } from '@heyi/kernel';
import { appendAudit, enterTenant, systemActor, type Transaction } from '@heyi/platform';
import { endOf, newToken, readToken } from '../session/session.ts';
import { deviceHash, deviceOf, linkRefusal, linkSessionEnd } from './person-link.ts';
import {
  countRefusal,
  endLinkSession,
  insertLinkSession,
  linkSessionEndOf,
  lockPersonLink,
  type PersonLink,
  saveOpened,
} from './person-link.store.ts';

/**
 * Opens the pages of a link on this phone. The first one that does is bound to it; the same phone may
 * do it again while the link is good, and its earlier session ends.
 */
export async function openLink(tx: Transaction, input: Input<typeof contract.openLink>) {
  const read = readToken(input.token);
  if (!read) return fail({ code: 'link.not_found' as const });
  const own = await enterTenant(tx, read.tenantId);
  const link = await lockPersonLink(own, read.hash);
  if (!link) return fail({ code: 'link.not_found' as const });
  const device = deviceOf(tx);
  const hash = deviceHash(tx, link.id, device);
  const facts = {
    ...link,
    isOwnDevice: link.deviceHash?.equals(hash) ?? false,
    hasSession: (await linkSessionEndOf(own, link.id)) !== null,
  };
  const code = linkRefusal(facts, tx.now);
  if (code !== null) {
    await countRefusal(own, link.id);
    await auditOpening(own, link, code);
    return fail({ code });
  }
  await saveOpened(own, link.id, hash);
  await endLinkSession(own, link.id);
  const token = newToken(own.tenantId);
  await insertLinkSession(own, { id: newId<'lks'>(), linkId: link.id, token });
  await auditOpening(own, link, null);
  const expiresAt = linkSessionEnd(tx.now);
  tx.setSession({ token, expiresAt, device }, 'link');
  return ok(linkSessionView(tx, link, endOf({ lastSeenAt: tx.now, expiresAt })));
}

export function linkSessionView(
  tx: Transaction,
  link: Pick<PersonLink, 'purpose' | 'subjectName' | 'clientName' | 'environment'>,
  expiresAt: Instant,
) {
  const { purpose, subjectName, clientName, environment } = link;
  return { purpose, subjectName, clientName, environment, expiresAt, now: tx.now };
}

/** Who opened it, or who was turned away, and from where. */
async function auditOpening(tx: Transaction, link: PersonLink, code: string | null): Promise<void> {
  const actor = code === null ? systemActor(link.subjectName) : tx.actor;
  await appendAudit(
    { ...tx, actor },
    {
      operation: code === null ? 'openLink' : 'openLink.refused',
      subjectId: link.id,
      detail: {
        linkId: formatId('plk', link.id),
        ...(code !== null && { code }),
        ...(tx.origin && { address: tx.origin.address }),
      },
    },
  );
}
