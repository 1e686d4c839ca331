import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import { type Result } from '@heyi/kernel';
import { type Cell, columnLetter, type SheetRow } from './cell.ts';
import { readSheet, type SheetSource, type SheetSummary } from './read-sheet.ts';
import type { CellError, TableReport } from './read-table.ts';
import { rowXml } from './write-workbook.ts';
import type { Locale, SheetFailure } from './wording.ts';
import { cellStyle, numberCellXml, textCellXml, writeXlsx } from './xlsx-writer.ts';

const headers: { readonly [L in Locale]: readonly string[] } = {
  'zh-CN': ['错误行号', '错误列', '原值', '错误代码', '错误说明', '如何修改'],
  en: ['Row', 'Column', 'Value', 'Code', 'Message', 'How to fix'],
};
const widths = [10, 18, 24, 26, 40, 48];

export type ErrorFileOptions = {
  readonly locale?: Locale;
  /** Leaves the valid rows out. */
  readonly invalidRowsOnly?: boolean;
};

/**
 * The sheet as it was uploaded, bad cells filled red, with six columns at its right that say what
 * is wrong in the row and how to fix it. It can be corrected in place and uploaded again. The
 * source is read a second time, so a stream will not do.
 */
export async function writeErrorFile(
  target: Writable,
  source: Exclude<SheetSource, NodeJS.ReadableStream>,
  report: Pick<TableReport, 'layout'> & { readonly sheet: SheetSummary },
  errors: Iterable<CellError>,
  options: ErrorFileOptions = {},
): Promise<Result<SheetSummary, SheetFailure>> {
  const { layout, sheet } = report;
  const byRow = Map.groupBy(errors, (error) => error.row);
  const pieces = new PassThrough({ encoding: 'utf8' });
  const columns = [
    ...Array.from({ length: sheet.columns }, () => ({ width: 14, style: cellStyle.text })),
    ...widths.map((width) => ({ width, style: cellStyle.note })),
  ];
  const frozenRows = layout.headerLast;
  const written = writeXlsx(target, [{ name: sheet.sheet, columns, frozenRows, rows: pieces }]);
  written.catch((error: Error) => pieces.destroy(error));
  const titles = headers[options.locale ?? 'zh-CN'];

  const copyRow = async (row: SheetRow): Promise<void> => {
    const found = byRow.get(row.row) ?? [];
    if (options.invalidRowsOnly === true && found.length === 0 && row.row > layout.headerLast)
      return;
    const isHeader = row.row >= layout.headerFirst && row.row <= layout.headerLast;
    const bad = new Set(found.map(({ column }) => column.index));
    const cells = row.cells.map((cell, index) =>
      copiedCellXml(cell, index, row.row, isHeader, bad),
    );
    const texts = row.row === layout.headerLast ? titles : errorTexts(found);
    const style = isHeader ? cellStyle.header : cellStyle.note;
    const added = texts.map((text, at) =>
      textCellXml(columnLetter(sheet.columns + at), row.row, text, style),
    );
    if (!pieces.write(rowXml(row.row, cells.join('') + added.join(''))))
      await once(pieces, 'drain');
  };
  const read = readSheet(source, { sheet: sheet.sheet }, copyRow).finally(() => pieces.end());
  const [result] = await Promise.all([read, written]);
  return result;
}

/** Several errors of one row stand below each other in the same six cells. */
function errorTexts(errors: readonly CellError[]): string[] {
  if (errors.length === 0) return [];
  const lines = (pick: (error: CellError) => string) => errors.map(pick).join('\n');
  return [
    String(errors[0]!.row),
    lines(({ column }) => `${column.letter} ${column.title}`),
    lines(({ value }) => value),
    lines(({ code }) => code),
    lines(({ message }) => message),
    lines(({ howToFix }) => howToFix),
  ];
}

function copiedCellXml(
  cell: Cell | null,
  index: number,
  row: number,
  isHeader: boolean,
  bad: ReadonlySet<number>,
): string {
  const letter = columnLetter(index);
  if (cell === null) return bad.has(index) ? textCellXml(letter, row, '', cellStyle.badText) : '';
  if (cell.kind === 'number' && cell.problem === undefined) {
    return numberCellXml(
      letter,
      row,
      cell.text,
      bad.has(index) ? cellStyle.badNumber : cellStyle.plain,
    );
  }
  const style = bad.has(index) ? cellStyle.badText : isHeader ? cellStyle.header : cellStyle.text;
  return textCellXml(letter, row, cell.text, style);
}
