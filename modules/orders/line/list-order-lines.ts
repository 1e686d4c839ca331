import { assignedClients } from '@heyi/clients';
import type { Input, ordersContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { countLines, cursorAfter, cursorOf, readLines } from './read-lines.ts';

const rowsDefault = 100;

export async function listOrderLines(
  tx: Transaction,
  input: Input<typeof contract.listOrderLines>,
) {
  const { after, limit = rowsDefault, ...wanted } = input;
  const at = cursorOf(after);
  const rows = await readLines(tx, wanted, { ...at, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const clients = await assignedClients(tx);
  return ok({
    rows: shown.map((row) => ({
      ...row,
      clientShortName: clients.get(row.tenantId)?.shortName ?? null,
    })),
    next: rows.length > limit ? cursorAfter(shown.at(-1)!) : null,
    total: at.id === null ? await countLines(tx, wanted) : null,
  });
}
