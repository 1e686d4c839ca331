import type { Cell } from './cell.ts';
import { unpack, type XlsxArchive } from './xlsx-archive.ts';

type MergedRange = { top: number; bottom: number; left: number; right: number; value: Cell | null };

const mergePattern =
  /mergeCell\s[^>]*?ref=["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})["']/g;
/** Longer than any merge element, so that one cut by the end of a piece is found with the next. */
const elementMax = 200;

/**
 * The merged ranges stand behind all rows in the file, so they are looked for in a pass of their
 * own that unpacks without parsing.
 */
export async function readMergedRanges(archive: XlsxArchive, path: string): Promise<MergedRange[]> {
  const ranges: MergedRange[] = [];
  let carried = '';
  for await (const chunk of unpack(archive, path)) {
    const text = carried + chunk.toString('latin1');
    let end = 0;
    if (text.includes('mergeCell ')) {
      for (const match of text.matchAll(mergePattern)) {
        ranges.push(rangeOf(match));
        end = match.index + match[0].length;
      }
    }
    carried = text.slice(Math.max(end, text.length - elementMax));
  }
  return ranges.toSorted((a, b) => a.top - b.top);
}

function rangeOf(match: RegExpMatchArray): MergedRange {
  return {
    left: columnIndex(match[1]!),
    top: Number(match[2]),
    right: columnIndex(match[3]!),
    bottom: Number(match[4]),
    value: null,
  };
}

/** "A" is 0, "AB" is 27. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (let at = 0; at < letters.length; at += 1) index = index * 26 + letters.charCodeAt(at) - 64;
  return index - 1;
}

/**
 * Returns a function that repeats the first cell of each merged range over the range. Rows must be
 * given in rising order; `columns` bounds a range that runs to the end of the sheet.
 */
export function mergeRepeater(ranges: readonly MergedRange[], columns: number) {
  let next = 0;
  let active: MergedRange[] = [];
  return (row: number, cells: (Cell | null)[]): void => {
    while (next < ranges.length && ranges[next]!.top <= row) active.push(ranges[next++]!);
    if (active.length === 0) return;
    active = active.filter((range) => range.bottom >= row);
    for (const range of active) {
      if (range.top === row) range.value = cells[range.left] ?? null;
      if (range.value !== null) repeat(range, range.value, row, cells, columns);
    }
  };
}

function repeat(
  range: MergedRange,
  value: Cell,
  row: number,
  cells: (Cell | null)[],
  columns: number,
): void {
  const copy: Cell = { ...value, merged: row > range.top ? 'down' : 'across' };
  const last = Math.min(range.right, columns - 1);
  while (cells.length <= last) cells.push(null);
  for (let column = range.left; column <= last; column += 1) {
    if (row > range.top || column > range.left) cells[column] = copy;
  }
}
