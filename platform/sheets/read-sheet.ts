import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { fail, ok, type Result } from '@heyi/kernel';
import type { SheetRow } from './cell.ts';
import { type CsvEncoding, readCsv } from './csv-reader.ts';
import { detectFormat } from './detect-format.ts';
import type { SheetFailure } from './wording.ts';
import { megabytes, openArchive } from './xlsx-archive.ts';
import { readXlsx } from './xlsx-reader.ts';

/** The file's bytes, the path of a file, or a stream of it. */
export type SheetSource = Uint8Array | string | Readable;

export type SheetLimits = {
  readonly fileBytes: number;
  readonly unpackedBytes: number;
  /** Rows that hold something; empty formatted rows do not count. */
  readonly rows: number;
  readonly columns: number;
};

export const defaultSheetLimits: SheetLimits = {
  fileBytes: 64 * 1024 * 1024,
  unpackedBytes: 1024 * 1024 * 1024,
  rows: 200_000,
  columns: 300,
};

export type ReadSheetOptions = {
  /** The name of a sheet; else the first visible one. */
  readonly sheet?: string;
  readonly limits?: Partial<SheetLimits>;
  /** Stops after so many filled rows: enough to locate a table or show its beginning. */
  readonly firstRows?: number;
};

export type SheetSummary = {
  readonly format: 'xlsx' | 'csv';
  readonly sheet: string;
  readonly sheets: readonly string[];
  /** Rows that held something. */
  readonly rows: number;
  /** Columns of the widest row. */
  readonly columns: number;
  readonly encoding?: CsvEncoding;
};

/** The options with every limit set, as the readers of each format take them. */
export type ReaderOptions = ReadSheetOptions & { readonly limits: SheetLimits };

/** Called once a filled row, in order; the reader waits for a promise before it goes on. */
export type RowHandler = (row: SheetRow) => void | Promise<void>;

/**
 * Reads one sheet of an XLSX or CSV file row by row. Memory stays at the packed file plus its
 * shared strings, whatever the number of rows. A failure may come after rows have been given.
 */
export async function readSheet(
  source: SheetSource,
  options: ReadSheetOptions,
  onRow: RowHandler,
): Promise<Result<SheetSummary, SheetFailure>> {
  const limits = { ...defaultSheetLimits, ...options.limits };
  const file = await readBytes(source, limits.fileBytes);
  if (!file.ok) return file;
  const format = detectFormat(file.value);
  if (!format.ok) return format;
  if (format.value === 'csv') return readCsv(file.value, { ...options, limits }, onRow);
  const archive = await openArchive(file.value, limits);
  if (!archive.ok) return archive;
  return readXlsx(archive.value, { ...options, limits }, onRow);
}

async function readBytes(
  source: SheetSource,
  limit: number,
): Promise<Result<Buffer, SheetFailure>> {
  const tooLarge = fail<SheetFailure>({
    code: 'sheet.file_too_large',
    facts: { limit: megabytes(limit) },
  });
  if (source instanceof Uint8Array) {
    const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
    return bytes.length > limit ? tooLarge : ok(bytes);
  }
  const stream = typeof source === 'string' ? (await open(source)).createReadStream() : source;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    const bytes = Buffer.from(piece as Uint8Array);
    size += bytes.length;
    if (size > limit) return tooLarge;
    pieces.push(bytes);
  }
  return ok(Buffer.concat(pieces));
}
