import type { gigIncomeContract as contract, Input } from '@heyi/contract';
import { fail, ok, type Result } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { IncomeLineFields } from '../income/income-line.ts';
import { type KnownWorker, programOf } from '../income/income-line.store.ts';
import { judgeLines } from '../income/report-income-lines.ts';
import type { Program, ProgramId } from '../program/program.ts';
import {
  batchByNumber,
  hashOfItems,
  insertBatch,
  type PayoutBatch,
  type PayoutItem,
  viewOf,
} from './payout-batch.store.ts';

/** Judges the items and keeps them; nothing is booked. The same number with the same items is the same. */
export async function createPayoutBatch(
  tx: Transaction,
  input: Input<typeof contract.createPayoutBatch>,
) {
  const drafted = await draftBatch(tx, input.batchNumber, input.programId, input.items);
  return drafted.ok ? ok(viewOf(drafted.value)) : drafted;
}

type Refusal = { readonly code: 'program.not_found' | 'payout_batch.number_reused' };

export async function draftBatch(
  tx: Transaction,
  batchNumber: string,
  programId: ProgramId | undefined,
  items: readonly IncomeLineFields[],
): Promise<Result<PayoutBatch, Refusal>> {
  const program = await programOf(tx, programId);
  if (program === null) return fail({ code: 'program.not_found' });
  const before = await batchByNumber(tx, batchNumber);
  if (before !== null) return repeated(before, program, items);
  const judged = await judgeItems(tx, program, items);
  const { id, environment } = program;
  await insertBatch(tx, { batchNumber, programId: id, environment, items: judged });
  // Somebody else may have used the number while the workers were locked.
  return repeated((await batchByNumber(tx, batchNumber))!, program, items);
}

function repeated(
  batch: PayoutBatch,
  program: Program,
  items: readonly IncomeLineFields[],
): Result<PayoutBatch, Refusal> {
  const isSame = batch.contentHash === hashOfItems(program.id, items);
  return isSame ? ok(batch) : fail({ code: 'payout_batch.number_reused' });
}

/** What would be refused now; it is judged again when the batch is confirmed. */
export async function judgeItems(
  tx: Transaction,
  program: Program,
  items: readonly IncomeLineFields[],
): Promise<PayoutItem[]> {
  const judged = await judgeLines(tx, program, items);
  return items.map((item, index) => {
    const line = judged[index]!;
    const rest = { withdrawalCode: null, withdrawalId: null };
    if ('outcome' in line) {
      const { outcome } = line;
      return { ...item, code: outcome.outcome === 'refused' ? outcome.code : null, ...rest };
    }
    return { ...item, code: 'line' in line ? codeAgainst(line.line.worker) : null, ...rest };
  });
}

function codeAgainst({ state, accountTrouble }: KnownWorker): PayoutItem['code'] {
  if (state === 'admitted') return null;
  const isUnusable = state === 'suspended' && accountTrouble !== null;
  return isUnusable ? 'worker.account_unusable' : 'worker.not_admitted';
}
