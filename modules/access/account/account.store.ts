import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Role } from '../role/permissions.ts';
import type { Account, AccountId } from './account.ts';

export async function loadAccount(tx: Transaction, id: AccountId): Promise<Account | null> {
  const [row] = await tx.sql<Account>`
    select a.id, a.tenant_id as "tenantId", a.login_name as "loginName", a.name, a.roles,
           a.person_id as "personId", a.password_hash as "passwordHash",
           a.must_change_password as "mustChangePassword", a.is_demo as "isDemo",
           a.locked_at as "lockedAt", a.created_at as "createdAt",
           a.last_signed_in_at as "lastSignedInAt",
           coalesce(f.secret_sealed is not null, false) as "hasSecondFactor"
      from access.account a
      left join access.second_factor f
        on f.shard_key = a.shard_key and f.tenant_id = a.tenant_id and f.account_id = a.id
     where a.shard_key = ${tx.shardKey} and a.tenant_id = ${tx.tenantId} and a.id = ${id}`;
  return row ?? null;
}

/** Whether the account is one of the transaction's tenant. */
export async function hasAccount(tx: Transaction, id: AccountId): Promise<boolean> {
  const found = await tx.sql`
    select from access.account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return found.length > 0;
}

/** Locks first, reads second: what the lock waited for is then seen. */
export async function loadAccountForUpdate(
  tx: Transaction,
  id: AccountId,
): Promise<Account | null> {
  await tx.sql`
    select 1 from access.account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  return loadAccount(tx, id);
}

/**
 * Administrators who can sign in, locked in the order of their ids: two of them cannot take the role
 * from each other at once.
 */
export async function lockAdmins(tx: Transaction): Promise<AccountId[]> {
  const admins = await tx.sql<{ id: AccountId; lockedAt: string | null }>`
    select id, locked_at as "lockedAt" from access.account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and 'admin' = any (roles)
     order by id for update`;
  return admins.filter((admin) => admin.lockedAt === null).map((admin) => admin.id);
}

/** False when the login name is taken, in whatever tenant. */
export async function claimLoginName(
  tx: Transaction,
  loginName: string,
  accountId: AccountId,
): Promise<boolean> {
  const [row] = await tx.sql<{ claimed: boolean }>`
    select access.claim_login_name(${loginName}, ${tx.tenantId}, ${accountId}) as claimed`;
  return row!.claimed;
}

/** Whose login name it is, in whatever tenant. */
export async function findLoginName(
  tx: Transaction,
  loginName: string,
): Promise<{ tenantId: Id<'ten'>; accountId: AccountId } | null> {
  const [row] = await tx.sql<{ tenantId: Id<'ten'>; accountId: AccountId }>`
    select tenant_id as "tenantId", account_id as "accountId"
      from access.account_of_login_name(${loginName})`;
  return row ?? null;
}

export async function insertAccount(
  tx: Transaction,
  account: Pick<
    Account,
    'id' | 'loginName' | 'name' | 'roles' | 'personId' | 'passwordHash' | 'isDemo'
  > & { mustChangePassword: boolean },
): Promise<void> {
  await tx.sql`
    insert into access.account (shard_key, tenant_id, id, login_name, name, roles, person_id,
                                password_hash, must_change_password, is_demo, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${account.id}, ${account.loginName}, ${account.name},
            ${account.roles}::text[], ${account.personId}, ${account.passwordHash},
            ${account.mustChangePassword}, ${account.isDemo}, ${tx.now})`;
}

export async function saveRoles(tx: Transaction, id: AccountId, roles: Role[]): Promise<void> {
  await tx.sql`
    update access.account set roles = ${roles}::text[]
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function savePassword(
  tx: Transaction,
  id: AccountId,
  password: { hash: string; mustChange: boolean },
): Promise<void> {
  await tx.sql`
    update access.account
       set password_hash = ${password.hash}, must_change_password = ${password.mustChange}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

/** A lock that stands keeps its time. */
export async function saveLock(tx: Transaction, id: AccountId, isLocked: boolean): Promise<void> {
  await tx.sql`
    update access.account
       set locked_at = case when ${isLocked} then coalesce(locked_at, ${tx.now}) end
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function saveSignIn(tx: Transaction, id: AccountId): Promise<void> {
  await tx.sql`
    update access.account set last_signed_in_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}
