import type { accessContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { endSessions } from '../session/session.store.ts';
import { rolesFit } from './account.ts';
import { loadAccountForUpdate, lockAdmins, saveRoles } from './account.store.ts';
import { getAccountView } from './get-account-view.ts';

/** Gives an account other roles, and ends its sessions: what is open was opened with the old ones. */
export async function updateAccountRoles(
  tx: Transaction,
  input: Input<typeof contract.updateAccountRoles>,
) {
  const admins = await lockAdmins(tx);
  const account = await loadAccountForUpdate(tx, input.accountId);
  if (!account) return fail({ code: 'account.not_found' as const });
  if (!rolesFit(input.roles, tx.tenantId === tx.houseId)) {
    return fail({ code: 'account.role_not_for_tenant' as const });
  }
  const staysAdmin = input.roles.includes('admin');
  if (!staysAdmin && admins.length === 1 && admins[0] === account.id) {
    return fail({ code: 'account.last_admin' as const });
  }
  await saveRoles(tx, account.id, [...new Set(input.roles)]);
  await endSessions(tx, account.id, null);
  return ok(await getAccountView(tx, account.id));
}
