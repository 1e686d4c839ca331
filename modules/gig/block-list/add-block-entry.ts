import type { gigAdmissionContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { checkDocument, documentHash, writtenName } from '@heyi/people';
import { tenantCipher, type Transaction } from '@heyi/platform';
import { judgeDocument } from '../worker/judge-workers.ts';
import { blockEntryOf, insertBlockEntry } from './block-entry.store.ts';

/** A worker with the document is refused from this moment on; nothing more is paid to them. */
export async function addBlockEntry(tx: Transaction, input: Input<typeof contract.addBlockEntry>) {
  const document = checkDocument(input.documentKind, input.documentNumber);
  if (document === null) return fail({ code: 'worker.document_malformed' as const });
  const id = await insertBlockEntry(tx, {
    kind: input.kind,
    name: writtenName(input.name),
    documentKind: input.documentKind,
    documentNumber: document.number,
    reason: input.reason,
  });
  if (id === null) return fail({ code: 'block_entry.exists' as const });
  const cipher = await tenantCipher(tx);
  const hash = documentHash(cipher, input.documentKind, document.number);
  await judgeDocument(tx, input.documentKind, hash, input.reason);
  const { documentHash: _hash, ...view } = (await blockEntryOf(tx, id))!;
  return ok(view);
}
