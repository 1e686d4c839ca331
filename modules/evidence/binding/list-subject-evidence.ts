import { evidenceContract as contract, type Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import { readDocuments } from '../document/document.store.ts';
import { viewsOf } from '../document/document-view.ts';
import { readBindings } from './binding.store.ts';
import { provenBy } from './proven-subjects.ts';
import { subjectIdOf } from './subject.ts';

/** Papers whose binding to the subject stands. */
export async function listSubjectEvidence(
  tx: Transaction,
  input: Input<typeof contract.listSubjectEvidence>,
) {
  const { subjectKind: kind } = input;
  const id = subjectIdOf(kind, input.subjectId);
  if (id === null) return fail({ code: 'evidence.subject_not_found' as const });
  const bindings = await readBindings(tx, { subject: { kind, id } });
  const standing = bindings.filter(({ shown }) => shown.revokedAt === null);
  const documents = [];
  for (const holder of new Set<TenantId>(standing.map((one) => one.documentTenantId))) {
    const ids = standing.filter((one) => one.documentTenantId === holder);
    const found = ids.map(({ documentId }) => documentId);
    documents.push(...(await readDocuments(tx, holder, found)));
  }
  const proven = (await provenBy(tx, kind, [id])).get(id);
  const proofs = contract.proofs.filter((proof) => proven?.has(proof));
  return ok({ rows: await viewsOf(tx, documents), proofs });
}
