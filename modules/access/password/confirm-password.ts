import { fail, ok } from '@heyi/kernel';
import { appendAudit, type Transaction } from '@heyi/platform';
import type { Account } from '../account/account.ts';
import { isLockedOut } from '../attempt/attempt.ts';
import { clearAttempts, countFailure, takeAttempts } from '../attempt/attempt.store.ts';
import { isPassword } from './password.ts';

/**
 * Asks who is signed in for the password once more. Wrong ones lead to a lock-out here, too: a
 * session left open is no place to guess. They count apart from sign-ins, so that strangers who try
 * the name keep nobody from changing the password.
 */
export async function confirmPassword(tx: Transaction, account: Account, password: string) {
  const guessed = { secret: 'password again', of: account.id } as const;
  const attempts = await takeAttempts(tx, guessed);
  if (isLockedOut(attempts, tx.now)) {
    return fail({ code: 'session.locked_out' as const, retryAt: attempts.lockedUntil });
  }
  if (!(await isPassword(account.passwordHash, password))) {
    await countFailure(tx, guessed, attempts);
    await appendAudit(tx, { operation: 'password.refused', subjectId: account.id, detail: {} });
    return fail({ code: 'account.wrong_password' as const });
  }
  await clearAttempts(tx, guessed);
  return ok();
}
