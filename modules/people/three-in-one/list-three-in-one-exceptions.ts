import type { Input, peopleContract as contract } from '@heyi/contract';
import { isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { type ExceptionId, readExceptions, shownException } from './exception.store.ts';

const rowsDefault = 100;

export async function listThreeInOneExceptions(
  tx: Transaction,
  input: Input<typeof contract.listThreeInOneExceptions>,
) {
  const limit = input.limit ?? rowsDefault;
  const before = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await readExceptions(tx, {
    employmentId: input.employmentId ?? null,
    before: before as ExceptionId | null,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit).map(shownException);
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null });
}
