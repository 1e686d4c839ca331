import { type Fen, type Id, type Instant, newId, type PlainDate } from '@heyi/kernel';
import { shardKeyOf, type TenantId, type Transaction } from '@heyi/platform';

export type ReceiptSource = 'person' | 'statement' | 'file';

export type NewReceipt = {
  amount: Fen;
  senderName: string;
  bankReference: string;
  receivedOn: PlainDate;
  note: string | null;
};

export type Receipt = NewReceipt & {
  id: Id<'rcp'>;
  /** The tenant of the account it arrived at. */
  holderId: TenantId;
  payerAccountId: Id<'pac'>;
  source: ReceiptSource;
  clientId: TenantId | null;
  matchCount: number;
  matchedAt: Instant | null;
  matchedBy: string | null;
};

/** The transaction as one that writes in a tenant it sees: the holder of an account. */
export function inTenantOf(tx: Transaction, tenantId: TenantId): Transaction {
  const shardKey = shardKeyOf(tenantId);
  return { ...tx, tenantId, shardKey, tenantShardKey: shardKey };
}

/** Adds those whose bank reference is new for the account, in the holder's tenant. */
export async function insertReceipts(
  holder: Transaction,
  payerAccountId: Id<'pac'>,
  source: ReceiptSource,
  receipts: readonly NewReceipt[],
): Promise<{ id: Id<'rcp'>; amount: Fen; receivedOn: PlainDate }[]> {
  return holder.sql<{ id: Id<'rcp'>; amount: Fen; receivedOn: PlainDate }>`
    insert into billing.receipt (shard_key, tenant_id, id, payer_account_id, amount, sender_name,
                                 bank_reference, received_on, note, source, recorded_at)
    select ${holder.shardKey}, ${holder.tenantId}, id, ${payerAccountId}, amount, sender_name,
           bank_reference, received_on, note, ${source}, ${holder.now}
      from unnest(${receipts.map(() => newId())}::uuid[],
                  ${receipts.map(({ amount }) => amount)}::bigint[],
                  ${receipts.map(({ senderName }) => senderName)}::text[],
                  ${receipts.map(({ bankReference }) => bankReference)}::text[],
                  ${receipts.map(({ receivedOn }) => receivedOn)}::date[],
                  ${receipts.map(({ note }) => note)}::text[])
        as new (id, amount, sender_name, bank_reference, received_on, note)
     order by bank_reference
        on conflict (shard_key, tenant_id, payer_account_id, bank_reference) do nothing
    returning id, amount, received_on as "receivedOn"`;
}

/**
 * Locks a receipt that this tenant may touch: one of its own accounts, one of the provider's that is
 * unmatched, or one that was matched to it. Null otherwise.
 */
export async function lockReceipt(tx: Transaction, id: Id<'rcp'>): Promise<Receipt | null> {
  // On a cluster a statement locks under one shard key.
  const [own] = await tx.sql`
    select 1 from billing.receipt
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for update`;
  if (!own) {
    await tx.sql`
      select 1 from billing.receipt
       where shard_key = ${tx.houseShardKey} and tenant_id = ${tx.houseId} and id = ${id}
         for update`;
  }
  return findReceipt(tx, id);
}

async function findReceipt(tx: Transaction, id: Id<'rcp'>): Promise<Receipt | null> {
  const [row] = await tx.sql<Receipt>`
    select id, tenant_id as "holderId", payer_account_id as "payerAccountId", amount,
           sender_name as "senderName", bank_reference as "bankReference",
           received_on as "receivedOn", note, source, client_tenant_id as "clientId",
           match_count as "matchCount", matched_at as "matchedAt", matched_by_name as "matchedBy"
      from billing.receipt
     where (shard_key, tenant_id) in ((${tx.shardKey}, ${tx.tenantId}),
                                      (${tx.houseShardKey}, ${tx.houseId}))
       and id = ${id}
       and (tenant_id = ${tx.tenantId} or coalesce(client_tenant_id, ${tx.tenantId}) = ${tx.tenantId})`;
  return row ?? null;
}

export async function setClient(
  tx: Transaction,
  receipt: Receipt,
  clientId: TenantId | null,
): Promise<void> {
  const isMatch = clientId !== null;
  await tx.sql`
    update billing.receipt
       set client_tenant_id = ${clientId}, match_count = match_count + ${isMatch ? 1 : 0},
           matched_at = ${isMatch ? tx.now : null}, matched_by_name = ${isMatch ? tx.actor.name : null}
     where shard_key = ${shardKeyOf(receipt.holderId)} and tenant_id = ${receipt.holderId}
       and id = ${receipt.id}`;
}
