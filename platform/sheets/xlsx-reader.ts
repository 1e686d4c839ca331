import { fail, ok, type Result } from '@heyi/kernel';
import {
  type Cell,
  dateCell,
  decimalText,
  normaliseText,
  serial1904Offset,
  shiftPoint,
} from './cell.ts';
import type { ReaderOptions, RowHandler, SheetSummary } from './read-sheet.ts';
import type { SheetFailure } from './wording.ts';
import {
  DamagedXlsx,
  parsePart,
  parseWhole,
  type XlsxArchive,
  type XmlAttributes,
} from './xlsx-archive.ts';
import { columnIndex, mergeRepeater, readMergedRanges } from './xlsx-merges.ts';
import { type NumberMeaning, readNumberMeanings } from './xlsx-styles.ts';

type Workbook = {
  sheets: { name: string; path: string; visible: boolean }[];
  stylesPath: string | null;
  stringsPath: string | null;
  serialOffset: number;
};
type Relation = { type: string; path: string };

/** What turns the raw content of a cell into its text. */
type CellContext = { strings: string[]; meanings: NumberMeaning[]; serialOffset: number };

/** Reads one sheet of an opened XLSX row by row. */
export async function readXlsx(
  archive: XlsxArchive,
  options: ReaderOptions,
  onRow: RowHandler,
): Promise<Result<SheetSummary, SheetFailure>> {
  try {
    const { sheet } = options;
    const workbook = await readWorkbook(archive);
    const chosen = workbook.sheets.find(({ name, visible }) =>
      sheet === undefined ? visible : name.trim() === sheet.trim(),
    );
    const names = workbook.sheets.map(({ name }) => name);
    if (!chosen) {
      const facts = { sheet: sheet ?? '', names: names.join('、') };
      return fail({ code: 'sheet.sheet_not_found', facts });
    }
    const context: CellContext = {
      strings: await readStrings(archive, workbook.stringsPath),
      meanings: await readNumberMeanings(archive, workbook.stylesPath),
      serialOffset: workbook.serialOffset,
    };
    const rows = await readRows(archive, chosen.path, context, options, onRow);
    if (!rows.ok) return rows;
    if (rows.value.rows === 0)
      return fail({ code: 'sheet.no_rows', facts: { sheet: chosen.name } });
    return ok({ format: 'xlsx', sheet: chosen.name, sheets: names, ...rows.value });
  } catch (error) {
    if (error instanceof DamagedXlsx) return fail({ code: 'sheet.damaged', facts: {} });
    throw error;
  }
}

async function readWorkbook(archive: XlsxArchive): Promise<Workbook> {
  const root = await readRelations(archive, '', '_rels/.rels');
  const path = findPath(root, 'officeDocument') ?? 'xl/workbook.xml';
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const relationsPath = `${folder}_rels/${path.slice(folder.length)}.rels`;
  const relations = await readRelations(archive, folder, relationsPath);
  const workbook: Workbook = {
    sheets: [],
    stylesPath: findPath(relations, 'styles'),
    stringsPath: findPath(relations, 'sharedStrings'),
    serialOffset: 0,
  };
  await parseWhole(archive, path, {
    open(name, attributes) {
      if (name === 'workbookPr' && isTrue(attributes['date1904'])) {
        workbook.serialOffset = serial1904Offset;
      }
      if (name !== 'sheet') return;
      const key = Object.keys(attributes).find((attribute) => attribute.endsWith(':id'));
      const relation = relations.get(attributes[key ?? ''] ?? '');
      if (relation === undefined || !relation.type.endsWith('/worksheet')) return;
      workbook.sheets.push({
        name: attributes['name'] ?? '',
        path: relation.path,
        visible: (attributes['state'] ?? 'visible') === 'visible',
      });
    },
  });
  return workbook;
}

function isTrue(attribute: string | undefined): boolean {
  return attribute === '1' || attribute === 'true';
}

async function readRelations(
  archive: XlsxArchive,
  folder: string,
  path: string,
): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  await parseWhole(archive, path, {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const target = attributes['Target'] ?? '';
      const absolute = target.startsWith('/') ? target.slice(1) : folder + target;
      relations.set(attributes['Id'] ?? '', { type: attributes['Type'] ?? '', path: absolute });
    },
  });
  return relations;
}

function findPath(relations: Map<string, Relation>, kind: string): string | null {
  const found = [...relations.values()].find(({ type }) => type.endsWith(`/${kind}`));
  return found?.path ?? null;
}

/** Rich text is joined; the phonetic guides of East Asian text (`rPh`) are left out. */
async function readStrings(archive: XlsxArchive, path: string | null): Promise<string[]> {
  const strings: string[] = [];
  if (path === null || !archive.entries.has(path.toLowerCase())) return strings;
  let text = '';
  let reading = false;
  let phonetic = false;
  await parseWhole(archive, path, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') reading = !phonetic;
    },
    text(piece) {
      if (reading) text += piece;
    },
    close(name) {
      if (name === 't') reading = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') strings.push(normaliseText(unescapeText(text)));
    },
  });
  return strings;
}

