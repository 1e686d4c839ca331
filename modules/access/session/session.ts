import { createHash, randomBytes } from 'node:crypto';
import { addSeconds, type Id, type Instant, uuidFromBytes } from '@heyi/kernel';

export type SessionId = Id<'ses'>;

const idleSeconds = 30 * 60;
const absoluteSeconds = 12 * 3600;
const seenEverySeconds = 60;

const uuidBytes = 16;
const secretBytes = 32;

/** What the browser keeps: which tenant's rows to look in, and 256 random bits. */
export function newToken(tenantId: Id<'ten'>): string {
  const uuid = Buffer.from(tenantId.replaceAll('-', ''), 'hex');
  return Buffer.concat([uuid, randomBytes(secretBytes)]).toString('base64url');
}

/** Null when the text was never a token of ours. */
export function readToken(token: string): { tenantId: Id<'ten'>; hash: Buffer } | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== uuidBytes + secretBytes || bytes.toString('base64url') !== token)
    return null;
  const tenantId = uuidFromBytes(bytes.subarray(0, uuidBytes)) as Id<'ten'>;
  return { tenantId, hash: hashOf(token) };
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The end that activity does not move: twelve hours after the beginning. */
export function absoluteEnd(createdAt: Instant): Instant {
  return addSeconds(createdAt, absoluteSeconds);
}

/** When the session ends if nothing is done any more: half an hour after it was last seen. */
export function endOf(session: { lastSeenAt: Instant; expiresAt: Instant }): Instant {
  const idleEnd = addSeconds(session.lastSeenAt, idleSeconds);
  return idleEnd < session.expiresAt ? idleEnd : session.expiresAt;
}

/** A session last seen at or before the first is over; the second says when to note it again. */
export function seenLimits(now: Instant): { idleSince: Instant; seenBefore: Instant } {
  return {
    idleSince: addSeconds(now, -idleSeconds),
    seenBefore: addSeconds(now, -seenEverySeconds),
  };
}
