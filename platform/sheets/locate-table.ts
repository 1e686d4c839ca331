import { fail, ok, type Result } from '@heyi/kernel';
import { columnLetter, type SheetRow } from './cell.ts';
import { type ColumnSpec, comparable, titleOf } from './column.ts';
import type { Locale, SheetFailure } from './wording.ts';

/** One column of the file: where it stands and what its header says. */
export type SourceColumn = { readonly index: number; readonly header: string };

export type TableLayout = {
  /** Rows of the header; data begins after the last. */
  readonly headerFirst: number;
  readonly headerLast: number;
  readonly columns: readonly (SourceColumn & { readonly key: string })[];
  /** Columns that stand for nothing known; shown to the user, not read. */
  readonly unknown: readonly SourceColumn[];
  /** Keys of optional columns that the file lacks. */
  readonly absent: readonly string[];
};

export type LocateOptions = {
  /**
   * What was decided before for a header text: a column's key, or null to leave it out. It goes
   * before titles and synonyms.
   */
  readonly remembered?: Readonly<Record<string, string | null>>;
  /** The first header row, when a person has pointed at it. */
  readonly headerRow?: number;
  readonly locale?: Locale;
};

/** What was found before anything is refused: the start of a page where people map the columns. */
export type TableProposal = {
  readonly headerFirst: number;
  readonly headerLast: number;
  /** Every column with the key it seems to stand for; two may stand for one, null for none. */
  readonly columns: readonly (SourceColumn & { readonly key: string | null })[];
  /** Keys of required columns that nothing stands for. */
  readonly missing: readonly string[];
};

/** Headers stand in the first rows; official lists begin in row 7 or 8. */
export const headerSearchedRows = 30;

type Candidate = {
  rows: readonly SheetRow[];
  columns: readonly (SourceColumn & { key: string; partial: boolean })[];
  unknown: readonly SourceColumn[];
};

/**
 * Finds the header among the first rows, of one row or of two with merged cells, and maps its
 * columns. Refused: no header, a required column missing, two source columns for one target.
 */
export function locateTable(
  rows: readonly SheetRow[],
  columns: readonly ColumnSpec[],
  options: LocateOptions = {},
): Result<TableLayout, SheetFailure> {
  const locale = options.locale ?? 'zh-CN';
  const best = bestCandidate(rows, columns, options);
  const required = columns.filter((column) => column.required === true);
  const columnsNeeded = options.headerRow === undefined ? Math.min(2, columns.length) : 0;
  if (best === null || best.columns.length < columnsNeeded) {
    const names = (required.length > 0 ? required : columns).map((column) =>
      titleOf(column, locale),
    );
    const facts = { searched: headerSearchedRows, required: names.join('、') };
    return fail({ code: 'table.header_not_found', facts });
  }
  const resolved = resolveCollisions(best, columns, locale);
  if (!resolved.ok) return resolved;
  const present = new Set(resolved.value.columns.map(({ key }) => key));
  const missing = required.filter(({ key }) => !present.has(key));
  if (missing.length > 0) {
    const names = missing.map((column) => titleOf(column, locale)).join('、');
    const facts = { row: best.rows[0]!.row, missing: names };
    return fail({ code: 'table.columns_missing', facts });
  }
  return ok({
    headerFirst: best.rows[0]!.row,
    headerLast: lastHeaderRow(best, rows),
    columns: resolved.value.columns.map(({ index, header, key }) => ({ index, header, key })),
    unknown: resolved.value.unknown,
    absent: columns.filter(({ key }) => !present.has(key)).map(({ key }) => key),
  });
}

/** Null when no row of the beginning looks like a header. */
export function proposeTable(
  rows: readonly SheetRow[],
  columns: readonly ColumnSpec[],
  options: LocateOptions = {},
): TableProposal | null {
  const best = bestCandidate(rows, columns, options);
  if (best === null) return null;
  const present = new Set(best.columns.map(({ key }) => key));
  const known = best.columns.map(({ index, header, key }) => ({ index, header, key }));
  const unknown = best.unknown.map(({ index, header }) => ({ index, header, key: null }));
  return {
    headerFirst: best.rows[0]!.row,
    headerLast: lastHeaderRow(best, rows),
    columns: [...known, ...unknown].toSorted((a, b) => a.index - b.index),
    missing: columns
      .filter(({ key, required }) => required === true && !present.has(key))
      .map(({ key }) => key),
  };
}

type KeyOf = (header: string) => string | null | undefined;

/** Undefined for an unknown header, null for one that is to be left out. */
function headerLookup(
  columns: readonly ColumnSpec[],
  remembered: Readonly<Record<string, string | null>>,
): KeyOf {
  const known = new Map<string, string | null>();
  for (const { key, title, titleEn, synonyms } of columns) {
    for (const name of [title, titleEn, key, ...(synonyms ?? [])]) {
      if (!known.has(comparable(name))) known.set(comparable(name), key);
    }
  }
  for (const [header, key] of Object.entries(remembered)) known.set(comparable(header), key);
  return (header) => (header === '' ? undefined : known.get(comparable(header)));
}

