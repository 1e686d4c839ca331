import type { evidenceContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { drawPage, type Transaction } from '@heyi/platform';
import { isSheet } from '../document/document.ts';
import { findVisible } from '../document/document.store.ts';
import { readOriginal } from '../document/read-original.ts';
import { boxesOf, keptParts } from './kept-parts.ts';
import { isShownWhole, noteView } from './view.ts';

/** A page as pixels: what may not be seen never leaves the server. */
export async function drawEvidencePage(
  tx: Transaction,
  input: Input<typeof contract.drawEvidencePage>,
) {
  const { page } = input;
  const document = await findVisible(tx, input.evidenceId);
  if (!document) return fail({ code: 'evidence.not_found' as const });
  if (isSheet(document) || page > document.pageCount) {
    return fail({ code: 'evidence.page_not_found' as const });
  }
  const kept = isShownWhole(tx, document, input) ? null : await keptParts(tx, document);
  const isCopy = kept !== null && !kept.isWhole;
  const boxes = isCopy ? boxesOf(kept.marks).filter((box) => box.page === page) : null;
  const content = await readOriginal(tx, document);
  const drawn = await drawPage({ type: document.type, content }, page, boxes);
  if (!drawn.ok) return fail({ code: 'evidence.page_not_found' as const });
  await noteView(tx, 'drawEvidencePage', document, isCopy);
  const { type, content: body } = drawn.value;
  return ok({ name: `${document.id}-${page}.png`, type, body });
}
