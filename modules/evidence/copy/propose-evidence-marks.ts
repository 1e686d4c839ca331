import type { evidenceContract as contract, Input } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import { readPageTexts, type Transaction } from '@heyi/platform';
import { readBindings } from '../binding/binding.store.ts';
import { type EvidenceSubjects, sourceOf } from '../binding/subject.ts';
import { type EvidenceDocument, isSheet } from '../document/document.ts';
import { findVisible } from '../document/document.store.ts';
import { readOriginal } from '../document/read-original.ts';
import {
  type Candidate,
  candidatesOfRows,
  candidatesOfTexts,
  findHead,
  findRows,
} from './find-rows.ts';
import { readRows } from './sheet-rows.ts';
import { noteView } from './view.ts';

const marksMax = 500;

/** Proposes where the people of a binding stand; somebody looks at it before it is kept. */
export function proposeEvidenceMarksOf(sources: readonly EvidenceSubjects[]) {
  return async (tx: Transaction, input: Input<typeof contract.proposeEvidenceMarks>) => {
    const [binding] = await readBindings(tx, { id: input.bindingId });
    if (!binding) return fail({ code: 'evidence_binding.not_found' as const });
    if (binding.shown.revokedAt !== null)
      return fail({ code: 'evidence_binding.revoked' as const });
    const document = await findVisible(tx, binding.documentId);
    assert(document, 'a binding that stands has its document');
    const source = sourceOf(sources, binding.shown.subjectKind);
    const people = (await source?.people(tx, binding.subjectUuid)) ?? [];
    const candidates = await candidatesOf(tx, document);
    await noteView(tx, 'proposeEvidenceMarks', document, false);
    const { marks, unfound } = findRows(candidates, people);
    const head = findHead(candidates);
    return ok({ marks: marks.slice(0, marksMax), head: head.slice(0, marksMax), unfound });
  };
}

/** A picture has no text: nobody is found in it. */
async function candidatesOf(tx: Transaction, document: EvidenceDocument): Promise<Candidate[]> {
  const content = await readOriginal(tx, document);
  if (isSheet(document)) {
    const all: Candidate[] = [];
    for (let sheet = 1; sheet <= document.pageCount; sheet += 1) {
      const rows = await readRows(content, sheet);
      if (rows !== null) all.push(...candidatesOfRows(rows, sheet));
    }
    return all;
  }
  const texts = await readPageTexts({ type: document.type, content });
  return texts.ok ? candidatesOfTexts(texts.value) : [];
}
