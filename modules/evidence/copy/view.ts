import { formatId } from '@heyi/kernel';
import { appendAudit, type Transaction } from '@heyi/platform';
import type { EvidenceDocument } from '../document/document.ts';
import { seesOriginal } from '../document/document-view.ts';

/** Whether the caller is shown the original, and has not asked for what the client sees. */
export function isShownWhole(
  tx: Transaction,
  document: EvidenceDocument,
  { asCopy = false }: { readonly asCopy?: boolean | undefined },
): boolean {
  return seesOriginal(tx, document) && !asCopy;
}

/** Whoever looks at a paper is written down: it names people. */
export function noteView(
  tx: Transaction,
  operation: string,
  { id }: EvidenceDocument,
  isCopy: boolean,
): Promise<void> {
  const detail = { evidenceId: formatId('evd', id), isCopy };
  return appendAudit(tx, { operation, subjectId: id, detail });
}
