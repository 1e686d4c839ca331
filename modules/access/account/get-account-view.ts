import { assert } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockOutsOf } from '../attempt/attempt.store.ts';
import { type AccountId, viewOf } from './account.ts';
import { loadAccount } from './account.store.ts';

/** How an account that is known to exist stands after a change. */
export async function getAccountView(tx: Transaction, id: AccountId) {
  const account = await loadAccount(tx, id);
  assert(account, 'the account exists');
  const lockOuts = await lockOutsOf(tx, [account.loginName]);
  return viewOf(account, lockOuts.get(account.loginName) ?? null);
}
