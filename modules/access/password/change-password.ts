import type { accessContract as contract, Input } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { loadAccount, savePassword } from '../account/account.store.ts';
import { currentSession } from '../session/current-session.ts';
import { endSessions } from '../session/session.store.ts';
import { confirmPassword } from './confirm-password.ts';
import { defaultCost, hashPassword } from './password.ts';
import { weaknessOf } from './password-policy.ts';

/** Takes a new password for the current one, and ends the account's other sessions. */
export async function changePassword(
  tx: Transaction,
  input: Input<typeof contract.changePassword>,
  cost = defaultCost,
) {
  const { accountId, sessionId } = currentSession(tx);
  const account = await loadAccount(tx, accountId);
  assert(account, 'the account is signed in');
  const confirmed = await confirmPassword(tx, account, input.currentPassword);
  if (!confirmed.ok) return confirmed;
  const reason = weaknessOf(input.newPassword, {
    loginName: account.loginName,
    currentPassword: input.currentPassword,
  });
  if (reason !== null) return fail({ code: 'account.weak_password' as const, reason });
  const hash = await hashPassword(input.newPassword, cost);
  await savePassword(tx, accountId, { hash, mustChange: false });
  await endSessions(tx, accountId, sessionId);
  return ok({});
}
