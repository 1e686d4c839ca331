import type { Writable } from 'node:stream';
import {
  add,
  epochDay,
  type Fen,
  formatRate,
  formatYuan,
  type PlainDate,
  type Rate,
  zeroFen,
} from '@heyi/kernel';
import { columnLetter } from './cell.ts';
import { type ColumnKind, type ColumnSpec, type ColumnValue, titleOf } from './column.ts';
import type { Locale } from './wording.ts';
import {
  cellStyle,
  inPieces,
  numberCellXml,
  type SheetXml,
  textCellXml,
  writeXlsx,
} from './xlsx-writer.ts';

/** The values of one row by column key; a key that is missing or null leaves its cell empty. */
export type WritableRow = { readonly [key: string]: ColumnValue | null | undefined };
export type WritableRows = Iterable<WritableRow> | AsyncIterable<WritableRow>;

export type WritableSheet = {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  readonly rows: WritableRows;
  /** Lines above the header, such as the title and the period of a report. */
  readonly heading?: readonly string[];
  /** Sums the money columns in a last row. */
  readonly totalRow?: boolean;
};

/**
 * Streams sheets to an XLSX: frozen header, widths, amounts as `#,##0.00`, document numbers as
 * text.
 */
export async function writeWorkbook(
  target: Writable,
  sheets: readonly WritableSheet[],
  options: { readonly locale?: Locale } = {},
): Promise<void> {
  const locale = options.locale ?? 'zh-CN';
  await writeXlsx(
    target,
    sheets.map((sheet) => sheetXmlOf(sheet, locale)),
  );
}

function sheetXmlOf(sheet: WritableSheet, locale: Locale): SheetXml {
  return {
    name: sheet.name,
    columns: sheet.columns.map((column) => ({
      width: widthOf(column),
      style: styleOf(column.kind),
    })),
    frozenRows: (sheet.heading?.length ?? 0) + 1,
    rows: inPieces(rowsXml(sheet, locale)),
  };
}

async function* rowsXml(sheet: WritableSheet, locale: Locale): AsyncGenerator<string> {
  let row = 0;
  for (const line of sheet.heading ?? []) {
    row += 1;
    yield rowXml(row, textCellXml('A', row, line, cellStyle.heading));
  }
  row += 1;
  yield headerRowXml(row, sheet.columns, locale);
  const columns = sheet.columns.map((column, index) => ({
    ...column,
    letter: columnLetter(index),
    total: zeroFen,
  }));
  for await (const values of sheet.rows) {
    row += 1;
    let cells = '';
    for (const column of columns) {
      const value = values[column.key];
      if (value === null || value === undefined) continue;
      if (column.kind === 'money') column.total = add(column.total, value as Fen);
      cells += valueCellXml(column, column.letter, row, value);
    }
    yield rowXml(row, cells);
  }
  if (sheet.totalRow === true) yield totalRowXml(row + 1, columns, locale);
}

/** One row of values under its columns; what is missing leaves its cell empty. */
export function dataRowXml(
  row: number,
  columns: readonly ColumnSpec[],
  values: WritableRow,
): string {
  const cells = columns.map((column, index) => {
    const value = values[column.key];
    if (value === null || value === undefined) return '';
    return valueCellXml(column, columnLetter(index), row, value);
  });
  return rowXml(row, cells.join(''));
}

export function rowXml(row: number, cells: string): string {
  return `<row r="${row}">${cells}</row>`;
}

function headerRowXml(row: number, columns: readonly ColumnSpec[], locale: Locale): string {
  const cells = columns.map((column, index) =>
    textCellXml(columnLetter(index), row, titleOf(column, locale), cellStyle.header),
  );
  return rowXml(row, cells.join(''));
}

function totalRowXml(
  row: number,
  columns: readonly { letter: string; kind: ColumnKind; total: Fen }[],
  locale: Locale,
): string {
  const label = locale === 'en' ? 'Total' : '合计';
  const cells = columns.map(({ letter, kind, total }, index) => {
    if (kind === 'money')
      return numberCellXml(letter, row, formatYuan(total), cellStyle.totalMoney);
    return textCellXml(letter, row, index === 0 ? label : '', cellStyle.totalText);
  });
  return rowXml(row, cells.join(''));
}

/** Days between the epoch of serials and 1970-01-01. */
const unixEpochSerial = 25_569;
const firstSafeDay = '1900-03-01';

function valueCellXml(column: ColumnSpec, letter: string, row: number, value: ColumnValue): string {
  const style = styleOf(column.kind);
  switch (column.kind) {
    case 'money':
      return numberCellXml(letter, row, formatYuan(value as Fen), style);
    case 'rate':
      return numberCellXml(letter, row, formatRate(value as Rate), style);
    case 'integer':
    case 'decimal':
      return numberCellXml(letter, row, String(value), style);
    case 'date': {
      const day = value as PlainDate;
      if (day < firstSafeDay) return textCellXml(letter, row, day, cellStyle.text);
      return numberCellXml(letter, row, String(epochDay(day) + unixEpochSerial), style);
    }
    default:
      return textCellXml(letter, row, valueText(column, value), style);
  }
}

/** The value as text: amounts as "12345.60", rates as "0.098", choices by their label. */
export function valueText(column: ColumnSpec, value: ColumnValue): string {
  if (column.kind === 'money') return formatYuan(value as Fen);
  if (column.kind === 'rate') return formatRate(value as Rate);
  if (column.kind !== 'choice') return String(value);
  return column.choices.find(({ code }) => code === value)?.label ?? String(value);
}

export function styleOf(kind: ColumnKind): number {
  switch (kind) {
    case 'money':
      return cellStyle.money;
    case 'date':
      return cellStyle.date;
    case 'integer':
      return cellStyle.integer;
    case 'rate':
      return cellStyle.rate;
    case 'decimal':
      return cellStyle.plain;
    default:
      return cellStyle.text;
  }
}

const widthByKind: { readonly [kind in ColumnKind]: number } = {
  text: 16,
  identifier: 22,
  money: 14,
  date: 12,
  month: 10,
  integer: 10,
  decimal: 10,
  rate: 10,
  choice: 14,
};

/** A Chinese character is two wide. */
export function widthOf(column: ColumnSpec): number {
  const titleWidth = [...column.title].length * 2 + 2;
  return column.width ?? Math.max(widthByKind[column.kind], Math.min(titleWidth, 30));
}
