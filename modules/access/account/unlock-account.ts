import type { accessContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { clearAttempts } from '../attempt/attempt.store.ts';
import { loadAccount, saveLock } from './account.store.ts';
import { getAccountView } from './get-account-view.ts';

/** Opens an account again, whether an administrator or wrong guesses closed it. */
export async function unlockAccount(tx: Transaction, input: Input<typeof contract.unlockAccount>) {
  const account = await loadAccount(tx, input.accountId);
  if (!account) return fail({ code: 'account.not_found' as const });
  await clearAttempts(tx, { secret: 'password', of: account.loginName });
  await clearAttempts(tx, { secret: 'password again', of: account.id });
  await clearAttempts(tx, { secret: 'code', of: account.id });
  await saveLock(tx, account.id, false);
  return ok(await getAccountView(tx, account.id));
}
