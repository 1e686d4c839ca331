import type { Input, ledgerContract as contract } from '@heyi/contract';
import { type Fen, type Id, ok } from '@heyi/kernel';
import { shardKeysOf, type Transaction } from '@heyi/platform';
import type { AccountKind } from './account.ts';

type Difference = {
  accountId: Id<'lac'>;
  kind: AccountKind | null;
  debitTotal: Fen;
  debitRecomputed: Fen;
  creditTotal: Fen;
  creditRecomputed: Fen;
};

/**
 * Adds up every journal line again, in one snapshot with the balances it is compared to: in the main
 * books and in those of every stripe. No account has the same id in two books.
 */
export async function verifyLedger(tx: Transaction, _input: Input<typeof contract.verifyLedger>) {
  const keys = await shardKeysOf(tx);
  const [counts] = await tx.sql<{ journals: number; accounts: number }>`
    select (select count(*) from ledger.journal
             where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}) as journals,
           (select count(*) from ledger.account
             where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}) as accounts`;
  const differences = await tx.sql<Difference>`
    with recomputed as (
      select account_id as id, coalesce(sum(amount) filter (where amount > 0), 0)::bigint as debit,
             coalesce(-sum(amount) filter (where amount < 0), 0)::bigint as credit
        from ledger.entry
       where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}
       group by account_id),
    kept as (
      select id, kind, debit_total, credit_total from ledger.account
       where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId})
    select coalesce(kept.id, recomputed.id) as "accountId", kind,
           coalesce(debit_total, 0) as "debitTotal", coalesce(debit, 0) as "debitRecomputed",
           coalesce(credit_total, 0) as "creditTotal", coalesce(credit, 0) as "creditRecomputed"
      from kept full join recomputed on recomputed.id = kept.id
     where (coalesce(debit_total, 0), coalesce(credit_total, 0))
           is distinct from (coalesce(debit, 0), coalesce(credit, 0))
     order by 1`;
  return ok({ journals: counts!.journals, accounts: counts!.accounts, differences });
}
