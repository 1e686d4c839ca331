import type { accessContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { clearAttempts } from '../attempt/attempt.store.ts';
import { defaultCost, hashPassword, newOneTimePassword } from '../password/password.ts';
import { endSessions } from '../session/session.store.ts';
import { loadAccount, savePassword } from './account.store.ts';

/** A one-time password in place of a forgotten one. What the account has open ends now. */
export async function resetPassword(
  tx: Transaction,
  input: Input<typeof contract.resetPassword>,
  cost = defaultCost,
) {
  const account = await loadAccount(tx, input.accountId);
  if (!account) return fail({ code: 'account.not_found' as const });
  const oneTimePassword = newOneTimePassword();
  const hash = await hashPassword(oneTimePassword, cost);
  // The count first, then the account: the order in which a sign-in locks them.
  await clearAttempts(tx, { secret: 'password', of: account.loginName });
  await clearAttempts(tx, { secret: 'password again', of: account.id });
  await savePassword(tx, account.id, { hash, mustChange: true });
  await endSessions(tx, account.id, null);
  return ok({ oneTimePassword });
}
