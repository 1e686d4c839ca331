import { randomBytes } from 'node:crypto';
import { daysBetween, parsePlainDate } from '@heyi/kernel';
import { equalInConstantTime, lookupHash, type Transaction } from '@heyi/platform';

/*
 * A browser in which somebody has signed in keeps a proof of it. Its guesses are counted apart from
 * those of strangers, so that nobody is locked out by somebody who knows no more than the name.
 */

const knownDays = 180;

/** `nonce.day.proof`, for one login name; it opens nothing. */
export function newKnownBrowser(tx: Transaction, loginName: string): string {
  const nonce = randomBytes(16).toString('base64url');
  return `${nonce}.${tx.today}.${proofOf(tx, loginName, nonce, tx.today).toString('base64url')}`;
}

/** The nonce of a browser that is known by this login name; null for a stranger's. */
export function knownBrowserOf(tx: Transaction, loginName: string): string | null {
  const [nonce = '', day = '', proof = ''] = tx.origin?.knownBrowser?.split('.') ?? [];
  const since = parsePlainDate(day);
  if (since === null || daysBetween(since, tx.today) > knownDays) return null;
  const isTrue = equalInConstantTime(
    Buffer.from(proof, 'base64url'),
    proofOf(tx, loginName, nonce, day),
  );
  return isTrue ? nonce : null;
}

function proofOf(tx: Transaction, loginName: string, nonce: string, day: string): Buffer {
  const { master } = tx.host.keyRing;
  return lookupHash(master, 'known browser', JSON.stringify([loginName, nonce, day]));
}
