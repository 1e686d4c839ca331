import { createHash } from 'node:crypto';
import type { gigIncomeContract as contract, Output } from '@heyi/contract';
import { type Fen, type Id, type Instant, newId, payPeriod, plainDate, sum } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { IncomeLineFields } from '../income/income-line.ts';
import { type Environment, environmentOf, type ProgramId } from '../program/program.ts';

export type PayoutBatchId = Id<'pob'>;
export type PayoutBatchView = Output<typeof contract.readPayoutBatch>;
export type PayoutItemCode = (typeof contract.payoutItemCodes)[number];

export type PayoutItem = IncomeLineFields & {
  readonly code: PayoutItemCode | null;
  readonly withdrawalCode: string | null;
  readonly withdrawalId: string | null;
};

export type PayoutBatch = {
  readonly id: PayoutBatchId;
  readonly batchNumber: string;
  readonly programId: ProgramId;
  readonly environment: Environment;
  readonly appId: Id<'app'> | null;
  readonly state: PayoutBatchView['state'];
  readonly contentHash: string;
  readonly items: readonly PayoutItem[];
  readonly createdAt: Instant;
  readonly confirmedAt: Instant | null;
  readonly cancelledAt: Instant | null;
};

/** Items as they are stored are of plain texts and numbers: days and months come back branded. */
function readItems(stored: readonly PayoutItem[]): PayoutItem[] {
  return stored.map((item) => ({
    ...item,
    acceptedOn: plainDate(item.acceptedOn),
    workPeriod: payPeriod(item.workPeriod),
  }));
}

export function batchByNumber(
  tx: Transaction,
  batchNumber: string,
  environment: Environment = environmentOf(tx),
): Promise<PayoutBatch | null> {
  return findBatch(tx, { batchNumber, environment });
}

/** By its id, or by the number that the platform gave it in one environment. */
export async function findBatch(
  tx: Transaction,
  wanted: { id?: PayoutBatchId; batchNumber?: string; environment?: Environment },
): Promise<PayoutBatch | null> {
  const { id = null, batchNumber = null, environment = null } = wanted;
  const [row] = await tx.sql<PayoutBatch>`
    select id, batch_number as "batchNumber", program_id as "programId", environment,
           app_id as "appId", state, content_hash as "contentHash", items,
           created_at as "createdAt", confirmed_at as "confirmedAt", cancelled_at as "cancelledAt"
      from gig.payout_batch
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
       and (id = ${id}::uuid or (environment = ${environment} and batch_number = ${batchNumber}))`;
  return row ? { ...row, items: readItems(row.items) } : null;
}

/** Locks first, reads second. */
export async function batchForUpdate(
  tx: Transaction,
  batchNumber: string,
  environment: Environment = environmentOf(tx),
): Promise<PayoutBatch | null> {
  await tx.sql`
    select from gig.payout_batch
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
       and environment = ${environment} and batch_number = ${batchNumber} for update`;
  return batchByNumber(tx, batchNumber, environment);
}

export function hashOfItems(programId: ProgramId, items: readonly IncomeLineFields[]): string {
  const content = items.map((item) => [
    item.businessId,
    item.externalWorkerId,
    item.incomeKind,
    item.task,
    item.acceptedOn,
    item.workPeriod,
    item.amount,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([programId, content]))
    .digest('hex');
}

/** False when the number was used in the meantime. */
export async function insertBatch(
  tx: Transaction,
  batch: {
    readonly batchNumber: string;
    readonly programId: ProgramId;
    readonly environment: Environment;
    readonly items: readonly PayoutItem[];
  },
): Promise<boolean> {
  const { items } = batch;
  const inserted = await tx.sql`
    insert into gig.payout_batch (shard_key, tenant_id, id, batch_number, program_id, environment,
                                  app_id, state, content_hash, items, item_count, amount, created_at)
    values (${tx.tenantShardKey}, ${tx.tenantId}, ${newId()}, ${batch.batchNumber},
            ${batch.programId}, ${batch.environment}, ${tx.actor.app?.id ?? null}, 'draft',
            ${hashOfItems(batch.programId, items)}, ${JSON.stringify(items)}, ${items.length},
            ${amountOf(items)}, ${tx.now})
    on conflict on constraint payout_batch_number do nothing
    returning id`;
  return inserted.length > 0;
}

export async function saveBatch(
  tx: Transaction,
  id: PayoutBatchId,
  change: { readonly state: PayoutBatch['state']; readonly items: readonly PayoutItem[] },
): Promise<void> {
  const { state } = change;
  await tx.sql`
    update gig.payout_batch
       set state = ${state}, items = ${JSON.stringify(change.items)},
           confirmed_at = case when ${state} = 'confirmed' then coalesce(confirmed_at, ${tx.now}) end,
           cancelled_at = case when ${state} = 'cancelled' then coalesce(cancelled_at, ${tx.now}) end
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export function amountOf(items: readonly IncomeLineFields[]): Fen {
  return sum(items.map(({ amount }) => amount));
}

export function viewOf(batch: PayoutBatch): PayoutBatchView {
  return {
    id: batch.id,
    batchNumber: batch.batchNumber,
    state: batch.state,
    items: batch.items.length,
    amount: amountOf(batch.items),
    refused: batch.items.filter(({ code }) => code !== null).length,
    createdAt: batch.createdAt,
    confirmedAt: batch.confirmedAt,
    cancelledAt: batch.cancelledAt,
    rows: batch.items.map(
      ({ businessId, externalWorkerId, amount, code, withdrawalCode, withdrawalId }) => ({
        businessId,
        externalWorkerId,
        amount,
        code,
        withdrawalCode,
        withdrawalId,
      }),
    ),
  };
}
