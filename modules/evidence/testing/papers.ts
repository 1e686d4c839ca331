import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateSync } from 'node:zlib';
import { writeWorkbook } from '@heyi/platform';

/** Real papers for tests: what is uploaded as evidence is opened and has to be what it says. */

/** A PDF of text lines in 宋体 that it does not carry, as agencies print them; 25 lines a page. */
export function paperPdf(lines: readonly string[]): Buffer {
  const pages = Array.from({ length: Math.max(1, Math.ceil(lines.length / 25)) }, (_, index) =>
    lines.slice(index * 25, index * 25 + 25),
  );
  const kids = pages.map((_, index) => `${6 + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ...pages.flatMap((page, index) => {
      const shown = page
        .map((line, row) => `BT /F 12 Tf 50 ${790 - row * 30} Td <${utf16(line)}> Tj ET`)
        .join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${7 + index * 2} 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
        `<< /Length ${shown.length} >>\nstream\n${shown}\nendstream`,
      ];
    }),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}` +
      `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

function utf16(line: string): string {
  return Buffer.from(line, 'utf16le').swap16().toString('hex');
}

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
