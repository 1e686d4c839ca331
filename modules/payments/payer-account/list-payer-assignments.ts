import type { Input, paymentsContract as contract } from '@heyi/contract';
import { type Id, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findPayerAccounts, type PayerAccount } from './payer-account.store.ts';

export async function listPayerAssignments(
  tx: Transaction,
  _input: Input<typeof contract.listPayerAssignments>,
) {
  const accounts = await payerAccountsOf(tx);
  const rows = [...accounts].map(([legalEntityId, payerAccount]) => ({
    legalEntityId,
    payerAccount,
  }));
  return ok({ rows, next: null });
}

/**
 * The paying account of each legal entity that has one, the provider's accounts included. `tx` has
 * to see the house. A closed account is listed; nothing is paid from it.
 */
export async function payerAccountsOf(tx: Transaction): Promise<Map<Id<'ent'>, PayerAccount>> {
  const rows = await tx.sql<{ legalEntityId: Id<'ent'>; payerAccountId: Id<'pac'> }>`
    select legal_entity_id as "legalEntityId", payer_account_id as "payerAccountId"
      from payments.payer_assignment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} order by legal_entity_id`;
  const accounts = await findPayerAccounts(
    tx,
    rows.map((row) => row.payerAccountId),
  );
  return new Map(
    rows.flatMap(({ legalEntityId, payerAccountId }) => {
      const account = accounts.get(payerAccountId);
      return account ? [[legalEntityId, account] as const] : [];
    }),
  );
}
