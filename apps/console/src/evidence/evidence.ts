import type { AnswerOf, RequestOf } from '@heyi/client';

export type Evidence = AnswerOf<'getEvidence'>;
export type EvidenceKind = Evidence['kind'];
export type Binding = Evidence['bindings'][number];
export type Mark = Binding['marks'][number];
export type Box = Extract<Mark, { kind: 'box' }>;
export type SubjectKind = RequestOf<'attachEvidence'>['subjectKind'];

export const whole = 1_000_000;

/** Sheets are shown as rows, everything else as pages. */
export function isSheet({ type }: Pick<Evidence, 'type'>): boolean {
  return type === 'text/csv' || type.endsWith('spreadsheetml.sheet');
}

/** 1.2 MB; small files in KB. */
export function sizeText(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes < 1000
    ? `${Math.ceil(kilobytes)} KB`
    : `${Math.ceil(kilobytes / 102.4) / 10} MB`;
}
