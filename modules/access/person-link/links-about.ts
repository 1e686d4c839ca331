import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { linkStateOf } from './person-link.ts';
import { listLinkRows } from './person-link.store.ts';

const rowsMax = 100;

/** The links that show one thing, newest first: of a thread, of a payslip. */
export async function linksAbout(tx: Transaction, aboutId: Id) {
  const rows = await listLinkRows(tx, { aboutId, limit: rowsMax });
  return rows.map((row) => ({ ...row, state: linkStateOf(row, tx.now) }));
}
