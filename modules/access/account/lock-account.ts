import type { accessContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { endSessions } from '../session/session.store.ts';
import { loadAccountForUpdate, lockAdmins, saveLock } from './account.store.ts';
import { getAccountView } from './get-account-view.ts';

/** Closes an account until it is unlocked; what it has open ends now. */
export async function lockAccount(tx: Transaction, input: Input<typeof contract.lockAccount>) {
  const admins = await lockAdmins(tx);
  const account = await loadAccountForUpdate(tx, input.accountId);
  if (!account) return fail({ code: 'account.not_found' as const });
  if (admins.length === 1 && admins[0] === account.id) {
    return fail({ code: 'account.last_admin' as const });
  }
  await saveLock(tx, account.id, true);
  await endSessions(tx, account.id, null);
  return ok(await getAccountView(tx, account.id));
}
