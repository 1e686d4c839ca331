import type { gigIncomeContract as contract, Input } from '@heyi/contract';
import { isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findSummaries } from './batch-summary.ts';

export async function listPayoutBatches(
  tx: Transaction,
  input: Input<typeof contract.listPayoutBatches>,
) {
  const { limit = 50, programId, state } = input;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await findSummaries(tx, { programId, state, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null });
}
