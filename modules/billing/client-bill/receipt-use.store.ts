import type { Fen, Id, PlainDate } from '@heyi/kernel';
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

/** The client's receipts with what no bill has used; a run may have spent it. The oldest first. */
export async function receiptsLeft(tx: Transaction): Promise<ReceiptLeft[]> {
  const receipts = await tx.sql<Omit<ReceiptLeft, 'left'>>`
    select id as "receiptId", payer_account_id as "payerAccountId", amount,
           received_on as "receivedOn"
      from billing.receipt
     where (shard_key, tenant_id) in ((${tx.shardKey}::int, ${tx.tenantId}::uuid),
                                      (${tx.houseShardKey}::int, ${tx.houseId}::uuid))
       and client_tenant_id = ${tx.tenantId}
     order by received_on, id`;
  const used = await tx.sql<{ id: Id<'rcp'>; used: number }>`
    select receipt_id as id, sum(amount_fen)::bigint as used from billing.standing_match
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
     group by receipt_id`;
  const usedBy = new Map(used.map((row) => [row.id, row.used]));
  return receipts
    .map((row) => ({ ...row, left: (row.amount - (usedBy.get(row.receiptId) ?? 0)) as Fen }))
    .filter(({ left }) => left > 0);
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
