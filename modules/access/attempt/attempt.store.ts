import { createHash } from 'node:crypto';
import type { Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { AccountId } from '../account/account.ts';
import { afterFailure, type Attempts } from './attempt.ts';

/**
 * What is guessed: the password of a login name, whether it exists or not, in a browser that is known
 * by it or in a stranger's; the password of somebody who is signed in; a code.
 */
export type Guessed =
  | { readonly secret: 'password'; readonly of: string; readonly browser?: string }
  | { readonly secret: 'password again' | 'code'; readonly of: AccountId };

function keyOf(guessed: Guessed): Buffer {
  const parts = [guessed.secret, guessed.of, ...(isOfKnown(guessed) ? [guessed.browser] : [])];
  return createHash('sha256').update(parts.join('\u0000')).digest();
}

function isOfKnown(guessed: Guessed): guessed is Guessed & { readonly browser: string } {
  return 'browser' in guessed && guessed.browser !== undefined;
}

/** Locks the count until the transaction ends, so that guesses made at once stand in line. */
export async function takeAttempts(tx: Transaction, guessed: Guessed): Promise<Attempts> {
  // A crowd of guesses at one account must not hold all connections for long.
  await tx.sql`set local lock_timeout = '5s'`;
  const [attempts] = await tx.sql<Attempts>`
    select failures, locked_until as "lockedUntil", last_failed_at as "lastFailedAt"
      from access.take_attempts(${keyOf(guessed)}, ${tx.now})`;
  return attempts!;
}

/** Counts one failure more; answers when the lock-out that follows it ends, if one does. */
export async function countFailure(
  tx: Transaction,
  guessed: Guessed,
  attempts: Attempts,
): Promise<Instant | null> {
  const counted = afterFailure(attempts, tx.now);
  const next = isOfKnown(guessed) ? { ...counted, lockedUntil: null } : counted;
  await tx.sql`
    select access.record_failure(${keyOf(guessed)}, ${next.failures}, ${next.lockedUntil}, ${tx.now})`;
  return next.lockedUntil;
}

export async function clearAttempts(tx: Transaction, guessed: Guessed): Promise<void> {
  await tx.sql`select access.clear_attempts(${keyOf(guessed)})`;
}

/** When the lock-outs of login names end, for those that are locked out now. */
export async function lockOutsOf(
  tx: Transaction,
  loginNames: readonly string[],
): Promise<ReadonlyMap<string, Instant>> {
  const names = new Map(
    loginNames.map((of) => [keyOf({ secret: 'password', of }).toString('hex'), of]),
  );
  const keys = [...names.keys()].map((hex) => Buffer.from(hex, 'hex'));
  const rows = await tx.sql<{ key: Buffer; lockedUntil: Instant }>`
    select key, locked_until as "lockedUntil" from access.lock_outs(${keys}::bytea[], ${tx.now})`;
  return new Map(rows.map((row) => [names.get(row.key.toString('hex'))!, row.lockedUntil]));
}
