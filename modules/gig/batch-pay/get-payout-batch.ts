import type { gigIncomeContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { stripeKeysOf, type Transaction } from '@heyi/platform';
import { findSummaries } from './batch-summary.ts';
import { findBatch, type PayoutBatch, viewOf } from './payout-batch.store.ts';
import { refusalWordsOf } from './refusal-words.ts';

/** One of either environment, with every item as it was sent and what became of it. */
export async function getPayoutBatch(
  tx: Transaction,
  input: Input<typeof contract.getPayoutBatch>,
) {
  const [summary] = await findSummaries(tx, { id: input.batchId });
  const batch = await findBatch(tx, { id: input.batchId });
  if (summary === undefined || batch === null) {
    return fail({ code: 'payout_batch.not_found' as const });
  }
  const names = await namesOf(tx, batch);
  const rows = viewOf(batch).rows.map((row, index) => {
    const item = batch.items[index]!;
    const words = refusalWordsOf(item);
    return {
      ...row,
      task: item.task,
      workerName: names.get(row.externalWorkerId) ?? null,
      refusalZh: words?.zh ?? null,
      refusalEn: words?.en ?? null,
    };
  });
  return ok({ ...summary, rows });
}

/** By the platform's own number; a number that nobody has is in the batch all the same. */
async function namesOf(tx: Transaction, batch: PayoutBatch): Promise<Map<string, string>> {
  const wanted = [...new Set(batch.items.map(({ externalWorkerId }) => externalWorkerId))];
  const found = await tx.sql<{ externalId: string; name: string }>`
    select external_id as "externalId", name from gig.worker
     where shard_key = any(${await stripeKeysOf(tx)}::int[]) and tenant_id = ${tx.tenantId}
       and environment = ${batch.environment} and external_id = any(${wanted}::text[])`;
  return new Map(found.map(({ externalId, name }) => [externalId, name]));
}
