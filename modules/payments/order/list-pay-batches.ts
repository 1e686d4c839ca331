import type { Input, paymentsContract as contract } from '@heyi/contract';
import { type Fen, fen, formatId, type Id, type Instant, isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findPayerAccounts } from '../payer-account/payer-account.store.ts';
import { type BatchSubject, batchSubjects, type PayOrderState } from './pay-order.ts';

type BatchRow = {
  id: Id<'pbt'>;
  subjectKind: BatchSubject;
  subjectUuid: string;
  payerAccountId: Id<'pac'>;
  channel: string;
  sending: 'single' | 'batch';
  count: number;
  amount: Fen;
  releasedAt: Instant | null;
  createdAt: Instant;
};

type StateRow = {
  batchId: Id<'pbt'>;
  state: PayOrderState;
  count: number;
  amount: Fen;
  firstAt: Instant | null;
  lastAt: Instant | null;
};

type Filter = { subjectId: string | null; ids: readonly Id<'pbt'>[] | null; after: string | null };

export async function listPayBatches(
  tx: Transaction,
  input: Input<typeof contract.listPayBatches>,
) {
  const limit = input.limit ?? 50;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await viewBatches(
    tx,
    { subjectId: input.subjectId ?? null, ids: null, after },
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null });
}

export async function viewBatch(tx: Transaction, id: Id<'pbt'>) {
  const [batch] = await viewBatches(tx, { subjectId: null, ids: [id], after: null }, 1);
  return batch ?? null;
}

/** Every batch of a run, however many payer accounts it has. */
export function batchesOf(tx: Transaction, subjectId: Id<'run'>) {
  return viewBatches(tx, { subjectId, ids: null, after: null }, 1000);
}

async function viewBatches(tx: Transaction, filter: Filter, limit: number) {
  const rows = await tx.sql<BatchRow>`
    select id, subject_kind as "subjectKind", subject_id as "subjectUuid",
           payer_account_id as "payerAccountId", channel, sending, order_count as count,
           order_amount as amount, released_at as "releasedAt", created_at as "createdAt"
      from payments.pay_batch
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and subject_kind <> 'withdrawalDay'
       and (${filter.subjectId}::uuid is null or subject_id = ${filter.subjectId})
       and (${filter.ids}::uuid[] is null or id = any(${filter.ids}::uuid[]))
       and (${filter.after}::uuid is null or id < ${filter.after})
     order by id desc limit ${limit}`;
  const states = Map.groupBy(
    await statesOf(
      tx,
      rows.map(({ id }) => id),
    ),
    ({ batchId }) => batchId,
  );
  const payers = await findPayerAccounts(
    tx,
    rows.map(({ payerAccountId }) => payerAccountId),
  );
  return rows.map(({ subjectUuid, ...row }) => {
    const payer = payers.get(row.payerAccountId)!;
    const byState = states.get(row.id) ?? [];
    const succeeded = byState.find(({ state }) => state === 'succeeded');
    return {
      ...row,
      subjectId: formatId(batchSubjects[row.subjectKind], subjectUuid),
      holderName: payer.holderName,
      payerAccountMasked: payer.accountMasked,
      bankName: payer.bankName,
      byState: byState.map(({ state, count, amount }) => ({ state, count, amount: fen(amount) })),
      firstSucceededAt: succeeded?.firstAt ?? null,
      lastSucceededAt: succeeded?.lastAt ?? null,
    };
  });
}

function statesOf(tx: Transaction, batchIds: readonly Id<'pbt'>[]): Promise<StateRow[]> {
  return tx.sql<StateRow>`
    select batch_id as "batchId", state, count(*) as count, sum(amount)::bigint as amount,
           min(reported_at) as "firstAt", max(reported_at) as "lastAt"
      from payments.pay_order
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and batch_id = any(${batchIds}::uuid[]) and subject_kind <> 'withdrawal'
       and replaced_by_id is null
     group by batch_id, state order by batch_id, state`;
}
