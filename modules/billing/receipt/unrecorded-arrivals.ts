import { type Fen, fen, type Id } from '@heyi/kernel';
import type { StatementLine } from '@heyi/payments';
import type { Transaction } from '@heyi/platform';

/** What arrived by the bank's statement and is no receipt yet: the statement was not read since. */
export async function unrecordedArrivals(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  arrivals: readonly StatementLine[],
): Promise<Fen> {
  const rows = await tx.sql<{ reference: string }>`
    select bank_reference as reference from billing.receipt
     where (shard_key, tenant_id) in ((${tx.tenantShardKey}, ${tx.tenantId}),
                                      (${tx.houseShardKey}, ${tx.houseId}))
       and payer_account_id = ${payerAccountId}
       and bank_reference = any(${arrivals.map(({ bankReference }) => bankReference)}::text[])`;
  const recorded = new Set(rows.map(({ reference }) => reference));
  return fen(
    arrivals.reduce(
      (sum, { bankReference, amount }) => (recorded.has(bankReference) ? sum : sum + amount),
      0,
    ),
  );
}