/** Characters that XML cannot hold are written as `_x000D_`. */
function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Returns the number of rows that held something, and the width of the widest. */
async function readRows(
  archive: XlsxArchive,
  path: string,
  context: CellContext,
  { limits, firstRows }: ReaderOptions,
  onRow: RowHandler,
): Promise<Result<{ rows: number; columns: number }, SheetFailure>> {
  const repeatMerged = mergeRepeater(await readMergedRanges(archive, path), limits.columns);
  const reader = rowReader(context);
  let rows = 0;
  let columns = 0;
  for await (const _ of parsePart(archive, path, reader)) {
    for (const { row, cells } of reader.takeRows()) {
      if (cells.length > limits.columns) {
        return fail({ code: 'sheet.too_many_columns', facts: { row, limit: limits.columns } });
      }
      repeatMerged(row, cells);
      if (!cells.some((cell) => cell !== null)) continue;
      rows += 1;
      columns = Math.max(columns, cells.length);
      if (rows > limits.rows) {
        return fail({ code: 'sheet.too_many_rows', facts: { limit: limits.rows } });
      }
      const pending = onRow({ row, cells });
      if (pending) await pending;
      if (rows === firstRows) return ok({ rows, columns });
    }
  }
  return ok({ rows, columns });
}

type OpenCell = { column: number; type: string; style: number; formula: boolean };
type RawRow = { row: number; cells: (Cell | null)[] };

/** The XML handlers that gather cells into rows. */
function rowReader(context: CellContext) {
  let finished: RawRow[] = [];
  let current: RawRow = { row: 0, cells: [] };
  let cell: OpenCell | null = null;
  let column = -1;
  let text: string | null = null;
  let reading = false;
  let phonetic = false;
  return {
    takeRows(): RawRow[] {
      const rows = finished;
      finished = [];
      return rows;
    },
    open(name: string, attributes: XmlAttributes): void {
      if (name === 'c') {
        column = attributes['r'] === undefined ? column + 1 : columnOfReference(attributes['r']);
        const style = Number(attributes['s'] ?? 0);
        cell = { column, type: attributes['t'] ?? 'n', style, formula: false };
        text = null;
      } else if (name === 'v' || (name === 't' && cell !== null)) {
        reading = !phonetic;
        text ??= '';
      } else if (name === 'row') {
        current = { row: Number(attributes['r'] ?? current.row + 1), cells: [] };
        column = -1;
      } else if (name === 'f' && cell !== null) cell.formula = true;
      else if (name === 'rPh') phonetic = true;
    },
    text(piece: string): void {
      if (reading) text += piece;
    },
    close(name: string): void {
      if (name === 'v' || name === 't') reading = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'row') finished.push(current);
      else if (name === 'c' && cell !== null) {
        const value = cellOf(cell, text, context);
        if (value !== null) {
          while (current.cells.length < cell.column) current.cells.push(null);
          current.cells[cell.column] = value;
        }
        cell = null;
      }
    },
  };
}

function columnOfReference(reference: string): number {
  let end = 0;
  while (end < reference.length && reference.charCodeAt(end) > 57) end += 1;
  return columnIndex(reference.slice(0, end));
}

function cellOf(cell: OpenCell, raw: string | null, context: CellContext): Cell | null {
  if (raw === null) {
    if (!cell.formula) return null;
    return { kind: 'error', text: '', problem: 'cell.formula_without_value' };
  }
  switch (cell.type) {
    case 's':
      return textCell(context.strings[Number(raw)] ?? '');
    case 'str':
    case 'inlineStr':
      return textCell(normaliseText(unescapeText(raw)));
    case 'b':
      return { kind: 'boolean', text: raw === '1' || raw === 'true' ? 'TRUE' : 'FALSE' };
    case 'e':
      return { kind: 'error', text: raw, problem: 'cell.formula_error' };
    case 'd':
      return { kind: 'date', text: raw.replace('T', ' ').replace(/[ ]?00:00(:00(\.0+)?)?Z?$/, '') };
    default:
      return numberCell(raw, context.meanings[cell.style] ?? 'number', context.serialOffset);
  }
}

function textCell(text: string): Cell | null {
  return text === '' ? null : { kind: 'text', text };
}

function numberCell(raw: string, meaning: NumberMeaning, serialOffset: number): Cell | null {
  if (raw === '') return null;
  const decimal = decimalText(raw);
  if (decimal === null) throw new DamagedXlsx(`not a number: ${raw}`);
  if (decimal.lostDigits) {
    return { kind: 'number', text: raw, problem: 'cell.number_lost_digits' };
  }
  if (meaning === 'number') return { kind: 'number', text: decimal.text };
  if (meaning === 'percent') return { kind: 'percent', text: `${shiftPoint(decimal.text, 2)}%` };
  return dateCell(decimal.text, serialOffset);
}
