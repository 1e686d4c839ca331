/** What the first bytes of a picture say, read without decoding it. */
export type PictureHeader = { readonly width: number; readonly height: number };

/** Brands of the container that iPhones write photos in. */
const heicBrands = /^ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif)$/;

/** HEIC, HEIF or AVIF: photos that not every machine can open. */
export function isHeic(content: Buffer): boolean {
  return heicBrands.test(content.subarray(4, 12).toString('latin1'));
}

/** Null when it says no size. */
export function readPictureHeader(content: Buffer): PictureHeader | null {
  return content[0] === 0xff ? readJpegHeader(content) : readPngHeader(content);
}

function readPngHeader(content: Buffer): PictureHeader | null {
  if (content.length < 33 || content.subarray(12, 16).toString('latin1') !== 'IHDR') return null;
  return { width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
}

/** Frames of every kind but those markers in their range that are tables: DHT, JPG, DAC. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function readJpegHeader(content: Buffer): PictureHeader | null {
  let at = 2;
  while (at + 9 < content.length) {
    if (content[at] !== 0xff) return null;
    const marker = content[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) {
      return { height: content.readUInt16BE(at + 5), width: content.readUInt16BE(at + 7) };
    }
    at += 2 + content.readUInt16BE(at + 2);
  }
  return null;
}
