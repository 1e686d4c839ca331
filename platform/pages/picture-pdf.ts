import { deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

/** Pixels of a page, as red, green and blue. */
export type Pixels = { readonly width: number; readonly height: number; readonly rgb: Uint8Array };

type Image = {
  readonly width: number;
  readonly height: number;
  readonly filter: 'FlateDecode' | 'DCTDecode';
  readonly colours: 'DeviceGray' | 'DeviceRGB' | 'DeviceCMYK';
  readonly data: Uint8Array;
};

/** More is no photograph of a paper: 60 million pixels take 180 MB. */
const pixelsMax = 60_000_000;

/** At which a pixel of a picture is a pixel of a page. */
export const dotsPerInch = 150;

/** A picture as a PDF of one page, so that pictures and papers go one way; null when it is none. */
export function pdfOfPicture(type: string, content: Buffer): Buffer | null {
  const image = type === 'image/png' ? imageOfPng(content) : imageOfJpeg(content);
  return image === null ? null : writePdf([image]);
}

/** Pixels as a PDF: nothing of what they were made from is in it. */
export function pdfOfPixels(pages: readonly Pixels[]): Buffer {
  return writePdf(
    pages.map(({ width, height, rgb }) => {
      const data = deflateSync(rgb, { level: 6 });
      return { width, height, filter: 'FlateDecode', colours: 'DeviceRGB', data };
    }),
  );
}

function imageOfPng(content: Buffer): Image | null {
  if (content.length < 33) return null;
  const width = content.readUInt32BE(16);
  const height = content.readUInt32BE(20);
  if (width * height === 0 || width * height > pixelsMax) return null;
  try {
    const { data } = PNG.sync.read(content);
    const pixels = { width, height, filter: 'FlateDecode', colours: 'DeviceRGB' } as const;
    return { ...pixels, data: deflateSync(onWhite(data), { level: 1 }) };
  } catch {
    return null;
  }
}

/** What is transparent shows the paper. */
function onWhite(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3]!;
    for (let part = 0; part < 3; part += 1) {
      rgb[to + part] = Math.round((rgba[from + part]! * alpha + 255 * (255 - alpha)) / 255);
    }
  }
  return rgb;
}

const coloursOf = { 1: 'DeviceGray', 3: 'DeviceRGB', 4: 'DeviceCMYK' } as const;

/** The frame header says how large it is; everything else is left to the decoder. */
function imageOfJpeg(content: Buffer): Image | null {
  let at = 2;
  while (at + 9 < content.length && content[at] === 0xff) {
    const marker = content[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const height = content.readUInt16BE(at + 5);
      const width = content.readUInt16BE(at + 7);
      const colours = coloursOf[content[at + 9] as keyof typeof coloursOf];
      if (!colours || width * height === 0 || width * height > pixelsMax) return null;
      return { width, height, filter: 'DCTDecode', colours, data: content };
    }
    at += marker === 0xff ? 1 : 2 + content.readUInt16BE(at + 2);
  }
  return null;
}

function writePdf(images: readonly Image[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  const put = (...pieces: (string | Uint8Array)[]) => {
    offsets.push(length);
    const bytes = [`${offsets.length} 0 obj\n`, ...pieces, '\nendobj\n'].map((piece) =>
      typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece),
    );
    parts.push(...bytes);
    length += bytes.reduce((sum, piece) => sum + piece.length, 0);
  };
  const kids = images.map((_, index) => `${3 + index * 3} 0 R`).join(' ');
  put('<< /Type /Catalog /Pages 2 0 R >>');
  put(`<< /Type /Pages /Count ${images.length} /Kids [${kids}] >>`);
  for (const [index, image] of images.entries()) {
    const [width, height] = [image.width, image.height].map((side) => (side * 72) / dotsPerInch);
    const content = `q ${width} 0 0 ${height} 0 0 cm /I Do Q`;
    const first = 3 + index * 3;
    put(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${first + 1} 0 R`,
      ` /Resources << /XObject << /I ${first + 2} 0 R >> >> >>`,
    );
    put(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    const inverted = image.colours === 'DeviceCMYK' ? ' /Decode [1 0 1 0 1 0 1 0]' : '';
    put(
      `<< /Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height}`,
      ` /ColorSpace /${image.colours} /BitsPerComponent 8${inverted}`,
      ` /Filter /${image.filter} /Length ${image.data.length} >>\nstream\n`,
      image.data,
      '\nendstream',
    );
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = offsets.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}` +
        `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
