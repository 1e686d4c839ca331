import type { billingContract as contract, Input } from '@heyi/contract';
import { assert, type Fen, type Id, type Instant, isUuid, ok, type PlainDate } from '@heyi/kernel';
import { findPayerAccounts } from '@heyi/payments';
import type { TenantId, Transaction } from '@heyi/platform';
import type { ReceiptSource } from './receipt.store.ts';

type ReceiptState = (typeof contract.receiptStates)[number];

type ReceiptRow = {
  id: Id<'rcp'>;
  payerAccountId: Id<'pac'>;
  amount: Fen;
  senderName: string;
  bankReference: string;
  receivedOn: PlainDate;
  note: string | null;
  source: ReceiptSource;
  state: ReceiptState;
  clientId: TenantId | null;
  matchedAt: Instant | null;
  matchedBy: string | null;
};

type Filter = {
  id: Id<'rcp'> | null;
  /** Only what nobody has, at the provider's accounts. */
  isUnmatchedOnly: boolean;
  /** Also what nobody has yet at the provider's accounts: whoever asks is going to match it. */
  isForMatching: boolean;
  amount: Fen | null;
  state: ReceiptState | null;
  payerAccountId: Id<'pac'> | null;
  receivedFrom: PlainDate | null;
  receivedUntil: PlainDate | null;
  after: string | null;
  limit: number;
};

const everything: Filter = {
  id: null,
  isUnmatchedOnly: false,
  isForMatching: false,
  amount: null,
  state: null,
  payerAccountId: null,
  receivedFrom: null,
  receivedUntil: null,
  after: null,
  limit: 50,
};

export async function listReceipts(tx: Transaction, input: Input<typeof contract.listReceipts>) {
  const { state = null, payerAccountId = null, receivedFrom = null, receivedUntil = null } = input;
  return ok(
    await pageOf(tx, input, {
      ...everything,
      state,
      payerAccountId,
      receivedFrom,
      receivedUntil,
    }),
  );
}

/** Money at the accounts of the transaction's tenant that nobody has. */
export function unmatchedPage(
  tx: Transaction,
  input: { after?: string | undefined; limit?: number | undefined },
) {
  return pageOf(tx, input, { ...everything, isUnmatchedOnly: true });
}

export async function viewReceipt(tx: Transaction, id: Id<'rcp'>) {
  const [view] = await viewReceipts(tx, { ...everything, id });
  assert(view, 'a receipt that was written can be read');
  return view;
}

export type ReceiptOfAmount = Awaited<ReturnType<typeof viewReceipts>>[number];

/** What may be the money that somebody looks for: this client's, or nobody's yet. */
export async function receiptsOfAmount(
  tx: Transaction,
  wanted: { readonly payerAccountId: Id<'pac'>; readonly amount: Fen },
): Promise<ReceiptOfAmount[]> {
  const { payerAccountId, amount } = wanted;
  const filter = { ...everything, payerAccountId, amount, isForMatching: true };
  const rows = await viewReceipts(tx, filter);
  return rows.filter(({ clientId }) => clientId === null || clientId === tx.tenantId);
}

/** A receipt that is the client's; null otherwise. */
export async function matchedReceipt(
  tx: Transaction,
  id: Id<'rcp'>,
): Promise<ReceiptOfAmount | null> {
  const [view] = await viewReceipts(tx, { ...everything, id });
  return view?.clientId === tx.tenantId ? view : null;
}

async function pageOf(
  tx: Transaction,
  input: { after?: string | undefined; limit?: number | undefined },
  filter: Filter,
) {
  const limit = input.limit ?? 50;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await viewReceipts(tx, { ...filter, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null };
}

/** Of the house's receipts a client sees those that were matched to it. */
async function viewReceipts(tx: Transaction, filter: Filter) {
  const rows = await tx.sql<ReceiptRow>`
    select r.id, r.payer_account_id as "payerAccountId", r.amount, r.sender_name as "senderName",
           r.bank_reference as "bankReference", r.received_on as "receivedOn", r.note, r.source,
           r.client_tenant_id as "clientId", r.matched_at as "matchedAt",
           r.matched_by_name as "matchedBy",
           case when r.client_tenant_id is null then 'unmatched'
                when r.client_tenant_id = ${tx.houseId} then 'ownFunds' else 'matched' end as state
      from billing.receipt r
     where (r.shard_key, r.tenant_id) in ((${tx.shardKey}, ${tx.tenantId}),
                                          (${tx.houseShardKey}, ${tx.houseId}))
       and (r.tenant_id = ${tx.tenantId} or r.client_tenant_id = ${tx.tenantId}
            or (${filter.isForMatching} and r.client_tenant_id is null))
       and (${filter.amount}::bigint is null or r.amount = ${filter.amount})
       and (not ${filter.isUnmatchedOnly} or r.client_tenant_id is null)
       and (${filter.id}::uuid is null or r.id = ${filter.id})
       and (${filter.payerAccountId}::uuid is null or r.payer_account_id = ${filter.payerAccountId})
       and (${filter.receivedFrom}::date is null or r.received_on >= ${filter.receivedFrom})
       and (${filter.receivedUntil}::date is null or r.received_on <= ${filter.receivedUntil})
       and (${filter.state}::text is null
            or case when r.client_tenant_id is null then 'unmatched'
                    when r.client_tenant_id = ${tx.houseId} then 'ownFunds'
                    else 'matched' end = ${filter.state})
       and (${filter.after}::uuid is null or r.id < ${filter.after})
     order by r.id desc limit ${filter.limit}`;
  const accounts = await findPayerAccounts(
    tx,
    rows.map(({ payerAccountId }) => payerAccountId),
  );
  return rows.map((row) => {
    const account = accounts.get(row.payerAccountId)!;
    return { ...row, holderName: account.holderName, accountMasked: account.accountMasked };
  });
}
