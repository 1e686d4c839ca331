import { PassThrough, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Result } from '@heyi/kernel';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { ZipFile } from 'yazl';
import type { SheetRow } from './cell.ts';
import { readSheet, type ReadSheetOptions, type SheetSource } from './read-sheet.ts';
import type { SheetFailure } from './wording.ts';

/**
 * Files for tests, made by another library or by hand, so that reader and writer do not only
 * agree.
 */

/** The bytes that `write` sends to a stream. */
export async function bytesOf(write: (target: Writable) => Promise<unknown>): Promise<Buffer> {
  const target = new PassThrough();
  const [bytes] = await Promise.all([buffer(target), write(target)]);
  return bytes;
}

/** An XLSX as ExcelJS writes it. */
export async function excelFile(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook.addWorksheet('Sheet1'));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A workbook as ExcelJS reads it. */
export async function openInExcel(file: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file as unknown as ExcelJS.Buffer);
  return workbook;
}

export function gbkFile(text: string): Buffer {
  return iconv.encode(text, 'gb18030');
}

export async function zipFile(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  return buffer(zip.outputStream);
}

const relations = (list: string) => `<Relationships>${list}</Relationships>`;
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`;

/** An XLSX around the given sheet XML, as programs other than Excel write it. */
export function rawXlsx(
  sheet: string,
  parts: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  return zipFile({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations(relation('r1', 'officeDocument', '/xl/workbook.xml')),
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations(
      relation('r1', 'worksheet', 'worksheets/sheet1.xml') +
        relation('r2', 'styles', 'styles.xml') +
        relation('r3', 'sharedStrings', 'sharedStrings.xml'),
    ),
    'xl/styles.xml': '<styleSheet/>',
    'xl/sharedStrings.xml': '<sst/>',
    'xl/worksheets/sheet1.xml': sheet,
    ...parts,
  });
}

/** All rows of a file, or why it is refused. */
export async function rowsOf(
  source: SheetSource,
  options: ReadSheetOptions = {},
): Promise<Result<SheetRow[], SheetFailure>> {
  const rows: SheetRow[] = [];
  const read = await readSheet(source, options, (row) => void rows.push(row));
  return read.ok ? { ok: true, value: rows } : read;
}

/** The texts of each row, empty cells as ''. */
export async function textsOf(
  source: SheetSource,
  options?: ReadSheetOptions,
): Promise<string[][]> {
  const rows = await rowsOf(source, options);
  if (!rows.ok) throw new Error(rows.failure.code);
  return rows.value.map(({ cells }) => cells.map((cell) => cell?.text ?? ''));
}
