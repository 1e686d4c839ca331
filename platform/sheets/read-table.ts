import { ok, type Result } from '@heyi/kernel';
import { type Cell, columnLetter, type SheetRow } from './cell.ts';
import { type ColumnSpec, type RowValues, titleOf } from './column.ts';
import {
  headerSearchedRows,
  locateTable,
  type LocateOptions,
  type TableLayout,
} from './locate-table.ts';
import { type CellProblem, parseCell } from './parse-cell.ts';
import {
  readSheet,
  type ReadSheetOptions,
  type SheetSource,
  type SheetSummary,
} from './read-sheet.ts';
import { cellWordings, describe, type Locale, type SheetFailure } from './wording.ts';

/** What is wrong with one cell, in words for the person who filled it. */
export type CellError = {
  readonly row: number;
  readonly column: { readonly index: number; readonly letter: string; readonly title: string };
  readonly key: string;
  readonly value: string;
  readonly code: string;
  readonly message: string;
  readonly howToFix: string;
};

export type ParsedRow<Columns extends readonly ColumnSpec[]> =
  | { readonly row: number; readonly ok: true; readonly values: RowValues<Columns> }
  | {
      readonly row: number;
      readonly ok: false;
      readonly values: Partial<RowValues<Columns>>;
      readonly errors: readonly CellError[];
    };

/** A row of the table that is no data; listed, so that nothing disappears in silence. */
export type SkippedRow = { readonly row: number; readonly reason: 'empty' | 'total' | 'note' };

export type ReadTableOptions = ReadSheetOptions &
  LocateOptions & {
    /** Whether merged cells among the data repeat their value or make their rows invalid. */
    readonly mergedCells?: 'repeat' | 'refuse';
  };

export type TableReport = {
  readonly sheet: SheetSummary;
  readonly layout: TableLayout;
  readonly valid: number;
  readonly invalid: number;
  readonly skipped: readonly SkippedRow[];
};

/**
 * Reads the table that `columns` describe out of a file: finds its header, then gives every data
 * row parsed, valid or with the errors of all its cells.
 */
export async function readTable<const Columns extends readonly ColumnSpec[]>(
  source: SheetSource,
  columns: Columns,
  options: ReadTableOptions,
  onRow: (row: ParsedRow<Columns>) => void | Promise<void>,
): Promise<Result<TableReport, SheetFailure>> {
  const head: SheetRow[] = [];
  const skipped: SkippedRow[] = [];
  let located: Result<TableLayout, SheetFailure> | null = null;
  let sources: number[] = [];
  let valid = 0;
  let invalid = 0;

  const takeRow = async (layout: TableLayout, row: SheetRow): Promise<void> => {
    if (row.row <= layout.headerLast) return;
    const reason = skipReason(columns, sources, row);
    if (reason !== null) {
      skipped.push({ row: row.row, reason });
      return;
    }
    const parsed = parseCells(columns, sources, row, options);
    if (parsed.ok) valid += 1;
    else invalid += 1;
    await onRow(parsed);
  };
  const locate = async (): Promise<void> => {
    located = locateTable(head, columns, options);
    if (!located.ok) return;
    sources = sourcesOf(columns, located.value);
    for (const row of head) await takeRow(located.value, row);
  };

  const sheet = await readSheet(source, options, (row) => {
    if (located !== null) return located.ok ? takeRow(located.value, row) : undefined;
    head.push(row);
    return head.length === headerSearchedRows ? locate() : undefined;
  });
  if (!sheet.ok) return sheet;
  if (located === null) await locate();
  // The closures above assign it, which the compiler does not follow.
  const layout = located as unknown as Result<TableLayout, SheetFailure>;
  if (!layout.ok) return layout;
  return ok({ sheet: sheet.value, layout: layout.value, valid, invalid, skipped });
}

/**
 * Parses one data row under a located header. All cells are tried, so that all errors come at once.
 */
export function parseRow<const Columns extends readonly ColumnSpec[]>(
  columns: Columns,
  layout: TableLayout,
  row: SheetRow,
  options: Pick<ReadTableOptions, 'locale' | 'mergedCells'> = {},
): ParsedRow<Columns> {
  return parseCells(columns, sourcesOf(columns, layout), row, options);
}

