import type { IdPrefix, Words } from '@heyi/contract';
import type { Transaction } from '../postgres/transaction.ts';
import type { ColumnSpec, CustomProblem } from '../sheets/index.ts';

/** The values of a row by column key; null where an optional cell is empty or has no column. */
export type ImportValues = Readonly<Record<string, unknown>>;

export type ImportRow<Values = ImportValues> = {
  /** As the sheet numbers it. */
  readonly number: number;
  readonly values: Values;
};

/** What is wrong with a well-formed row, at the column it is about. */
export type RowProblem = { readonly key: string; readonly problem: CustomProblem };

export type RowOutcome =
  | { readonly outcome: 'created' | 'updated' | 'unchanged' | 'duplicate' }
  | { readonly outcome: 'invalid'; readonly problems: readonly RowProblem[] };

/**
 * Files of one kind that a module takes in. `judge` is asked twice, for the dry run and in the
 * transaction of the commit, because the database may have moved in between.
 */
export type ImportKind<Values = never> = {
  readonly kind: string;
  /** Beside `import:run`. */
  readonly permission: string;
  readonly title: Words;
  /** What the rows belong to, as the prefix of its id; null when it is the tenant. */
  readonly subjectPrefix: IdPrefix | null;
  /** Why the subject takes no rows: not there, locked. Null when it does. */
  readonly refusal: (tx: Transaction, subjectId: string | null) => Promise<{ code: string } | null>;
  /** The columns of this tenant's template. */
  readonly columns: (tx: Transaction, subjectId: string | null) => Promise<readonly ColumnSpec[]>;
  /** Judges all rows against the database, a set at a time; one outcome a row, in order. */
  readonly judge: (
    tx: Transaction,
    subjectId: string | null,
    rows: readonly ImportRow<Values>[],
  ) => Promise<readonly RowOutcome[]>;
  /** Writes the rows judged created or updated, a set at a time. */
  readonly commit: (
    tx: Transaction,
    subjectId: string | null,
    rows: readonly ImportRow<Values>[],
  ) => Promise<void>;
};

export function importKind<Values>(definition: ImportKind<Values>): ImportKind {
  return definition;
}

export type ImportKinds = ReadonlyMap<string, ImportKind>;

export function importKindsOf(kinds: readonly ImportKind[]): ImportKinds {
  return new Map(kinds.map((kind) => [kind.kind, kind]));
}
