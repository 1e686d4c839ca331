import type { evidenceContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findVisible } from '../document/document.store.ts';
import { copyOf, originalOf } from './copy-of.ts';
import { isShownWhole, noteView } from './view.ts';

export async function downloadEvidence(
  tx: Transaction,
  input: Input<typeof contract.downloadEvidence>,
) {
  const document = await findVisible(tx, input.evidenceId);
  if (!document) return fail({ code: 'evidence.not_found' as const });
  const isWhole = isShownWhole(tx, document, input);
  const { name, type, content } = await (isWhole ? originalOf : copyOf)(tx, document);
  await noteView(tx, 'downloadEvidence', document, !isWhole);
  return ok({ name, type, body: content });
}
