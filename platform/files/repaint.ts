import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import decodeJpeg, { init as initDecoder } from '@jsquash/jpeg/decode.js';
import encodeJpeg, { init as initEncoder } from '@jsquash/jpeg/encode.js';
import { PNG } from 'pngjs';

/** Pixels as rows of red, green, blue, alpha. */
type Pixels = {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
};

/** The codec makes one of these, as it would in a browser. */
class BarePixels implements Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  constructor(data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/** As far as it is used here; the server's types do not name it. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<never> };

let isReady: Promise<void> | null = null;

/** The codecs are WebAssembly and run the same on every machine. */
async function makeReady(): Promise<void> {
  Object.assign(globalThis, { ImageData: BarePixels });
  const find = createRequire(import.meta.url).resolve;
  const compile = (name: string) =>
    WebAssembly.compile(readFileSync(find(`@jsquash/jpeg/codec/${name}.wasm`)));
  await initDecoder(await compile('dec/mozjpeg_dec'));
  await initEncoder(await compile('enc/mozjpeg_enc'));
}

/** Large enough to read small print on a page of A4; larger only costs. */
const sideMax = 2600;
const quality = 82;

/**
 * The picture painted anew as a JPEG, upright: nothing but its pixels is carried over, so neither the
 * place where it was taken nor anything hidden behind it. Throws when it cannot be read.
 */
export async function repaint(content: Buffer, type: string): Promise<Uint8Array> {
  await (isReady ??= makeReady());
  const pixels = type === 'image/png' ? readPng(content) : await readJpeg(content);
  const shown = smaller(pixels, sideMax);
  const painted = await encodeJpeg(shown, {
    quality,
    progressive: false,
    optimize_coding: true,
  });
  return new Uint8Array(painted);
}

async function readJpeg(content: Buffer): Promise<Pixels> {
  const bytes = Uint8Array.from(content).buffer;
  return decodeJpeg(bytes, { preserveOrientation: true });
}

/** What is transparent becomes white, as on paper. */
function readPng(content: Buffer): Pixels {
  const { width, height, data } = PNG.sync.read(content);
  const painted = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3]! / 255;
    for (let part = 0; part < 3; part += 1) {
      painted[at + part] = data[at + part]! * alpha + 255 * (1 - alpha);
    }
    painted[at + 3] = 255;
  }
  return { width, height, data: painted };
}

/** Scaled down by whole averages of the pixels that become one. */
function smaller(pixels: Pixels, max: number): Pixels {
  const scale = Math.min(1, max / Math.max(pixels.width, pixels.height));
  if (scale === 1) return pixels;
  const width = Math.max(1, Math.round(pixels.width * scale));
  const height = Math.max(1, Math.round(pixels.height * scale));
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = span(y, height, pixels.height);
    for (let x = 0; x < width; x += 1) {
      const [left, right] = span(x, width, pixels.width);
      average(pixels, { top, bottom, left, right }, data, (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

/** Which of `from` pixels become pixel `index` of `to`. */
function span(index: number, to: number, from: number): [first: number, end: number] {
  const first = Math.floor((index * from) / to);
  return [first, Math.max(first + 1, Math.floor(((index + 1) * from) / to))];
}

function average(
  { data, width }: Pixels,
  box: { top: number; bottom: number; left: number; right: number },
  target: Uint8ClampedArray,
  at: number,
): void {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let y = box.top; y < box.bottom; y += 1) {
    for (let x = box.left; x < box.right; x += 1) {
      const from = (y * width + x) * 4;
      red += data[from]!;
      green += data[from + 1]!;
      blue += data[from + 2]!;
    }
  }
  const count = (box.bottom - box.top) * (box.right - box.left);
  target[at] = red / count;
  target[at + 1] = green / count;
  target[at + 2] = blue / count;
  target[at + 3] = 255;
}
