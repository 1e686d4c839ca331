import { tenantCipher, type Transaction } from '@heyi/platform';
import type { AccountId } from '../account/account.ts';
import { normalCode } from './second-factor.ts';

export type SecondFactor = {
  readonly secret: string | null;
  /** Waits for the code that confirms it. */
  readonly pendingSecret: string | null;
  readonly lastStep: number;
};

/** Null when the account never began to enrol. The row stays locked: each code is taken once. */
export async function loadSecondFactorForUpdate(
  tx: Transaction,
  accountId: AccountId,
): Promise<SecondFactor | null> {
  const [row] = await tx.sql<{ secret: Buffer | null; pending: Buffer | null; lastStep: number }>`
    select secret_sealed as secret, pending_sealed as pending, last_step as "lastStep"
      from access.second_factor
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and account_id = ${accountId}
       for update`;
  if (!row) return null;
  const cipher = await tenantCipher(tx);
  return {
    secret: row.secret && cipher.open(row.secret),
    pendingSecret: row.pending && cipher.open(row.pending),
    lastStep: row.lastStep,
  };
}

export async function savePendingSecret(
  tx: Transaction,
  accountId: AccountId,
  secret: string,
): Promise<void> {
  const sealed = (await tenantCipher(tx)).seal(secret);
  await tx.sql`
    insert into access.second_factor (shard_key, tenant_id, account_id, pending_sealed)
    values (${tx.shardKey}, ${tx.tenantId}, ${accountId}, ${sealed})
    on conflict (shard_key, tenant_id, account_id) do update set pending_sealed = ${sealed}`;
}

/** The pending secret becomes the one in use; recovery codes of the one before are void. */
export async function confirmPendingSecret(
  tx: Transaction,
  accountId: AccountId,
  confirmation: { step: number; recoveryCodes: readonly string[] },
): Promise<void> {
  await tx.sql`
    update access.second_factor
       set secret_sealed = pending_sealed, pending_sealed = null,
           last_step = ${confirmation.step}, confirmed_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and account_id = ${accountId}`;
  await deleteRecoveryCodes(tx, accountId);
  const hashes = await recoveryHashes(tx, accountId, confirmation.recoveryCodes);
  await tx.sql`
    insert into access.recovery_code (shard_key, tenant_id, account_id, code_hash)
    select ${tx.shardKey}, ${tx.tenantId}, ${accountId}, hash
      from unnest(${hashes}::bytea[]) as hash`;
}

export async function saveLastStep(
  tx: Transaction,
  accountId: AccountId,
  step: number,
): Promise<void> {
  await tx.sql`
    update access.second_factor set last_step = ${step}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and account_id = ${accountId}`;
}

/** Takes a recovery code, which then works no more; false when there is no such code. */
export async function takeRecoveryCode(
  tx: Transaction,
  accountId: AccountId,
  code: string,
): Promise<boolean> {
  const [hash] = await recoveryHashes(tx, accountId, [code]);
  const taken = await tx.sql`
    delete from access.recovery_code
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and account_id = ${accountId}
       and code_hash = ${hash}
    returning 1`;
  return taken.length > 0;
}

export async function countRecoveryCodes(tx: Transaction, accountId: AccountId): Promise<number> {
  const [row] = await tx.sql<{ left: number }>`
    select count(*) as left from access.recovery_code
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and account_id = ${accountId}`;
  return row!.left;
}

export async function deleteSecondFactor(tx: Transaction, accountId: AccountId): Promise<void> {
  await tx.sql`
    delete from access.second_factor
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and account_id = ${accountId}`;
  await deleteRecoveryCodes(tx, accountId);
}

async function deleteRecoveryCodes(tx: Transaction, accountId: AccountId): Promise<void> {
  await tx.sql`
    delete from access.recovery_code
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and account_id = ${accountId}`;
}

/** Keyed: whoever has a copy of the rows alone cannot try codes against them. */
async function recoveryHashes(
  tx: Transaction,
  accountId: AccountId,
  codes: readonly string[],
): Promise<Buffer[]> {
  const cipher = await tenantCipher(tx);
  return codes.map((code) => cipher.lookup('recovery code', `${accountId} ${normalCode(code)}`));
}
