import type { Input, ledgerContract as contract } from '@heyi/contract';
import { type Fen, ok, subtract, sum } from '@heyi/kernel';
import { shardKeysOf, type Transaction } from '@heyi/platform';
import type { AccountKind } from './account.ts';

type KindRow = { kind: AccountKind; accounts: number; debitTotal: Fen; creditTotal: Fen };

export async function getTrialBalance(
  tx: Transaction,
  _input: Input<typeof contract.getTrialBalance>,
) {
  const keys = await shardKeysOf(tx);
  const rows = await tx.sql<KindRow>`
    select kind, count(*) as accounts, sum(debit_total)::bigint as "debitTotal",
           sum(credit_total)::bigint as "creditTotal"
      from ledger.account
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}
     group by kind order by kind`;
  const debitTotal = sum(rows.map((row) => row.debitTotal));
  const creditTotal = sum(rows.map((row) => row.creditTotal));
  return ok({
    rows: rows.map((row) => ({ ...row, balance: subtract(row.debitTotal, row.creditTotal) })),
    debitTotal,
    creditTotal,
    isBalanced: debitTotal === creditTotal,
  });
}