/**
 * The most columns win; then one header row before two, unless the second tells before from after;
 * then the higher row.
 */
function bestCandidate(
  allRows: readonly SheetRow[],
  columns: readonly ColumnSpec[],
  { remembered, headerRow }: LocateOptions,
): Candidate | null {
  const rows = allRows.slice(0, headerSearchedRows);
  const keyOf = headerLookup(columns, remembered ?? {});
  const scoreNeeded = headerRow === undefined ? 1 : 0;
  let best: Candidate | null = null;
  for (const depth of [1, 2]) {
    for (let at = 0; at + depth <= rows.length; at += 1) {
      if (headerRow !== undefined && rows[at]!.row !== headerRow) continue;
      const candidate = mapHeader(rows.slice(at, at + depth), keyOf);
      const score = distinctKeys(candidate);
      if (score < scoreNeeded) continue;
      const lead = best === null ? 1 : score - distinctKeys(best);
      if (lead > 0 || (lead === 0 && best!.rows.length < depth && tellsTimes(candidate))) {
        best = candidate;
      }
    }
  }
  return best;
}

function distinctKeys(candidate: Candidate): number {
  return new Set(candidate.columns.map(({ key }) => key)).size;
}

function mapHeader(rows: readonly SheetRow[], keyOf: KeyOf): Candidate {
  const columns: (SourceColumn & { key: string; partial: boolean })[] = [];
  const unknown: SourceColumn[] = [];
  for (const { index, names } of headerNames(rows)) {
    const header = names[0]!;
    const at = names.findIndex((name) => keyOf(name) !== undefined);
    const key = at < 0 ? undefined : keyOf(names[at]!);
    // Under 调整前 stands what was: half a name must not make it the value.
    if (key === undefined || (at > 0 && tellsWhatWas(header))) unknown.push({ index, header });
    else if (key !== null) columns.push({ index, header, key, partial: at > 0 });
  }
  return { rows, columns, unknown };
}

const beforeWords = /(?:调整|变动|变更|调薪|调|改)前|before/i;
const afterWords = /(?:调整|变动|变更|调薪|调|改)后|after/i;

function tellsTimes({ rows }: Candidate): boolean {
  const texts = rows.at(-1)!.cells.map((cell) => cell?.text ?? '');
  return (
    texts.some((text) => beforeWords.test(text)) && texts.some((text) => afterWords.test(text))
  );
}

function tellsWhatWas(header: string): boolean {
  return beforeWords.test(header) && !afterWords.test(header);
}

/**
 * The names under which each column may be known, the fullest first. Of two rows: both joined, the
 * lower, the upper. An upper cell left empty beside a group's title belongs to that group.
 */
function headerNames(rows: readonly SheetRow[]): { index: number; names: string[] }[] {
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const found: { index: number; names: string[] }[] = [];
  let group = '';
  for (let index = 0; index < width; index += 1) {
    const texts = rows.map(({ cells }) => cells[index]?.text ?? '');
    const upper = texts[0]!;
    const lower = texts[1] ?? '';
    if (upper !== '') group = upper;
    const above = upper === '' && lower !== '' && rows.length === 2 ? group : upper;
    const distinct = [...new Set([above, lower])].filter((text) => text !== '');
    if (distinct.length === 1) found.push({ index, names: distinct });
    if (distinct.length === 2) found.push({ index, names: [above + lower, lower, above] });
  }
  return found;
}

/** A column known by its full name goes before one known by half of it; equals are refused. */
function resolveCollisions(
  candidate: Candidate,
  columns: readonly ColumnSpec[],
  locale: Locale,
): Result<Pick<TableLayout, 'columns' | 'unknown'>, SheetFailure> {
  const unknown = [...candidate.unknown];
  const kept: (SourceColumn & { key: string })[] = [];
  for (const column of columns) {
    const sources = candidate.columns.filter(({ key }) => key === column.key);
    const full = sources.filter(({ partial }) => !partial);
    const chosen = full.length > 0 ? full : sources;
    if (chosen.length > 1) {
      const headers = chosen.map(({ index, header }) => `${columnLetter(index)} ${header}`);
      const facts = { title: titleOf(column, locale), headers: headers.join('、') };
      return fail({ code: 'table.columns_collide', facts });
    }
    kept.push(...chosen);
    unknown.push(...sources.filter((source) => !chosen.includes(source)));
  }
  return ok({
    columns: kept.toSorted((a, b) => a.index - b.index),
    unknown: unknown
      .map(({ index, header }) => ({ index, header }))
      .toSorted((a, b) => a.index - b.index),
  });
}

/** A header cell merged downwards makes the rows it covers part of the header. */
function lastHeaderRow(best: Candidate, rows: readonly SheetRow[]): number {
  let last = best.rows.at(-1)!.row;
  for (const { row, cells } of rows) {
    if (row !== last + 1) continue;
    const continues = best.columns.some(
      ({ index, header }) => cells[index]?.merged === 'down' && header.endsWith(cells[index].text),
    );
    if (continues) last = row;
  }
  return last;
}
