import type { evidenceContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findBindable } from '../document/document.store.ts';
import { viewOf } from '../document/document-view.ts';
import { bindEvidence } from './bind-evidence.ts';
import { type EvidenceSubjects, sourceOf, subjectIdOf } from './subject.ts';

/** 绑定 by hand: the subject has to be the tenant's, as the module that owns it says. */
export function attachEvidenceOf(sources: readonly EvidenceSubjects[]) {
  return async (tx: Transaction, input: Input<typeof contract.attachEvidence>) => {
    const { evidenceId, subjectKind, marks } = input;
    const document = await findBindable(tx, evidenceId);
    if (!document) return fail({ code: 'evidence.not_found' as const });
    const subjectId = subjectIdOf(subjectKind, input.subjectId);
    const source = sourceOf(sources, subjectKind);
    const facts = subjectId === null ? null : await source?.describe(tx, subjectId);
    if (!facts || subjectId === null) {
      return fail({ code: 'evidence.subject_not_found' as const });
    }
    const subject = { documentId: document.id, subjectKind, subjectId, ...facts };
    const bound = await bindEvidence(tx, { ...subject, ...(marks && { marks }) });
    if (!bound.ok) return bound;
    return ok(await viewOf(tx, document));
  };
}
