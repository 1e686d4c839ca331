import { parseWhole, type XlsxArchive } from './xlsx-archive.ts';

/** How a number in a cell is meant. */
export type NumberMeaning = 'number' | 'percent' | 'date';

/** Built-in formats that are days or times; 27–36 and 50–58 are those of Chinese Excel. */
const dateFormatIds = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;
const percentFormatIds = new Set([9, 10]);

/** The meaning of each cell style of the workbook, by style number. */
export async function readNumberMeanings(
  archive: XlsxArchive,
  path: string | null,
): Promise<NumberMeaning[]> {
  const meanings: NumberMeaning[] = [];
  if (path === null) return meanings;
  const customFormats = new Map<number, string>();
  let inCellFormats = false;
  await parseWhole(archive, path, {
    open(name, attributes) {
      if (name === 'numFmt') {
        customFormats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      }
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'xf' && inCellFormats) {
        const id = Number(attributes['numFmtId'] ?? 0);
        meanings.push(meaningOf(id, customFormats.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return meanings;
}

function meaningOf(id: number, format: string | undefined): NumberMeaning {
  if (format !== undefined) return meaningOfFormat(format);
  if (percentFormatIds.has(id)) return 'percent';
  return dateFormatIds.some(([from, to]) => id >= from && id <= to) ? 'date' : 'number';
}

/**
 * Reads a custom format such as `yyyy"年"m"月"`; quoted, escaped and bracketed parts mean nothing.
 */
export function meaningOfFormat(format: string): NumberMeaning {
  const bare = format
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/general/gi, '');
  if (/[ymdhs年月日]/i.test(bare)) return 'date';
  return bare.includes('%') ? 'percent' : 'number';
}
