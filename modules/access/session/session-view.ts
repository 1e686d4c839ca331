import type { Instant } from '@heyi/kernel';
import { hasFreshSecondFactor, type Transaction } from '@heyi/platform';
import type { Account } from '../account/account.ts';
import { permissionsOf } from '../role/permissions.ts';
import { endOf } from './session.ts';

/** What the page needs to know of who is signed in. */
export function sessionViewOf(
  tx: Transaction,
  account: Account,
  session: { lastSeenAt: Instant; expiresAt: Instant; secondFactorAt: Instant | null },
) {
  return {
    accountId: account.id,
    name: account.name,
    loginName: account.loginName,
    tenantId: account.tenantId,
    isHouse: account.tenantId === tx.houseId,
    roles: account.roles,
    permissions: account.mustChangePassword ? [] : [...permissionsOf(account.roles)].toSorted(),
    secondFactor: secondFactorOf(tx, account, session),
    mustChangePassword: account.mustChangePassword,
    isDemo: account.isDemo,
    expiresAt: endOf(session),
    now: tx.now,
    daysAhead: tx.host.clock.daysAhead ?? 0,
  };
}

function secondFactorOf(
  tx: Transaction,
  account: Account,
  session: { secondFactorAt: Instant | null },
): 'notEnrolled' | 'enrolled' | 'fresh' {
  if (hasFreshSecondFactor({ ...session, isDemo: account.isDemo }, tx.now)) return 'fresh';
  return account.hasSecondFactor ? 'enrolled' : 'notEnrolled';
}
