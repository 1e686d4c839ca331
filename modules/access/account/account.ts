import { accessContract } from '@heyi/contract';
import type { Id, Instant } from '@heyi/kernel';
import type { Role } from '../role/permissions.ts';

export type AccountId = Id<'acc'>;

export type Account = {
  readonly id: AccountId;
  readonly tenantId: Id<'ten'>;
  readonly loginName: string;
  readonly name: string;
  readonly roles: Role[];
  readonly personId: Id<'per'> | null;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly isDemo: boolean;
  readonly lockedAt: Instant | null;
  readonly createdAt: Instant;
  readonly lastSignedInAt: Instant | null;
  readonly hasSecondFactor: boolean;
};

/** Upper and lower case, and wide and narrow letters, are the same login name. */
export function normalLoginName(loginName: string): string {
  return loginName.normalize('NFKC').trim().toLowerCase();
}

/** The provider's accounts have its own roles, a client's accounts client roles; never both. */
export function rolesFit(roles: readonly Role[], isHouse: boolean): boolean {
  const allowed: readonly Role[] = isHouse ? accessContract.houseRoles : accessContract.clientRoles;
  return roles.every((role) => allowed.includes(role));
}

/** The account as the API shows it. */
export function viewOf(account: Account, lockedOutUntil: Instant | null) {
  return {
    id: account.id,
    loginName: account.loginName,
    name: account.name,
    roles: account.roles,
    personId: account.personId,
    isLocked: account.lockedAt !== null,
    lockedOutUntil,
    hasSecondFactor: account.hasSecondFactor,
    mustChangePassword: account.mustChangePassword,
    isDemo: account.isDemo,
    createdAt: account.createdAt,
    lastSignedInAt: account.lastSignedInAt,
  };
}
