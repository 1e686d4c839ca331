import type { Input, insuranceContract as contract } from '@heyi/contract';
import { isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { type DifferenceRunId, readRuns } from './difference-run.store.ts';

const rowsDefault = 50;

export async function listDifferenceRuns(
  tx: Transaction,
  input: Input<typeof contract.listDifferenceRuns>,
) {
  const limit = input.limit ?? rowsDefault;
  const before = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await readRuns(tx, {
    id: null,
    before: before as DifferenceRunId | null,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null });
}
