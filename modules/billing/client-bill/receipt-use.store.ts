import {
  type Fen,
  type Id,
  maxFen,
  minFen,
  negate,
  type PlainDate,
  subtract,
  zeroFen,
} from '@heyi/kernel';
import { balanceOf } from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';

/** What bills have used of a receipt. */
export async function usedOfReceipt(tx: Transaction, receiptId: Id<'rcp'>): Promise<Fen> {
  const [row] = await tx.sql<{ used: Fen }>`
    select coalesce(sum(amount_fen), 0)::bigint as used from billing.standing_match
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and receipt_id = ${receiptId}`;
  return row!.used;
}

export type ReceiptLeft = {
  readonly receiptId: Id<'rcp'>;
  readonly payerAccountId: Id<'pac'>;
  readonly amount: Fen;
  readonly left: Fen;
  readonly receivedOn: PlainDate;
};

/**
 * The client's receipts with what no bill has used, as far as the money still lies there: runs spend
 * an account's money without saying whose receipt it was, so the oldest counts as spent first. What
 * has nothing left is left out. The oldest first.
 */
export async function receiptsLeft(tx: Transaction): Promise<ReceiptLeft[]> {
  const receipts = await tx.sql<Omit<ReceiptLeft, 'left'>>`
    select id as "receiptId", payer_account_id as "payerAccountId", amount,
           received_on as "receivedOn"
      from billing.receipt
     where (shard_key, tenant_id) in ((${tx.shardKey}::int, ${tx.tenantId}::uuid),
                                      (${tx.houseShardKey}::int, ${tx.houseId}::uuid))
       and client_tenant_id = ${tx.tenantId}
     order by received_on, id`;
  const used = await tx.sql<{ id: Id<'rcp'>; used: Fen }>`
    select receipt_id as id, sum(amount_fen)::bigint as used from billing.standing_match
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
     group by receipt_id`;
  const usedBy = new Map(used.map((row) => [row.id, row.used]));
  const unused = receipts
    .map((row) => ({ ...row, left: subtract(row.amount, usedBy.get(row.receiptId) ?? zeroFen) }))
    .filter(({ left }) => left > 0);
  return withMoneyThere(unused, await fundsOf(tx, unused));
}

/** What of the client's money lies on each account that its receipts came to. */
async function fundsOf(
  tx: Transaction,
  receipts: readonly ReceiptLeft[],
): Promise<Map<Id<'pac'>, Fen>> {
  const accounts = [...new Set(receipts.map(({ payerAccountId }) => payerAccountId))];
  const keys = accounts.map((id) => ({ kind: 'clientFunds', payerAccountId: id }) as const);
  const balances = await balanceOf(tx, keys);
  const there = balances.map(({ balance }) => maxFen(negate(balance), zeroFen));
  return new Map(accounts.map((id, index) => [id, there[index]!]));
}

function withMoneyThere(
  receipts: readonly ReceiptLeft[],
  funds: Map<Id<'pac'>, Fen>,
): ReceiptLeft[] {
  const newestFirst = receipts.toReversed().map((row) => {
    const there = funds.get(row.payerAccountId)!;
    const left = minFen(row.left, there);
    funds.set(row.payerAccountId, subtract(there, left));
    return { ...row, left };
  });
  return newestFirst.toReversed().filter(({ left }) => left > 0);
}

/** Where the money of the newest match lies; null before the first. */
export async function lastPayerAccount(tx: Transaction): Promise<Id<'pac'> | null> {
  const [match] = await tx.sql<{ receiptId: Id<'rcp'> }>`
    select receipt_id as "receiptId" from billing.standing_match
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
     order by matched_at desc, id desc limit 1`;
  if (!match) return null;
  const [receipt] = await tx.sql<{ payerAccountId: Id<'pac'> }>`
    select payer_account_id as "payerAccountId" from billing.receipt
     where (shard_key, tenant_id) in ((${tx.shardKey}::int, ${tx.tenantId}::uuid),
                                      (${tx.houseShardKey}::int, ${tx.houseId}::uuid))
       and id = ${match.receiptId}`;
  return receipt?.payerAccountId ?? null;
}
