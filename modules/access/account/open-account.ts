import { fail, type Id, newId, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { defaultCost, hashPassword } from '../password/password.ts';
import type { Role } from '../role/permissions.ts';
import { type AccountId, normalLoginName, rolesFit } from './account.ts';
import { claimLoginName, insertAccount } from './account.store.ts';

export type NewAccount = {
  readonly loginName: string;
  readonly name: string;
  readonly roles: Role[];
  readonly password: string;
  readonly mustChangePassword: boolean;
  /** Shown on a demonstration's first page: never asked for a second factor. */
  readonly isDemo?: boolean;
  readonly personId?: Id<'per'>;
};

/**
 * An account in the transaction's tenant, with a password that somebody already chose. The first
 * administrator and the demonstration begin here; people are given accounts by createAccount.
 */
export async function openAccount(tx: Transaction, wanted: NewAccount, cost = defaultCost) {
  const isHouse = tx.tenantId === tx.houseId;
  if (!rolesFit(wanted.roles, isHouse)) {
    return fail({ code: 'account.role_not_for_tenant' as const });
  }
  const id: AccountId = newId<'acc'>();
  const loginName = normalLoginName(wanted.loginName);
  const passwordHash = await hashPassword(wanted.password, cost);
  if (!(await claimLoginName(tx, loginName, id))) {
    return fail({ code: 'account.login_name_taken' as const });
  }
  await insertAccount(tx, {
    id,
    loginName,
    name: wanted.name,
    roles: [...new Set(wanted.roles)],
    personId: wanted.personId ?? null,
    passwordHash,
    mustChangePassword: wanted.mustChangePassword,
    isDemo: wanted.isDemo ?? false,
  });
  return ok({ id });
}
