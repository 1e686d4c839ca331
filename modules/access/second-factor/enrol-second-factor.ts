import type { accessContract as contract, Input } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import { hasFreshSecondFactor, type Transaction } from '@heyi/platform';
import { loadAccount } from '../account/account.store.ts';
import { confirmPassword } from '../password/confirm-password.ts';
import { currentSession } from '../session/current-session.ts';
import { newSecret, otpauthUriOf } from './second-factor.ts';
import { savePendingSecret } from './second-factor.store.ts';

/**
 * Answers a new secret, this once, for the password. One that is in use stays in use until the new
 * one is confirmed; it is replaced only by whoever can give its codes.
 */
export async function enrolSecondFactor(
  tx: Transaction,
  input: Input<typeof contract.enrolSecondFactor>,
) {
  const { accountId } = currentSession(tx);
  const account = await loadAccount(tx, accountId);
  assert(account, 'the account is signed in');
  const confirmed = await confirmPassword(tx, account, input.password);
  if (!confirmed.ok) return confirmed;
  if (account.hasSecondFactor && !hasFreshSecondFactor(tx.actor, tx.now)) {
    return fail({ code: 'second_factor.already_enrolled' as const });
  }
  const secret = newSecret();
  await savePendingSecret(tx, accountId, secret);
  return ok({ otpauthUri: otpauthUriOf(secret, account.loginName) });
}
