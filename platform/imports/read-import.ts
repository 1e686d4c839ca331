import {
  assert,
  type Fen,
  formatPercent,
  formatYuan,
  ok,
  type Rate,
  type Result,
} from '@heyi/kernel';
import { type FileId, readFile } from '../files/store-file.ts';
import type { Transaction } from '../postgres/transaction.ts';
import {
  type CellError,
  cellError,
  type ColumnSpec,
  describeSheetFailure,
  type Locale,
  readTable,
  type TableReport,
} from '../sheets/index.ts';
import type { ImportBatch, ImportCounts } from './import-batch.store.ts';
import { type AcceptedRow, acceptedRows, type ImportRow, type RowOutcome } from './import-kind.ts';

/** A file read against its columns: well-formed rows, and the errors of the others. */
export type ReadImport = {
  content: Buffer;
  columns: readonly ColumnSpec[];
  report: TableReport;
  rows: ImportRow[];
  errors: CellError[];
  locale: Locale;
};

export type ImportFailure = { code: string; title: string; detail: string };

export function localeOf(language: ImportBatch['language']): Locale {
  return language === 'zh' ? 'zh-CN' : 'en';
}

export async function loadContent(tx: Transaction, fileId: FileId): Promise<Buffer> {
  const file = await readFile(tx, fileId);
  assert(file, 'the file of an import is there');
  return file.content;
}

export async function readImport(
  batch: ImportBatch,
  content: Buffer,
  columns: readonly ColumnSpec[],
  remembered: Record<string, string>,
): Promise<Result<ReadImport, ImportFailure>> {
  const locale = localeOf(batch.language);
  const rows: ImportRow[] = [];
  const errors: CellError[] = [];
  const options = { locale, remembered: { ...remembered, ...batch.mapping } };
  const report = await readTable(content, columns, options, (row) => {
    if (row.ok) rows.push({ number: row.row, values: row.values });
    else errors.push(...row.errors);
  });
  if (!report.ok) {
    const words = describeSheetFailure(report.failure, locale);
    const { code } = report.failure;
    return { ok: false, failure: { code, title: words.message, detail: words.howToFix } };
  }
  return ok({ content, columns, report: report.value, rows, errors, locale });
}

/** What the database said of the well-formed rows, as counts and as cell errors. */
export function weigh(
  read: ReadImport,
  outcomes: readonly RowOutcome[],
): { counts: ImportCounts; errors: CellError[]; accepted: AcceptedRow[] } {
  const counts = { created: 0, updated: 0, unchanged: 0, duplicate: 0, invalid: 0 };
  counts.invalid = read.report.invalid;
  const errors = [...read.errors];
  const accepted = acceptedRows(read.rows, outcomes);
  for (const [index, outcome] of outcomes.entries()) {
    counts[outcome.outcome] += 1;
    const row = read.rows[index]!;
    if (outcome.outcome === 'invalid') errors.push(...errorsOf(read, row, outcome));
  }
  return { counts, errors: errors.toSorted((a, b) => a.row - b.row), accepted };
}

function errorsOf(
  read: ReadImport,
  row: ImportRow,
  outcome: Extract<RowOutcome, { outcome: 'invalid' }>,
): CellError[] {
  return outcome.problems.map(({ key, problem }) => {
    const column = read.columns.find((candidate) => candidate.key === key);
    assert(column, `no column ${key}`);
    const index = read.report.layout.columns.find((source) => source.key === key)?.index ?? 0;
    const place = { row: row.number, index, value: shownValue(column, row.values[key]) };
    return cellError(column, place, { facts: {}, ...problem }, read.locale);
  });
}

/** Roughly as it stood in the file: its cell is gone by now. */
function shownValue(column: ColumnSpec, value: unknown): string {
  if (column.kind === 'choice') {
    return column.choices.find(({ code }) => code === value)?.label ?? '';
  }
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return '';
  if (column.kind === 'money') return formatYuan(value as Fen);
  return column.kind === 'rate' ? formatPercent(value as Rate) : String(value);
}
