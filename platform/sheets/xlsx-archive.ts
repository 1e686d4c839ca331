import { fail, ok, type Result } from '@heyi/kernel';
import type { Readable } from 'node:stream';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import type { SheetLimits } from './read-sheet.ts';
import type { SheetFailure } from './wording.ts';

/** The parts of an XLSX by path; their sizes are checked before anything is unpacked. */
export type XlsxArchive = { readonly zip: ZipFile; readonly entries: Map<string, Entry> };

/** Zip files this small are let through at any ratio: XML of a few rows packs very well. */
const ratioCheckedFromBytes = 32 * 1024 * 1024;
const ratioMax = 150;
const entriesMax = 10_000;

/**
 * Opens the container. The declared sizes decide whether it is a bomb; yauzl stops a part that
 * unpacks to more than it declared, so that the declaration cannot lie.
 */
export async function openArchive(
  file: Buffer,
  limits: SheetLimits,
): Promise<Result<XlsxArchive, SheetFailure>> {
  const entries = new Map<string, Entry>();
  let zip: ZipFile;
  let unpacked = 0;
  try {
    zip = await fromBufferPromise(file, { autoClose: false });
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) return fail({ code: 'sheet.encrypted', facts: {} });
      unpacked += entry.uncompressedSize;
      entries.set(entry.fileName.replace(/^\//, '').toLowerCase(), entry);
      if (isBomb(file, unpacked, entries.size, limits)) {
        return fail({ code: 'sheet.zip_bomb', facts: { limit: megabytes(limits.unpackedBytes) } });
      }
    }
  } catch (error) {
    if (error instanceof Error) return fail({ code: 'sheet.damaged', facts: {} });
    throw error;
  }
  return checkContent({ zip, entries });
}

export function megabytes(bytes: number): number {
  return Math.floor(bytes / 1_048_576);
}

function isBomb(file: Buffer, unpacked: number, count: number, limits: SheetLimits): boolean {
  if (unpacked > limits.unpackedBytes || count > entriesMax) return true;
  return unpacked > ratioCheckedFromBytes && unpacked > file.length * ratioMax;
}

function checkContent(archive: XlsxArchive): Result<XlsxArchive, SheetFailure> {
  const { entries } = archive;
  if (entries.has('[content_types].xml')) {
    if (entries.has('xl/workbook.bin')) {
      return fail({ code: 'sheet.other_format', facts: { format: 'XLSB' } });
    }
    if ([...entries.keys()].some((path) => path.startsWith('xl/'))) return ok(archive);
  }
  const isOpenDocument = entries.has('content.xml') && entries.has('mimetype');
  if (isOpenDocument) return fail({ code: 'sheet.other_format', facts: { format: 'ODS' } });
  return fail({ code: 'sheet.not_a_sheet', facts: {} });
}

/** The element name without its prefix: some writers put every element in a prefixed namespace. */
export type XmlHandlers = {
  open?(name: string, attributes: XmlAttributes, selfClosing: boolean): void;
  close?(name: string): void;
  text?(text: string): void;
};
export type XmlAttributes = Record<string, string>;

/** Damaged XML or a damaged part; becomes `sheet.damaged` at the door. */
export class DamagedXlsx extends Error {
  override name = 'DamagedXlsx';
}

/**
 * Streams one part through the handlers, yielding after each piece so that the caller can hand on
 * what was found before more is read.
 */
export async function* parsePart(
  archive: XlsxArchive,
  path: string,
  handlers: XmlHandlers,
): AsyncGenerator<void> {
  const parser = saxParser(handlers);
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of unpack(archive, path)) {
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  parser.close();
  yield;
}

/** The bytes of a part; any failure of the container on the way is damage to the file. */
export async function* unpack(archive: XlsxArchive, path: string): AsyncGenerator<Buffer> {
  const entry = archive.entries.get(path.toLowerCase());
  if (!entry) throw new DamagedXlsx(`part is missing: ${path}`);
  try {
    const stream: Readable = await archive.zip.openReadStreamPromise(entry);
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw new DamagedXlsx(`part cannot be unpacked: ${path}`, { cause: error });
  }
}

function saxParser(handlers: XmlHandlers): SaxesParser<{ xmlns: false; position: false }> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('error', (error) => {
    throw new DamagedXlsx(error.message);
  });
  parser.on('opentag', (tag: SaxesTagPlain) =>
    handlers.open?.(local(tag.name), tag.attributes, tag.isSelfClosing),
  );
  parser.on('closetag', (tag: SaxesTagPlain) => handlers.close?.(local(tag.name)));
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  return parser;
}

/** Parses a small part to its end. */
export async function parseWhole(
  archive: XlsxArchive,
  path: string,
  handlers: XmlHandlers,
): Promise<void> {
  for await (const _ of parsePart(archive, path, handlers));
}
