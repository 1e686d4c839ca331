import { type Input, type Output, payrollContract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { loadRun, type PayrollRun } from '../run/payroll-run.store.ts';
import { coverageOf } from './coverage.store.ts';
import type { InputSource } from './run-input.store.ts';

export type BoardRow = Output<typeof payrollContract.getInputBoard>['rows'][number];

/** Who has handed in what: one row a source, in the order in which a specialist asks for them. */
export async function getInputBoard(
  tx: Transaction,
  input: Input<typeof payrollContract.getInputBoard>,
) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  return ok({ rows: await boardOf(tx, run, payrollContract.inputSources) });
}

async function boardOf(
  tx: Transaction,
  run: PayrollRun,
  sources: readonly InputSource[],
): Promise<BoardRow[]> {
  const rows = await tx.sql<Omit<BoardRow, 'covered' | 'expected' | 'isEmpty'>>`
    select i.source, i.state, i.is_required as "isRequired", i.row_count as rows,
           i.import_id as "importId", i.submitted_by_name as "submittedBy",
           i.submitted_at as "submittedAt", i.reviewed_by_name as "reviewedBy",
           i.reviewed_at as "reviewedAt", i.note
      from payroll.run_input i
     where i.shard_key = ${tx.shardKey} and i.tenant_id = ${tx.tenantId} and i.run_id = ${run.id}
       and i.source = any (${sources})
     order by array_position(
       '{payChanges,attendance,oneOffItems,specialDeductions,openingBalances,contributions}'::text[],
       i.source)`;
  const coverage = await coverageOf(tx, run, sources);
  return rows.map((row) => ({
    ...row,
    covered: coverage.covered[row.source],
    expected: coverage.expected,
    isEmpty: row.state !== 'notSubmitted' && row.rows === 0 && coverage.covered[row.source] === 0,
  }));
}

export async function boardRow(
  tx: Transaction,
  run: PayrollRun,
  source: InputSource,
): Promise<BoardRow> {
  const [row] = await boardOf(tx, run, [source]);
  return row!;
}
