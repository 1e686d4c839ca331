import type { gigIncomeContract as contract, Output } from '@heyi/contract';
import { fen, type Fen, type Id, type Instant, subtract } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { ProgramId } from '../program/program.ts';
import type { PayoutBatch, PayoutBatchId } from './payout-batch.store.ts';

type BatchSummary = Output<typeof contract.listPayoutBatches>['rows'][number];

type Row = {
  id: PayoutBatchId;
  batchNumber: string;
  state: PayoutBatch['state'];
  items: number;
  amount: Fen;
  isSingle: boolean;
  withdrawnItems: number;
  withdrawnAmount: Fen;
  refusedItems: number;
  refusedAmount: Fen;
  createdAt: Instant;
  confirmedAt: Instant | null;
  cancelledAt: Instant | null;
};

type Filter = {
  readonly id?: Id<'pob'> | undefined;
  readonly programId?: ProgramId | undefined;
  readonly state?: PayoutBatch['state'] | undefined;
  readonly after?: string | null;
  readonly limit?: number;
};

/** Newest first, with what became of the items; without a program or an id, those that are live. */
export async function findSummaries(tx: Transaction, filter: Filter): Promise<BatchSummary[]> {
  const [id, programId, state] = [
    filter.id ?? null,
    filter.programId ?? null,
    filter.state ?? null,
  ];
  const after = filter.after ?? null;
  const rows = await tx.sql<Row>`
    select b.id, b.batch_number as "batchNumber", b.state, b.item_count as items, b.amount,
           b.item_count = 1 and b.items->0->>'businessId' = b.batch_number as "isSingle",
           f.withdrawn_items as "withdrawnItems", f.withdrawn_amount as "withdrawnAmount",
           f.refused_items as "refusedItems", f.refused_amount as "refusedAmount",
           b.created_at as "createdAt", b.confirmed_at as "confirmedAt",
           b.cancelled_at as "cancelledAt"
      from (
           select * from gig.payout_batch b
            where b.shard_key = ${tx.tenantShardKey} and b.tenant_id = ${tx.tenantId}
              and (${id}::uuid is null or b.id = ${id})
              and (${programId}::uuid is null or b.program_id = ${programId})
              and (${id}::uuid is not null or ${programId}::uuid is not null
                   or b.environment = 'live')
              and (${state}::text is null or b.state = ${state})
              and (${after}::uuid is null or b.id < ${after})
            order by b.id desc limit ${filter.limit ?? 1}) b
     cross join lateral (
           select count(*) filter (where i.item->>'withdrawalId' is not null)::int
                    as withdrawn_items,
                  coalesce(sum((i.item->>'amount')::bigint)
                           filter (where i.item->>'withdrawalId' is not null), 0)::bigint
                    as withdrawn_amount,
                  count(*) filter (where i.item->>'code' is not null)::int as refused_items,
                  coalesce(sum((i.item->>'amount')::bigint)
                           filter (where i.item->>'code' is not null), 0)::bigint
                    as refused_amount
             from jsonb_array_elements(b.items) i (item)) f
     order by b.id desc`;
  return rows.map(summaryOf);
}

function summaryOf(row: Row): BatchSummary {
  const { withdrawnItems, withdrawnAmount, refusedItems, refusedAmount, ...batch } = row;
  const rest = {
    items: batch.items - withdrawnItems - refusedItems,
    amount: subtract(subtract(batch.amount, withdrawnAmount), refusedAmount),
  };
  return {
    ...batch,
    withdrawn: { items: withdrawnItems, amount: withdrawnAmount },
    refused: { items: refusedItems, amount: refusedAmount },
    waiting: batch.state === 'cancelled' ? { items: 0, amount: fen(0) } : rest,
  };
}
