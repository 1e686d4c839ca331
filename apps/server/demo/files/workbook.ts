import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/**
 * Workbooks as clients make them: titles over merged cells, headers of two rows, remarks in red. The
 * product's own writer makes clean tables only.
 */
export type Tone = 'title' | 'header' | 'red' | 'note';

/** Text, a number written as a number, or text in a tone. */
export type Cell =
  | string
  | null
  | { readonly number: string }
  | { readonly text: string; readonly tone: Tone };

export type Sheet = {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  /** Ranges such as `A1:F1`. */
  readonly merges?: readonly string[];
  readonly widths?: readonly number[];
};

const styleOf: Readonly<Record<Tone, number>> = { title: 1, header: 2, red: 3, note: 4 };
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const office = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Equal content gives equal bytes: no part carries the time of writing. */
const partOptions = { mtime: new Date(Date.UTC(2000, 0, 1)), compress: true };

export async function workbookOf(sheets: readonly Sheet[]): Promise<Buffer> {
  const zip = new ZipFile();
  const add = (path: string, xml: string) =>
    zip.addBuffer(Buffer.from(head + xml), path, partOptions);
  add('[Content_Types].xml', contentTypes(sheets.length));
  add(
    '_rels/.rels',
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" ` +
      `Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  add('xl/workbook.xml', workbookXml(sheets));
  add('xl/_rels/workbook.xml.rels', workbookRelations(sheets.length));
  add('xl/styles.xml', stylesXml);
  for (const [index, sheet] of sheets.entries()) {
    add(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet));
  }
  zip.end();
  return buffer(zip.outputStream as Readable);
}

function contentTypes(count: number): string {
  const part = (path: string, type: string) =>
    `<Override PartName="/xl/${path}.xml" ContentType="${office}.${type}+xml"/>`;
  const sheets = Array.from({ length: count }, (_, n) =>
    part(`worksheets/sheet${n + 1}`, 'worksheet'),
  );
  return (
    `<Types xmlns="${packages}/content-types"><Default Extension="rels" ` +
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `${part('workbook', 'sheet.main')}${part('styles', 'styles')}${sheets.join('')}</Types>`
  );
}

function workbookXml(sheets: readonly Sheet[]): string {
  const list = sheets.map(
    ({ name }, n) => `<sheet name="${escape(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`,
  );
  return `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${list.join('')}</sheets></workbook>`;
}

function workbookRelations(count: number): string {
  const one = (n: number, type: string, target: string) =>
    `<Relationship Id="rId${n}" Type="${relations}/${type}" Target="${target}"/>`;
  const sheets = Array.from({ length: count }, (_, n) =>
    one(n + 1, 'worksheet', `worksheets/sheet${n + 1}.xml`),
  );
  const styles = one(count + 1, 'styles', 'styles.xml');
  return `<Relationships xmlns="${packages}/relationships">${sheets.join('')}${styles}</Relationships>`;
}

function sheetXml({ rows, merges = [], widths = [] }: Sheet): string {
  const columns = widths.map(
    (width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`,
  );
  const merged = merges.map((range) => `<mergeCell ref="${range}"/>`).join('');
  return (
    `<worksheet xmlns="${main}">${columns.length > 0 ? `<cols>${columns.join('')}</cols>` : ''}` +
    `<sheetData>${rows.map(rowXml).join('')}</sheetData>` +
    `${merged === '' ? '' : `<mergeCells count="${merges.length}">${merged}</mergeCells>`}</worksheet>`
  );
}

function rowXml(cells: readonly Cell[], index: number): string {
  const row = index + 1;
  return `<row r="${row}">${cells.map((cell, at) => cellXml(cell, `${letterOf(at)}${row}`)).join('')}</row>`;
}

function cellXml(cell: Cell, place: string): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'object' && 'number' in cell) {
    return `<c r="${place}"><v>${cell.number}</v></c>`;
  }
  const text = typeof cell === 'string' ? cell : cell.text;
  const style = typeof cell === 'string' ? 5 : styleOf[cell.tone];
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`;
}

export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}

function escape(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

const font = (inner: string) => `<font>${inner}<name val="宋体"/></font>`;
const format = (numFmt: number, fontId: number, fill: number, alignment = '') =>
  `<xf numFmtId="${numFmt}" fontId="${fontId}" fillId="${fill}" borderId="0" xfId="0" ` +
  `applyFont="1" applyFill="1" applyNumberFormat="1"${
    alignment === '' ? '/>' : ` applyAlignment="1">${alignment}</xf>`
  }`;
const centred = '<alignment horizontal="center" vertical="center" wrapText="1"/>';

const stylesXml =
  `<styleSheet xmlns="${main}"><fonts count="5">${font('<sz val="11"/>')}` +
  `${font('<b/><sz val="16"/>')}${font('<b/><sz val="11"/>')}` +
  `${font('<sz val="11"/><color rgb="FFFF0000"/>')}${font('<i/><sz val="10"/>')}</fonts>` +
  '<fills count="3"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">' +
  '<fgColor rgb="FFDDEBF7"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="6">${format(0, 0, 0)}${format(49, 1, 0, centred)}${format(49, 2, 2, centred)}` +
  `${format(49, 3, 0)}${format(49, 4, 0)}${format(49, 0, 0)}</cellXfs></styleSheet>`;
