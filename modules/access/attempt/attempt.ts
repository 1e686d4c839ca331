import { addSeconds, type Instant } from '@heyi/kernel';

/** Wrong guesses at one secret: a password, or the codes of a second factor. */
export type Attempts = {
  readonly failures: number;
  readonly lockedUntil: Instant | null;
  readonly lastFailedAt: Instant;
};

const failuresBeforeLockOut = 5;
const lockOutMinutes = [1, 5, 15, 60];
const forgottenAfterSeconds = 24 * 3600;

export function isLockedOut(attempts: Attempts, now: Instant): boolean {
  return attempts.lockedUntil !== null && attempts.lockedUntil > now;
}

/**
 * Whether a browser that is known has used up its own tries. It is not locked out for it: its next
 * guesses count with those of strangers.
 */
export function isSpent(attempts: Attempts): boolean {
  return attempts.failures >= failuresBeforeLockOut;
}

/** After five failures a lock-out follows, and a longer one each further failure: 1, 5, 15, 60 min. */
export function afterFailure(attempts: Attempts, now: Instant): Attempts {
  const isForgotten = addSeconds(attempts.lastFailedAt, forgottenAfterSeconds) < now;
  const failures = (isForgotten ? 0 : attempts.failures) + 1;
  if (failures < failuresBeforeLockOut) return { failures, lockedUntil: null, lastFailedAt: now };
  const step = Math.min(failures - failuresBeforeLockOut, lockOutMinutes.length - 1);
  const lockedUntil = addSeconds(now, lockOutMinutes[step]! * 60);
  return { failures, lockedUntil, lastFailedAt: now };
}
