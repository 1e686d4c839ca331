import type { Words } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import {
  type ColumnSpec,
  importKind,
  type ImportKind,
  type ImportRow,
  type RowOutcome,
  type Transaction,
} from '@heyi/platform';
import type { InputSource } from '../input/run-input.store.ts';
import { markSubmitted } from '../input/run-input.store.ts';
import { editRun } from '../run/edit-run.ts';
import { edit } from '../run/payroll-run.ts';
import {
  loadRun,
  loadRunForUpdate,
  type PayrollRun,
  type RunId,
} from '../run/payroll-run.store.ts';
import type { Match, MatchedMember } from './match-members.ts';

/** A row whose person is known. */
export type MemberRow<Values> = { readonly member: MatchedMember; readonly values: Values };

export type Judged<Values> =
  | { readonly outcome: 'created' | 'updated'; readonly row: MemberRow<Values> }
  | { readonly outcome: 'unchanged' | 'duplicate' }
  | Extract<RowOutcome, { outcome: 'invalid' }>;

export type RunImport<Values> = {
  readonly source: InputSource;
  readonly title: Words;
  readonly columns: (tx: Transaction, run: PayrollRun) => Promise<readonly ColumnSpec[]>;
  readonly judge: (
    tx: Transaction,
    run: PayrollRun,
    rows: readonly ImportRow<Values>[],
  ) => Promise<Judged<Values>[]>;
  readonly write: (
    tx: Transaction,
    run: PayrollRun,
    rows: readonly MemberRow<Values>[],
  ) => Promise<void>;
};

/**
 * A file of the month as a kind of the import engine: its rows belong to a run that still takes
 * inputs, a committed file voids the result and marks the source as handed in.
 */
export function runImport<Values>(definition: RunImport<Values>): ImportKind {
  const { source } = definition;
  return importKind<Values, MemberRow<Values>>({
    kind: source,
    permission: 'payroll_input:write',
    title: definition.title,
    subjectPrefix: 'run',
    async refusal(tx, subjectId) {
      const run = subjectId === null ? null : await loadRun(tx, subjectId as RunId);
      if (!run) return { code: 'import.subject_not_found' };
      const allowed = edit(run.state);
      return allowed.ok ? null : { ...allowed.failure, runId: run.id };
    },
    async lock(tx, subjectId) {
      await loadRunForUpdate(tx, subjectId as RunId);
    },
    columns: async (tx, subjectId) => definition.columns(tx, await runOf(tx, subjectId)),
    async judge(tx, subjectId, rows) {
      const judged = await definition.judge(tx, await runOf(tx, subjectId), rows);
      return judged.map((row): RowOutcome<MemberRow<Values>> =>
        'row' in row ? { outcome: row.outcome, plan: row.row } : row,
      );
    },
    async commit(tx, subjectId, rows) {
      const run = await editRun(tx, subjectId as RunId, { cause: source });
      assert(run.ok, 'the run was locked and took edits when its rows were judged');
      await definition.write(
        tx,
        run.value,
        rows.map(({ plan }) => plan),
      );
      await markSubmitted(tx, run.value.id, source, { rows: rows.length });
    },
  });
}

async function runOf(tx: Transaction, subjectId: string | null): Promise<PayrollRun> {
  const run = await loadRun(tx, subjectId as RunId);
  assert(run, 'the run of an import is there');
  return run;
}

/** One row a person: the second one of the same person is a duplicate. */
export function judgeMembers<Values>(
  rows: readonly ImportRow<Values>[],
  match: (values: Values) => Match,
  judge: (row: MemberRow<Values>) => Judged<Values>,
): Judged<Values>[] {
  const seen = new Set<string>();
  return rows.map(({ values }) => {
    const found = match(values);
    if ('outcome' in found) return found.outcome as Judged<Values>;
    const { employmentId } = found.member;
    if (seen.has(employmentId)) return { outcome: 'duplicate' };
    seen.add(employmentId);
    return judge({ member: found.member, values });
  });
}
