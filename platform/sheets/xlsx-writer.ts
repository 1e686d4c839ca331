import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Numbers of the cell formats in {@link stylesXml}, in their order there. */
export const cellStyle = {
  plain: 0,
  header: 1,
  requiredHeader: 2,
  text: 3,
  money: 4,
  date: 5,
  integer: 6,
  rate: 7,
  totalText: 8,
  totalMoney: 9,
  sample: 10,
  note: 11,
  badText: 12,
  badNumber: 13,
  heading: 14,
} as const;

export type SheetXml = {
  readonly name: string;
  readonly hidden?: boolean;
  /** Characters, and the style of cells that are still empty. */
  readonly columns: readonly { readonly width: number; readonly style: number }[];
  readonly frozenRows: number;
  /** `<row>` elements, several a piece. */
  readonly rows: AsyncIterable<string> | Iterable<string>;
  /**
   * Elements that stand after the rows: filter, merges, validations, in the order of the schema.
   */
  readonly after?: string;
};

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';
const relationsType = 'application/vnd.openxmlformats-package.relationships+xml';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Equal content gives equal bytes: no part carries the time of writing. */
const partOptions = { mtime: new Date(Date.UTC(2000, 0, 1)), compressionLevel: 1 };

/** Writes the container while its rows are produced; memory does not grow with them. */
export async function writeXlsx(target: Writable, sheets: readonly SheetXml[]): Promise<void> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error) => output.destroy(error));
  const addText = (path: string, xml: string) =>
    zip.addBuffer(Buffer.from(xmlHead + xml), path, partOptions);
  addText('[Content_Types].xml', contentTypesXml(sheets.length));
  addText('_rels/.rels', relationsXml([['officeDocument', 'xl/workbook.xml']]));
  addText('xl/workbook.xml', workbookXml(sheets));
  addText('xl/_rels/workbook.xml.rels', workbookRelationsXml(sheets.length));
  addText('xl/styles.xml', stylesXml);
  for (const [index, sheet] of sheets.entries()) {
    zip.addReadStreamLazy(`xl/worksheets/sheet${index + 1}.xml`, partOptions, (open) => {
      const rows = Readable.from(sheetXml(sheet, index === 0));
      rows.on('error', (error) => output.destroy(error));
      output.on('close', () => rows.destroy());
      open(null, rows);
    });
  }
  zip.end();
  await pipeline(output, target);
}

