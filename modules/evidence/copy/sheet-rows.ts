import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { assert } from '@heyi/kernel';
import { type ColumnSpec, readSheet, type WritableSheet, writeWorkbook } from '@heyi/platform';
import type { EvidenceMark } from '../binding/marks.ts';
import { rowsOf } from './kept-parts.ts';

export type TextRow = { readonly row: number; readonly cells: readonly string[] };

/** The rows of a sheet by its number, from 1; null when there is none. */
export async function readRows(content: Buffer, sheet: number): Promise<TextRow[] | null> {
  const names = await sheetNames(content);
  const name = names[sheet - 1];
  if (name === undefined) return null;
  const rows: TextRow[] = [];
  const read = await readSheet(content, { sheet: name }, ({ row, cells }) => {
    rows.push({ row, cells: cells.map((cell) => cell?.text ?? '') });
  });
  assert(read.ok, 'a sheet that was recorded can be read');
  return rows;
}

async function sheetNames(content: Buffer): Promise<readonly string[]> {
  const read = await readSheet(content, { firstRows: 1 }, () => undefined);
  assert(read.ok, 'a workbook that was recorded can be read');
  return read.value.sheets;
}

/**
 * A new workbook with the kept rows as text, each with the number it has in the original. Nothing of
 * the original's parts is taken over: hidden sheets, comments and caches hold other people, too.
 */
export async function copySheets(content: Buffer, marks: readonly EvidenceMark[]): Promise<Buffer> {
  const sheets: WritableSheet[] = [];
  for (const [index, name] of (await sheetNames(content)).entries()) {
    const kept = rowsOf(marks, index + 1);
    const rows = (await readRows(content, index + 1))!.filter(({ row }) => kept.has(row));
    if (rows.length > 0) sheets.push(sheetOf(name, rows));
  }
  const target = new PassThrough();
  const [written] = await Promise.all([
    buffer(target),
    writeWorkbook(target, sheets.length > 0 ? sheets : [sheetOf('副本', [])]),
  ]);
  return written;
}

function sheetOf(name: string, rows: readonly TextRow[]): WritableSheet {
  const width = Math.max(1, ...rows.map(({ cells }) => cells.length));
  const columns: ColumnSpec[] = [
    { key: 'row', kind: 'text', title: '原表行号', titleEn: 'Row in the original' },
    ...Array.from({ length: width }, (_, index): ColumnSpec => {
      const title = `第${index + 1}列`;
      return { key: `c${index}`, kind: 'text', title, titleEn: `Column ${index + 1}` };
    }),
  ];
  const written = rows.map(({ row, cells }) => ({
    row: String(row),
    ...Object.fromEntries(cells.map((text, index) => [`c${index}`, text])),
  }));
  return { name, columns, rows: written };
}
