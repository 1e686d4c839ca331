import type { paymentsContract } from '@heyi/contract';
import type { Fen, Id, Instant } from '@heyi/kernel';
import { tenantCipher, type TenantId, type Transaction } from '@heyi/platform';

export type PayerAccount = {
  id: Id<'pac'>;
  tenantId: TenantId;
  legalEntityId: Id<'ent'>;
  holderName: string;
  accountMasked: string;
  bankName: string;
  bankCode: string | null;
  channel: string;
  sending: (typeof paymentsContract.sendings)[number];
  state: (typeof paymentsContract.payerAccountStates)[number];
  /** A sandbox program pays from it. */
  isSandbox: boolean;
  balance: Fen | null;
  balanceAt: Instant | null;
};

/** Accounts that the transaction can see: the tenant's, and the provider's where it may look there. */
export async function findPayerAccounts(
  tx: Transaction,
  ids: readonly Id<'pac'>[],
): Promise<Map<Id<'pac'>, PayerAccount>> {
  const rows = await tx.sql<PayerAccount>`
    select id, tenant_id as "tenantId", legal_entity_id as "legalEntityId",
           holder_name as "holderName", account_masked as "accountMasked", bank_name as "bankName",
           bank_code as "bankCode", channel, sending, state, is_sandbox as "isSandbox", balance,
           balance_at as "balanceAt"
      from payments.payer_account
     where (shard_key, tenant_id) in ((${tx.tenantShardKey}, ${tx.tenantId}),
                                      (${tx.houseShardKey}, ${tx.houseId}))
       and id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Null when the tenant has no such account; the provider's accounts count where `tx` sees them. */
export async function findPayerAccount(
  tx: Transaction,
  id: Id<'pac'>,
): Promise<PayerAccount | null> {
  return (await findPayerAccounts(tx, [id])).get(id) ?? null;
}

/** Locks the account: what it is used for and its channel change one after the other. */
export async function lockPayerAccount(
  tx: Transaction,
  id: Id<'pac'>,
): Promise<PayerAccount | null> {
  const account = await findPayerAccount(tx, id);
  if (account === null) return null;
  const isOwn = account.tenantId === tx.tenantId;
  await tx.sql`
    select id from payments.payer_account
     where shard_key = ${isOwn ? tx.tenantShardKey : tx.houseShardKey}
       and tenant_id = ${account.tenantId} and id = ${id}
       for update`;
  return findPayerAccount(tx, id);
}

/** From now on it pays for sandbox programs alone; the account is locked. */
export async function keepForSandbox(tx: Transaction, account: PayerAccount): Promise<void> {
  const isOwn = account.tenantId === tx.tenantId;
  await tx.sql`
    update payments.payer_account set is_sandbox = true
     where shard_key = ${isOwn ? tx.tenantShardKey : tx.houseShardKey}
       and tenant_id = ${account.tenantId} and id = ${account.id}`;
}

export async function listAccountsOfTenant(tx: Transaction): Promise<PayerAccount[]> {
  const rows = await tx.sql<{ id: Id<'pac'> }>`
    select id from payments.payer_account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} order by created_at, id`;
  const accounts = await findPayerAccounts(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id }) => accounts.get(id)!);
}

/** An account of the tenant by its number; null when it has none such. */
export async function findPayerAccountByNumber(
  tx: Transaction,
  number: string,
): Promise<Id<'pac'> | null> {
  const lookup = (await tenantCipher(tx)).lookup('bank account', number);
  const [row] = await tx.sql<{ id: Id<'pac'> }>`
    select id from payments.payer_account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and account_lookup = ${lookup}`;
  return row?.id ?? null;
}

/** The sealed number, in the tenant of the holder. */
export async function loadSealedNumber(
  tx: Transaction,
  account: { id: Id<'pac'>; tenantId: TenantId; shardKey: number },
): Promise<Buffer> {
  const [row] = await tx.sql<{ sealed: Buffer }>`
    select account_sealed as sealed from payments.payer_account
     where shard_key = ${account.shardKey} and tenant_id = ${account.tenantId}
       and id = ${account.id}`;
  if (!row) throw new Error(`payer account ${account.id} cannot be seen`);
  return row.sealed;
}
