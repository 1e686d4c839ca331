import type { accessContract as contract, Input } from '@heyi/contract';
import { assert, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { defaultCost, newOneTimePassword } from '../password/password.ts';
import { viewOf } from './account.ts';
import { loadAccount } from './account.store.ts';
import { openAccount } from './open-account.ts';

/** An account with a one-time password, which its owner changes at the first sign-in. */
export async function createAccount(
  tx: Transaction,
  input: Input<typeof contract.createAccount>,
  cost = defaultCost,
) {
  const { loginName, name, roles, personId } = input;
  const oneTimePassword = newOneTimePassword();
  const opened = await openAccount(
    tx,
    {
      loginName,
      name,
      roles,
      password: oneTimePassword,
      mustChangePassword: true,
      ...(personId && { personId }),
    },
    cost,
  );
  if (!opened.ok) return opened;
  const account = await loadAccount(tx, opened.value.id);
  assert(account, 'the account was just made');
  return ok({ ...viewOf(account, null), oneTimePassword });
}
