import type { platformContract as contract, Output } from '@heyi/contract';
import { formatId, parseId } from '@heyi/kernel';
import type { ImportBatch } from './import-batch.store.ts';
import type { ImportKind } from './import-kind.ts';

/** Undefined when the text is no id of what the kind's rows belong to. */
export function subjectOf(kind: ImportKind, text: string | undefined): string | null | undefined {
  if (kind.subjectPrefix === null) return null;
  return parseId(kind.subjectPrefix, text ?? '') ?? undefined;
}

export function viewOf(
  batch: ImportBatch,
  kind: ImportKind | undefined,
): Output<typeof contract.getImport> {
  const prefix = kind?.subjectPrefix;
  return {
    ...batch,
    subjectId: batch.subjectId && prefix ? formatId(prefix, batch.subjectId) : null,
    errors: batch.errors as Output<typeof contract.getImport>['errors'],
  };
}
