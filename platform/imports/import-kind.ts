import type { IdPrefix, Words } from '@heyi/contract';
import { assert } from '@heyi/kernel';
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

/** `plan`: what the judgement found out that the writing needs, so that it is not found out again. */
export type RowOutcome<Plan = unknown> =
  | { readonly outcome: 'created' | 'updated'; readonly plan?: Plan }
  | { readonly outcome: 'unchanged' | 'duplicate' }
  | { readonly outcome: 'invalid'; readonly problems: readonly RowProblem[] };

/** A row that the commit writes, with the plan of its judgement in the same transaction. */
export type AcceptedRow<Values = ImportValues, Plan = unknown> = ImportRow<Values> & {
  readonly plan: Plan;
};

/** The rows that were judged created or updated, each with its plan. */
export function acceptedRows<Values>(
  rows: readonly ImportRow<Values>[],
  outcomes: readonly RowOutcome[],
): AcceptedRow<Values>[] {
  assert(outcomes.length === rows.length, 'one outcome a row');
  return outcomes.flatMap((row, index) =>
    row.outcome === 'created' || row.outcome === 'updated'
      ? [{ ...rows[index]!, plan: row.plan }]
      : [],
  );
}

/**
 * Files of one kind that a module takes in. `judge` is asked twice, for the dry run and in the
 * transaction of the commit, because the database may have moved in between.
 */
export type ImportKind<Values = never, Plan = unknown> = {
  readonly kind: string;
  /** Beside `import:run`. */
  readonly permission: string;
  readonly title: Words;
  /** What the rows belong to, as the prefix of its id; null when it is the tenant. */
  readonly subjectPrefix: IdPrefix | null;
  /** Why the subject takes no rows: not there, locked. Null when it does. */
  readonly refusal: (tx: Transaction, subjectId: string | null) => Promise<{ code: string } | null>;
  /** In the transaction of a commit, before its rows are judged: whoever writes the same waits. */
  readonly lock?: (tx: Transaction, subjectId: string | null) => Promise<void>;
  /** The columns of this tenant's template. */
  readonly columns: (tx: Transaction, subjectId: string | null) => Promise<readonly ColumnSpec[]>;
  /** Judges all rows against the database, a set at a time; one outcome a row, in order. */
  readonly judge: (
    tx: Transaction,
    subjectId: string | null,
    rows: readonly ImportRow<Values>[],
  ) => Promise<readonly RowOutcome<Plan>[]>;
  /** Writes the rows judged created or updated, a set at a time. */
  readonly commit: (
    tx: Transaction,
    subjectId: string | null,
    rows: readonly AcceptedRow<Values, Plan>[],
  ) => Promise<void>;
};

export function importKind<Values, Plan = unknown>(
  definition: ImportKind<Values, Plan>,
): ImportKind {
  // What a judgement finds out is handed back to the commit of the same kind alone.
  return definition as unknown as ImportKind;
}

export type ImportKinds = ReadonlyMap<string, ImportKind>;

export function importKindsOf(kinds: readonly ImportKind[]): ImportKinds {
  return new Map(kinds.map((kind) => [kind.kind, kind]));
}
