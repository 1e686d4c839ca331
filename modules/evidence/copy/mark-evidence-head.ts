import type { evidenceContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { areWithin } from '../binding/marks.ts';
import { findVisible } from '../document/document.store.ts';
import { viewOf } from '../document/document-view.ts';
import { insertHead } from './head.store.ts';

/** One head for all who the paper is bound to: it holds nobody's row. */
export async function markEvidenceHead(
  tx: Transaction,
  input: Input<typeof contract.markEvidenceHead>,
) {
  const document = await findVisible(tx, input.evidenceId);
  if (!document) return fail({ code: 'evidence.not_found' as const });
  if (!areWithin(document, input.marks)) return fail({ code: 'evidence.mark_outside' as const });
  await insertHead(tx, document, input.marks);
  return ok(await viewOf(tx, document));
}