function contentTypesXml(sheetCount: number): string {
  const override = (path: string, type: string) =>
    `<Override PartName="/xl/${path}.xml" ContentType="${contentType}.${type}+xml"/>`;
  const sheets = numbers(sheetCount).map((n) => override(`worksheets/sheet${n}`, 'worksheet'));
  return (
    `<Types xmlns="${packageNamespace}/content-types">` +
    `<Default Extension="rels" ContentType="${relationsType}"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>` +
    override('workbook', 'sheet.main') +
    override('styles', 'styles') +
    `${sheets.join('')}</Types>`
  );
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function relationsXml(targets: readonly (readonly [type: string, path: string])[]): string {
  const relations = targets.map(
    ([type, path], index) =>
      `<Relationship Id="rId${index + 1}" Type="${relationNamespace}/${type}" Target="${path}"/>`,
  );
  const namespace = `${packageNamespace}/relationships`;
  return `<Relationships xmlns="${namespace}">${relations.join('')}</Relationships>`;
}

function workbookRelationsXml(sheetCount: number): string {
  return relationsXml([
    ...numbers(sheetCount).map((n) => ['worksheet', `worksheets/sheet${n}.xml`] as const),
    ['styles', 'styles.xml'],
  ]);
}

function workbookXml(sheets: readonly SheetXml[]): string {
  const names = sheetNames(sheets.map(({ name }) => name));
  const list = sheets.map(({ hidden }, index) => {
    const state = hidden === true ? ' state="hidden"' : '';
    return `<sheet name="${names[index]}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
  });
  return (
    `<workbook xmlns="${mainNamespace}" xmlns:r="${relationNamespace}">` +
    `<sheets>${list.join('')}</sheets></workbook>`
  );
}

/** Excel allows 31 characters, none of `[]:*?/\`, and no name twice. */
function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const base =
      name
        .replace(/[[\]:*?/\\]|^'|'$/g, ' ')
        .trim()
        .slice(0, 31) || 'Sheet';
    let unique = base;
    for (let n = 2; taken.has(unique.toLowerCase()); n += 1) unique = `${base.slice(0, 27)} (${n})`;
    taken.add(unique.toLowerCase());
    return escapeXml(unique);
  });
}

async function* sheetXml(sheet: SheetXml, active: boolean): AsyncGenerator<Buffer> {
  const columns = sheet.columns.map(({ width, style }, index) => {
    const range = `min="${index + 1}" max="${index + 1}"`;
    return `<col ${range} width="${width}" style="${style}" customWidth="1"/>`;
  });
  const pane =
    sheet.frozenRows === 0
      ? ''
      : `<pane ySplit="${sheet.frozenRows}" topLeftCell="A${sheet.frozenRows + 1}"` +
        ' activePane="bottomLeft" state="frozen"/>';
  const selected = active ? ' tabSelected="1"' : '';
  yield Buffer.from(
    `${xmlHead}<worksheet xmlns="${mainNamespace}"><sheetViews>` +
      `<sheetView${selected} workbookViewId="0">${pane}</sheetView></sheetViews>` +
      `<sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>`,
  );
  for await (const piece of sheet.rows) yield Buffer.from(piece);
  yield Buffer.from(`</sheetData>${sheet.after ?? ''}</worksheet>`);
}

/** Joins single rows to pieces of some 64 kB: a stream step a row would cost more than the row. */
export async function* inPieces(
  rows: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  let piece = '';
  for await (const row of rows) {
    piece += row;
    if (piece.length > 65_536) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

const notInXml = /[\uFFFE\uFFFF]|[^\P{Cc}\t\n\r]/gu;
const unsafeInXml = /[&<>"\uFFFE\uFFFF\p{Cs}]|[^\P{Cc}\t\n\r]/u;
const cellTextMax = 32_767;

/** Characters that XML cannot hold are left out. */
function escapeXml(text: string): string {
  if (!unsafeInXml.test(text)) return text;
  return text
    .toWellFormed()
    .replace(notInXml, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** A cell whose content is always text, never evaluated as a formula. */
export function textCellXml(column: string, row: number, text: string, style: number): string {
  const kept = text.length > cellTextMax ? text.slice(0, cellTextMax) : text;
  // A literal `_x000D_` would be read as the escape of a character.
  const escaped = escapeXml(kept).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  const space = /^\s|\s$|\n/.test(kept) ? ' xml:space="preserve"' : '';
  return `<c r="${column}${row}" s="${style}" t="inlineStr"><is><t${space}>${escaped}</t></is></c>`;
}

/** `number` is plain decimal text. */
export function numberCellXml(column: string, row: number, number: string, style: number): string {
  return `<c r="${column}${row}" s="${style}"><v>${number}</v></c>`;
}

const thin = (side: string) => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`;
const solid = (rgb: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/></patternFill></fill>`;
const centred = '<alignment horizontal="center" vertical="center" wrapText="1"/>';
const wrapped = '<alignment vertical="top" wrapText="1"/>';
const format = (numFmt: number, font: number, fill: number, border: number, alignment = '') =>
  `<xf numFmtId="${numFmt}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"` +
  ` applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"` +
  (alignment === '' ? '/>' : ` applyAlignment="1">${alignment}</xf>`);

/** 4 is `#,##0.00`, 49 is text; our own formats begin at 164. */
const stylesXml =
  `<styleSheet xmlns="${mainNamespace}">` +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>' +
  '<numFmt numFmtId="165" formatCode="0.00##%"/></numFmts>' +
  '<fonts count="4"><font><sz val="11"/><name val="等线"/></font>' +
  '<font><b/><sz val="11"/><name val="等线"/></font>' +
  '<font><i/><sz val="11"/><color rgb="FF7F7F7F"/><name val="等线"/></font>' +
  '<font><b/><sz val="14"/><name val="等线"/></font></fonts>' +
  '<fills count="5"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill>' +
  `${solid('FFE8EEF7')}${solid('FFFCE4D6')}${solid('FFFFC7CE')}</fills>` +
  '<borders count="3"><border><left/><right/><top/><bottom/><diagonal/></border>' +
  `<border>${thin('left')}${thin('right')}${thin('top')}${thin('bottom')}<diagonal/></border>` +
  `<border><left/><right/>${thin('top')}<bottom/><diagonal/></border></borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="15">' +
  format(0, 0, 0, 0) +
  format(49, 1, 2, 1, centred) +
  format(49, 1, 3, 1, centred) +
  format(49, 0, 0, 0) +
  format(4, 0, 0, 0) +
  format(164, 0, 0, 0) +
  format(1, 0, 0, 0) +
  format(165, 0, 0, 0) +
  format(49, 1, 0, 2) +
  format(4, 1, 0, 2) +
  format(49, 2, 0, 0) +
  format(49, 0, 0, 0, wrapped) +
  format(49, 0, 4, 0) +
  format(0, 0, 4, 0) +
  format(49, 3, 0, 0) +
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
  '</styleSheet>';
