import type { gigIncomeContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { enqueue, type Transaction } from '@heyi/platform';
import { programOf } from '../income/income-line.store.ts';
import { takeLines } from '../income/report-income-lines.ts';
import type { Program } from '../program/program.ts';
import { judgeItems } from './create-payout-batch.ts';
import { payBatchJob } from './pay-batch.ts';
import {
  amountOf,
  batchByNumber,
  batchForUpdate,
  type PayoutBatch,
  type PayoutItem,
  saveBatch,
  viewOf,
} from './payout-batch.store.ts';

/** Books the income of the good items; a job then withdraws for each. A second confirmation is none. */
export async function confirmPayoutBatch(
  tx: Transaction,
  input: Input<typeof contract.confirmPayoutBatch>,
) {
  const batch = await batchForUpdate(tx, input.batchNumber);
  if (batch === null) return fail({ code: 'payout_batch.not_found' as const });
  const program = await programOf(tx, batch.programId);
  if (program === null) return fail({ code: 'program.not_found' as const });
  if (batch.state === 'cancelled') return fail({ code: 'payout_batch.cancelled' as const });
  if (input.items !== batch.items.length || input.amount !== amountOf(batch.items)) {
    return fail({ code: 'payout_batch.totals_differ' as const });
  }
  if (batch.state === 'draft') await bookBatch(tx, program, batch);
  return ok(viewOf((await batchByNumber(tx, batch.batchNumber))!));
}

export async function bookBatch(
  tx: Transaction,
  program: Program,
  batch: PayoutBatch,
): Promise<void> {
  const judged = await judgeItems(tx, program, batch.items);
  const good = judged.filter(({ code }) => code === null);
  const outcomes = await takeLines(tx, program, 'batch', good);
  const refusedNow = new Map(
    outcomes.flatMap((outcome, index) =>
      outcome.outcome === 'refused' ? [[good[index]!, outcome.code] as const] : [],
    ),
  );
  const items = judged.map((item): PayoutItem => ({
    ...item,
    code: item.code ?? refusedNow.get(item) ?? null,
  }));
  await saveBatch(tx, batch.id, { state: 'confirmed', items });
  const { batchNumber, environment } = batch;
  const input = { batchNumber, environment };
  await enqueue(tx, { job: payBatchJob, input, subjectId: batch.id });
}
