import { evidenceContract as contract } from '@heyi/contract';
import { parseId, type PayPeriod } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

export type SubjectKind = contract.EvidenceSubjectKind;

/** What a binding says of its subject: it is read in lists and archives without asking for it. */
export type SubjectFacts = {
  readonly service: contract.EvidenceService;
  readonly period: PayPeriod | null;
  /** Null where it is about many people. */
  readonly personName: string | null;
  readonly title: string;
};

/** By whom a row is found; never shown. */
export type SubjectPerson = { readonly name: string; readonly documentNumber: string | null };

/** A module's nouns that papers are bound to by hand. Composed by the server. */
export type EvidenceSubjects = {
  readonly kind: SubjectKind;
  /** Null when the tenant of the transaction has no such thing. */
  describe(tx: Transaction, id: string): Promise<SubjectFacts | null>;
  people(tx: Transaction, id: string): Promise<readonly SubjectPerson[]>;
};

/** The bare id of a subject as the wire writes it; null when it is none of the kind. */
export function subjectIdOf(kind: SubjectKind, text: string): string | null {
  return parseId(contract.evidenceSubjectPrefixes[kind], text);
}

export function sourceOf(
  sources: readonly EvidenceSubjects[],
  kind: SubjectKind,
): EvidenceSubjects | null {
  return sources.find((source) => source.kind === kind) ?? null;
}
