import type { evidenceContract as contract } from '@heyi/contract';
import { type EvidenceDocument, isSheet } from '../document/document.ts';

export type EvidenceMark = contract.EvidenceMark;

/** A box of nothing, a page that is not there, a row in a picture: no mark of this paper. */
export function areWithin(
  document: Pick<EvidenceDocument, 'type' | 'pageCount'>,
  marks: readonly EvidenceMark[],
): boolean {
  return marks.every((mark) => {
    if (mark.kind === 'whole') return true;
    if (mark.kind === 'row') return isSheet(document) && mark.sheet <= document.pageCount;
    const isBox = mark.left < mark.right && mark.top < mark.bottom;
    return !isSheet(document) && isBox && mark.page <= document.pageCount;
  });
}
