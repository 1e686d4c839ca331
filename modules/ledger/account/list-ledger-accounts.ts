import type { Input, ledgerContract as contract } from '@heyi/contract';
import { type Fen, type Id, ok, subtract } from '@heyi/kernel';
import { shardKeysOf, type Transaction } from '@heyi/platform';
import type { AccountKind } from './account.ts';

export type AccountRow = {
  id: Id<'lac'>;
  kind: AccountKind;
  legalEntityId: Id<'ent'> | null;
  payerAccountId: Id<'pac'> | null;
  personId: Id<'per'> | null;
  registrationId: Id<'reg'> | null;
  debitTotal: Fen;
  creditTotal: Fen;
};

export async function listLedgerAccounts(
  tx: Transaction,
  input: Input<typeof contract.listLedgerAccounts>,
) {
  const limit = input.limit ?? 100;
  const [afterKind = null, afterId = null] = input.after?.split(' ') ?? [];
  const rows = await tx.sql<AccountRow>`
    select id, kind, legal_entity_id as "legalEntityId", payer_account_id as "payerAccountId",
           person_id as "personId", registration_id as "registrationId",
           debit_total as "debitTotal", credit_total as "creditTotal"
      from ledger.account
     where shard_key = any(${await shardKeysOf(tx)}::int[]) and tenant_id = ${tx.tenantId}
       and (${input.kind ?? null}::text is null or kind = ${input.kind ?? null})
       and (${input.legalEntityId ?? null}::uuid is null
            or legal_entity_id = ${input.legalEntityId ?? null})
       and (${input.payerAccountId ?? null}::uuid is null
            or payer_account_id = ${input.payerAccountId ?? null})
       and (${input.personId ?? null}::uuid is null or person_id = ${input.personId ?? null})
       and (${afterKind}::text is null or (kind, id::text) > (${afterKind}, ${afterId}))
     order by kind, id::text limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return ok({
    rows: shown.map((row) => ({
      ...row,
      balance: subtract(row.debitTotal, row.creditTotal),
    })),
    next: rows.length > limit && last ? `${last.kind} ${last.id}` : null,
  });
}
