import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateSync } from 'node:zlib';
import { textPdf, writeWorkbook } from '@heyi/platform';

/** Real papers for tests: what is uploaded as evidence is opened and has to be what it says. */

export const paperPdf = textPdf;

/** A picture whose rows of pixels have one grey each, so that a row can be known again. */
export function paperPng(greys: readonly number[], width = 40, height = 10): Buffer {
  const rows = greys.flatMap((grey) =>
    Array.from({ length: height }, () => Buffer.from([0, ...Array<number>(width).fill(grey)])),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(greys.length * height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

export function paperCsv(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(`\uFEFF${rows.map((row) => row.join(',')).join('\r\n')}\r\n`);
}

/** One sheet: a header and rows of text. */
export async function paperWorkbook(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<Buffer> {
  const target = new PassThrough();
  const columns = header.map((title, index) => ({
    key: `c${index}`,
    title,
    titleEn: title,
    kind: 'text' as const,
  }));
  const written = rows.map((row) =>
    Object.fromEntries(row.map((text, index) => [`c${index}`, text])),
  );
  const sheets = [{ name: '名单', columns, rows: written }];
  const [content] = await Promise.all([buffer(target), writeWorkbook(target, sheets)]);
  return content;
}
