import type { Input, personLinkContract as contract } from '@heyi/contract';
import { isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { linkStateOf } from './person-link.ts';
import { listLinkRows } from './person-link.store.ts';

/** Who was given which pages, whether they were opened, and who was turned away. */
export async function listPersonLinks(
  tx: Transaction,
  { purpose, after, limit = 50 }: Input<typeof contract.listPersonLinks>,
) {
  const from = after !== undefined && isUuid(after) ? after : null;
  const rows = await listLinkRows(tx, { purpose, after: from, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return ok({
    rows: shown.map((row) => ({ ...row, state: linkStateOf(row, tx.now) })),
    next: rows.length > limit ? shown.at(-1)!.id : null,
  });
}
