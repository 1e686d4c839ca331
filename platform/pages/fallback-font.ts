import { readFileSync } from 'node:fs';
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';

/** The character sets of East Asia as fonts number them: 日, 韩, 简, 繁. */
const eastAsian = [128, 129, 134, 136];
const fontHandle = 1;

/**
 * Papers of agencies often name 宋体 without carrying it. The library has no folder of fonts, so it
 * is told of ours by the interface that it asks a system by (FPDF_SYSFONTINFO).
 */
export function lendFont(library: WrappedPdfiumModule, path: string): void {
  const font = readFileSync(path);
  const tables = tablesOf(font);
  const { addFunction, wasmExports } = library.pdfium;
  const memory = () => memoryOf(library);
  const mapFont = (_: number, __: number, ___: number, charset: number): number =>
    eastAsian.includes(charset) ? fontHandle : 0;
  const fontData = (_: number, __: number, tag: number, buffer: number, size: number): number => {
    const bytes = tag === 0 ? font : tables.get(tag >>> 0);
    if (bytes === undefined) return 0;
    if (buffer !== 0 && size >= bytes.length) memory().set(bytes, buffer);
    return bytes.length;
  };
  const faceName = (_: number, __: number, buffer: number, size: number): number => {
    const name = Buffer.from('Noto Sans SC\0');
    if (buffer !== 0 && size >= name.length) memory().set(name, buffer);
    return name.length;
  };
  // Each its own: a function that is handed over twice keeps its first signature.
  const calls: [call: (...values: number[]) => unknown, signature: string][] = [
    [() => undefined, 'vi'],
    [() => undefined, 'vii'],
    [mapFont, 'iiiiiiii'],
    [() => 0, 'iii'],
    [fontData, 'iiiiii'],
    [faceName, 'iiiii'],
    [() => 134, 'iii'],
    [() => undefined, 'vii'],
  ];
  const words = [1, ...calls.map(([call, signature]) => Number(addFunction(call, signature)))];
  const info = wasmExports.malloc(words.length * 4);
  for (const [index, word] of words.entries()) {
    library.pdfium.setValue(info + index * 4, word, 'i32');
  }
  library.FPDF_SetSystemFontInfo(info);
}

function tablesOf(font: Buffer): Map<number, Buffer> {
  const count = font.readUInt16BE(4);
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const at = 12 + index * 16;
      const start = font.readUInt32BE(at + 8);
      return [font.readUInt32BE(at), font.subarray(start, start + font.readUInt32BE(at + 12))];
    }),
  );
}

/** The library's memory, which its types do not name; another one after it has grown. */
export function memoryOf(library: WrappedPdfiumModule): Uint8Array {
  return (library.pdfium as unknown as { readonly HEAPU8: Uint8Array }).HEAPU8;
}
