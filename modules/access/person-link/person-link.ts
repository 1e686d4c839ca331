import { randomBytes } from 'node:crypto';
import type { personLinkContract as contract } from '@heyi/contract';
import { addSeconds, assert, type Id, type Instant } from '@heyi/kernel';
import { lookupHash, type Transaction } from '@heyi/platform';

export type PersonLinkId = Id<'plk'>;
export type LinkPurpose = (typeof contract.linkPurposes)[number];
export type LinkSubject = (typeof contract.linkSubjects)[number];
export type LinkState = (typeof contract.linkStates)[number];

/** Ten minutes: the app opens the link as soon as it has it. */
export const appLinkMinutesUsual = 10;
/** A week: an employee reads a message in the evening, or after the weekend. */
export const staffLinkDaysUsual = 7;

/** A session of a link ends four hours after it began, whatever is done. */
const absoluteSeconds = 4 * 3600;

const deviceBytes = 32;
const devicePattern = /^[A-Za-z0-9_-]{43}$/;

export function linkSessionEnd(createdAt: Instant): Instant {
  return addSeconds(createdAt, absoluteSeconds);
}

/** What the browser is known by: its own mark if it has one, else a new one. */
export function deviceOf(tx: Transaction): string {
  const kept = tx.origin?.device ?? '';
  return devicePattern.test(kept) ? kept : randomBytes(deviceBytes).toString('base64url');
}

/** Keyed, and of one link: two rows do not tell that one phone opened both. */
export function deviceHash(tx: Transaction, id: PersonLinkId, device: string): Buffer {
  return lookupHash(tx.host.keyRing.master, 'link device', `${id} ${device}`);
}

export type LinkFacts = {
  readonly revokedAt: Instant | null;
  readonly expiresAt: Instant;
  readonly openedAt: Instant | null;
  readonly isOwnDevice: boolean;
  /** The phone that opened it has its pages open still. */
  readonly hasSession: boolean;
};

export type LinkRefusal = 'link.revoked' | 'link.expired' | 'link.other_device';

/** Why the phone may not open the link now; null when it may. */
export function linkRefusal(link: LinkFacts, now: Instant): LinkRefusal | null {
  if (link.revokedAt !== null) return 'link.revoked';
  // A page that is loaded again by its whole address is the same page.
  const isOpenHere = link.isOwnDevice && link.hasSession;
  if (link.expiresAt <= now && !isOpenHere) return 'link.expired';
  return link.openedAt === null || link.isOwnDevice ? null : 'link.other_device';
}

export function linkStateOf(
  link: Pick<LinkFacts, 'revokedAt' | 'expiresAt' | 'openedAt'>,
  now: Instant,
): LinkState {
  if (link.revokedAt !== null) return 'revoked';
  if (link.openedAt !== null) return 'opened';
  return link.expiresAt <= now ? 'expired' : 'unopened';
}

/** The address with the secret behind `#`, which browsers send to nobody. */
export function linkUrl(tx: Transaction, page: string, token: string): string {
  const site = tx.host.publicUrl ?? tx.origin?.site;
  assert(site !== undefined, 'a link is made by a request');
  return `${site}/me${page}#${token}`;
}
