import type { accessContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { clearAttempts } from '../attempt/attempt.store.ts';
import { deleteSecondFactor } from '../second-factor/second-factor.store.ts';
import { endSessions } from '../session/session.store.ts';
import { loadAccount } from './account.store.ts';
import { getAccountView } from './get-account-view.ts';

/** Forgets a lost authenticator and its recovery codes. What the account has open ends now. */
export async function resetSecondFactor(
  tx: Transaction,
  input: Input<typeof contract.resetSecondFactor>,
) {
  const account = await loadAccount(tx, input.accountId);
  if (!account) return fail({ code: 'account.not_found' as const });
  await clearAttempts(tx, { secret: 'code', of: account.id });
  await deleteSecondFactor(tx, account.id);
  await endSessions(tx, account.id, null);
  return ok(await getAccountView(tx, account.id));
}