/** Where each column stands in the file; -1 when the file lacks it. */
function sourcesOf(columns: readonly ColumnSpec[], layout: TableLayout): number[] {
  const indexes = new Map(layout.columns.map(({ key, index }) => [key, index]));
  return columns.map(({ key }) => indexes.get(key) ?? -1);
}

function parseCells<Columns extends readonly ColumnSpec[]>(
  columns: Columns,
  sources: readonly number[],
  row: SheetRow,
  options: Pick<ReadTableOptions, 'locale' | 'mergedCells'>,
): ParsedRow<Columns> {
  const values: Record<string, unknown> = {};
  const errors: CellError[] = [];
  for (const [at, column] of columns.entries()) {
    const index = sources[at]!;
    const cell = row.cells[index] ?? null;
    const isMerged = cell?.merged !== undefined && options.mergedCells !== 'repeat';
    const parsed = isMerged ? merged : parseCell(column, cell);
    if (parsed.ok) values[column.key] = parsed.value;
    else {
      const place = { row: row.row, index, value: cell?.text ?? '' };
      errors.push(cellError(column, place, parsed.failure, options.locale ?? 'zh-CN'));
    }
  }
  if (errors.length === 0) return { row: row.row, ok: true, values: values as RowValues<Columns> };
  return { row: row.row, ok: false, values: values as Partial<RowValues<Columns>>, errors };
}

const merged = {
  ok: false,
  failure: { code: 'cell.merged', wording: cellWordings['cell.merged'], facts: {} },
} as const;

/** The error of one cell in words; callers use it for findings of their own, such as duplicates. */
export function cellError(
  column: ColumnSpec,
  place: { readonly row: number; readonly index: number; readonly value: string },
  problem: CellProblem,
  locale: Locale,
): CellError {
  const title = titleOf(column, locale);
  const words = describe(problem.wording, { title, ...problem.facts }, locale);
  return {
    row: place.row,
    column: { index: place.index, letter: columnLetter(place.index), title },
    key: column.key,
    value: place.value,
    code: problem.code,
    ...words,
  };
}

const totalPattern = /(?:^|[^\d])(?:合计|小计|总计|汇总)(?:[（(:：].*)?$|^(?:sub)?total\b/i;
const samplePattern = /^[（(]?(?:示例|sample)/i;
const remarkPattern = /^(?:注[:：]|备注|说明|填表|填写|提示|温馨提示|※|＊|\*|\d+[、．)）])/;
const signaturePattern = /^(?:制表|编制|审核|复核|经办|负责|批准|签字|签章|盖章|打印)/;
const noteColumns = 3;

/**
 * Why a row is no data: nothing in the known columns, a total, or a remark. A total says so in its
 * first cell and lacks a required value. A remark stands alone in its row and is marked as one or
 * merged over several columns; a lone value that is neither stays data, and its gaps are errors.
 */
function skipReason(
  columns: readonly ColumnSpec[],
  sources: readonly number[],
  row: SheetRow,
): SkippedRow['reason'] | null {
  const filled = row.cells.filter((cell) => cell !== null);
  const first = (filled[0]?.text ?? '').replace(/\s/g, '');
  if (samplePattern.test(first)) return 'note';
  if (isRemark(first, filled)) return 'note';
  const isKnown = sources.some((index) => (row.cells[index] ?? null) !== null);
  if (!isKnown) return 'empty';
  if (!totalPattern.test(first)) return null;
  const lacksRequired = columns.some(
    ({ required }, at) => required === true && (row.cells[sources[at]!] ?? null) === null,
  );
  return lacksRequired || filled[1]?.merged === 'across' ? 'total' : null;
}

function isRemark(first: string, filled: readonly Cell[]): boolean {
  const isMarked = remarkPattern.test(first) || signaturePattern.test(first);
  const isWide = filled.length >= noteColumns && filled[1]!.merged === 'across';
  if (!isMarked && !isWide) return false;
  const texts = new Set(filled.map(({ text }) => text)).size;
  return texts === 1 || (isMarked && texts === 2);
}
