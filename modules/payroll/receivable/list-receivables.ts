import type { Input, payrollContract as contract } from '@heyi/contract';
import { isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readOutstanding, readReceivables } from './receivable.store.ts';

export async function listReceivables(
  tx: Transaction,
  input: Input<typeof contract.listReceivables>,
) {
  const limit = input.limit ?? 50;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await readReceivables(tx, {
    id: null,
    state: input.state ?? null,
    after,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  return ok({
    rows: shown,
    next: rows.length > limit ? shown.at(-1)!.id : null,
    outstanding: await readOutstanding(tx),
  });
}
