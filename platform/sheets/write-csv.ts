import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import iconv from 'iconv-lite';
import { type ColumnSpec, titleOf } from './column.ts';
import { inPieces } from './xlsx-writer.ts';
import { valueText, type WritableRows } from './write-workbook.ts';
import type { Locale } from './wording.ts';

export type CsvOptions = {
  readonly locale?: Locale;
  /** UTF-8 with its mark, which Excel needs; GB18030 for programs that expect GBK. */
  readonly encoding?: 'utf-8' | 'gb18030';
};

/**
 * Streams rows as CSV. Text that a spreadsheet would run as a formula gets an apostrophe before it,
 * which the reader here takes off again.
 */
export async function writeCsv(
  target: Writable,
  columns: readonly ColumnSpec[],
  rows: WritableRows,
  options: CsvOptions = {},
): Promise<void> {
  const encoding = options.encoding ?? 'utf-8';
  const lines = csvLines(columns, rows, options.locale ?? 'zh-CN');
  const encoded = async function* (): AsyncGenerator<Buffer> {
    if (encoding === 'utf-8') yield Buffer.from([0xef, 0xbb, 0xbf]);
    for await (const piece of inPieces(lines)) yield iconv.encode(piece, encoding);
  };
  await pipeline(Readable.from(encoded()), target);
}

async function* csvLines(
  columns: readonly ColumnSpec[],
  rows: WritableRows,
  locale: Locale,
): AsyncGenerator<string> {
  yield csvLine(columns.map((column) => guarded(titleOf(column, locale))));
  for await (const row of rows) {
    yield csvLine(
      columns.map((column) => {
        const value = row[column.key];
        if (value === null || value === undefined) return '';
        const text = valueText(column, value);
        return isNumeric(column) ? text : guarded(text);
      }),
    );
  }
}

/** A negative amount begins with a minus and is no formula. */
function isNumeric(column: ColumnSpec): boolean {
  return ['money', 'integer', 'decimal', 'rate'].includes(column.kind);
}

/** See OWASP, CSV injection: these first characters start a formula, the full-width ones too. */
function guarded(text: string): string {
  return /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
}

function csvLine(fields: readonly string[]): string {
  return `${fields.map(quoted).join(',')}\r\n`;
}

function quoted(field: string): string {
  return /[",\r\n\t;|]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
