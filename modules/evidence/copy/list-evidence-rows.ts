import type { evidenceContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { isSheet } from '../document/document.ts';
import { findVisible } from '../document/document.store.ts';
import { readOriginal } from '../document/read-original.ts';
import { keptParts, rowsOf } from './kept-parts.ts';
import { readRows } from './sheet-rows.ts';
import { isShownWhole, noteView } from './view.ts';

const rowsByDefault = 200;

export async function listEvidenceRows(
  tx: Transaction,
  input: Input<typeof contract.listEvidenceRows>,
) {
  const document = await findVisible(tx, input.evidenceId);
  if (!document) return fail({ code: 'evidence.not_found' as const });
  if (!isSheet(document)) return fail({ code: 'evidence.page_not_found' as const });
  const rows = await readRows(await readOriginal(tx, document), input.sheet);
  if (rows === null) return fail({ code: 'evidence.page_not_found' as const });
  const kept = isShownWhole(tx, document, input) ? null : await keptParts(tx, document);
  const isCopy = kept !== null && !kept.isWhole;
  const shown = isCopy ? rowsOf(kept.marks, input.sheet) : null;
  const { limit = rowsByDefault, after = '0' } = input;
  const wanted = rows.filter(
    ({ row }) => row > Math.trunc(+after || 0) && (shown === null || shown.has(row)),
  );
  await noteView(tx, 'listEvidenceRows', document, isCopy);
  const part = wanted.slice(0, limit).map(({ row, cells }) => ({ row, cells: [...cells] }));
  const next = wanted.length > limit ? String(part.at(-1)!.row) : null;
  return ok({ rows: part, next });
}
