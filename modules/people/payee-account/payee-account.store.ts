import type { Output, peopleContract as contract } from '@heyi/contract';
import { newId } from '@heyi/kernel';
import { maskBankAccount, type TenantCipher, tenantCipher, type Transaction } from '@heyi/platform';
import type { PersonId } from '../person/person.ts';
import type { CheckedAccount } from './payee-account.ts';

export type PayeeAccountView = Output<typeof contract.setPayeeAccount>;

export function sealAccount(cipher: TenantCipher, account: CheckedAccount) {
  return {
    ...account,
    accountSealed: cipher.seal(account.accountNumber),
    accountHash: cipher.lookup('bank account', account.accountNumber),
    accountMasked: maskBankAccount(account.accountNumber),
  };
}

/** The accounts a person had, the newest first. */
export async function accountsOf(tx: Transaction, personId: PersonId): Promise<PayeeAccountView[]> {
  return tx.sql<PayeeAccountView>`
    select id, bank_name as "bankName", bank_code as "bankCode", account_masked as "accountMasked",
           holder_name as "holderName", changed_at as "changedAt", ended_at as "endedAt"
      from people.payee_account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and person_id = ${personId}
     order by changed_at desc, id desc`;
}

/** Makes it the person's account; false when it already is. The person is locked by the caller. */
export async function replaceAccount(
  tx: Transaction,
  personId: PersonId,
  account: CheckedAccount,
): Promise<boolean> {
  const row = sealAccount(await tenantCipher(tx), account);
  const [same] = await tx.sql`
    select id from people.payee_account
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and person_id = ${personId}
       and ended_at is null and account_hash = ${row.accountHash} and bank_name = ${row.bankName}
       and bank_code is not distinct from ${row.bankCode} and holder_name = ${row.holderName}`;
  if (same) return false;
  await endAccount(tx, personId);
  await tx.sql`
    insert into people.payee_account
           (shard_key, tenant_id, id, person_id, bank_name, bank_code, account_sealed, account_hash,
            account_masked, holder_name, changed_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${newId()}, ${personId}, ${row.bankName},
            ${row.bankCode}, ${row.accountSealed}, ${row.accountHash}, ${row.accountMasked},
            ${row.holderName}, ${tx.now})`;
  return true;
}

/** False when the person has no account. */
export async function endAccount(tx: Transaction, personId: PersonId): Promise<boolean> {
  const ended = await tx.sql`
    update people.payee_account set ended_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and person_id = ${personId}
       and ended_at is null
    returning id`;
  return ended.length > 0;
}
