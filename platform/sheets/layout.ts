import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ColumnSpec } from './column.ts';
import { type WritableRow, writeWorkbook } from './write-workbook.ts';

/** One column of a sheet that somebody else prescribes; a null field is a column we leave empty. */
export type LayoutColumn = {
  readonly title: string;
  readonly field: string | null;
  readonly required?: boolean;
  /** Other headers it comes under, in files that we read. */
  readonly synonyms?: readonly string[];
  /** An amount that may be negative. */
  readonly signed?: boolean;
};

/**
 * A prescribed sheet as data: its owner changes the template, and a new version is a new file. `mark`
 * says how sure the columns are.
 */
export type Layout = {
  readonly layout: string;
  readonly version: string;
  readonly title: string;
  readonly mark: 'official-quoted' | 'secondary' | 'own-knowledge';
  readonly source: string;
  readonly columns: readonly LayoutColumn[];
};

/** Reads `<name>.json` of a folder. */
export function readLayout(folder: string, name: string): Layout {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Layout;
}

/** Every cell is text: an amount has two decimals and no separators, a document number all digits. */
export function layoutColumns(layout: Layout): ColumnSpec[] {
  return layout.columns.map(({ title, field }, index) => ({
    kind: 'text',
    key: field ?? `empty${index}`,
    title,
    titleEn: title,
  }));
}

/** Values by field, as the sheet writes them. */
export type LayoutRow = Readonly<Record<string, string | null>>;

/** A row of the sheet. A required field without a value is a bug: its caller has checked it. */
function layoutRow(layout: Layout, values: LayoutRow): WritableRow {
  for (const { title, field, required } of layout.columns) {
    if (required && !values[field!]) throw new Error(`${layout.title}: ${title} is empty`);
  }
  return values;
}

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The sheet as its owner imports it: the header in the first row, rows below. */
export function layoutStream(layout: Layout, rows: Iterable<LayoutRow>): PassThrough {
  const body = new PassThrough();
  const sheet = {
    name: layout.title,
    columns: layoutColumns(layout),
    rows: checkedRows(layout, rows),
  };
  writeWorkbook(body, [sheet]).catch((error: Error) => body.destroy(error));
  return body;
}

export function layoutFile(layout: Layout, rows: Iterable<LayoutRow>): Promise<Buffer> {
  return buffer(layoutStream(layout, rows));
}

function* checkedRows(layout: Layout, rows: Iterable<LayoutRow>) {
  for (const row of rows) yield layoutRow(layout, row);
}
