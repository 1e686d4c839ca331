import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { lendFont, memoryOf } from './fallback-font.ts';
import type { PageBox, PageFault, PageText } from './page-job.ts';
import { dotsPerInch, type Pixels } from './picture-pdf.ts';

/** The longest side of a rendered page. */
const sideMax = 3_600;
/** Of one that is only tried. */
const smallSide = 64;
const passwordError = 4;

export type PdfDocument = {
  readonly count: number;
  /** Whether the page is there and can be drawn: all of it is, as small as a stamp. */
  draws(page: number): boolean;
  /** The page as it looks on white paper; null when the page is broken. */
  render(page: number): Pixels | null;
  size(page: number): { width: number; height: number } | null;
  texts(page: number): PageText[];
  close(): void;
};

let loading: Promise<WrappedPdfiumModule> | undefined;

export function loadLibrary(font: string): Promise<WrappedPdfiumModule> {
  loading ??= (async () => {
    const wasm = fileURLToPath(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm'));
    const loaded = await init({ wasmBinary: new Uint8Array(readFileSync(wasm)).buffer });
    loaded.PDFiumExt_Init();
    lendFont(loaded, font);
    return loaded;
  })();
  return loading;
}

/** Opens a PDF; its memory is the library's until it is closed. */
export async function openPdf(content: Uint8Array, font: string): Promise<PdfDocument | PageFault> {
  const pdfium = await loadLibrary(font);
  const { wasmExports } = pdfium.pdfium;
  const memory = wasmExports.malloc(content.length);
  memoryOf(pdfium).set(content, memory);
  const document = pdfium.FPDF_LoadMemDocument(memory, content.length, '');
  if (document === 0) {
    const error = pdfium.FPDF_GetLastError();
    wasmExports.free(memory);
    return error === passwordError ? 'pages.locked' : 'pages.unreadable';
  }
  const withPage = <T>(page: number, work: (handle: number) => T): T | null => {
    const handle = pdfium.FPDF_LoadPage(document, page - 1);
    if (handle === 0) return null;
    try {
      return work(handle);
    } finally {
      pdfium.FPDF_ClosePage(handle);
    }
  };
  return {
    count: pdfium.FPDF_GetPageCount(document),
    size: (page) => withPage(page, (handle) => sizeOf(pdfium, handle)),
    draws: (page) => withPage(page, (handle) => drawSmall(pdfium, handle)) !== null,
    render: (page) => withPage(page, (handle) => render(pdfium, handle)),
    texts: (page) => withPage(page, (handle) => textsOf(pdfium, handle, page)) ?? [],
    close() {
      pdfium.FPDF_CloseDocument(document);
      wasmExports.free(memory);
    },
  };
}

function sizeOf(pdfium: WrappedPdfiumModule, page: number): { width: number; height: number } {
  const points = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)] as const;
  const scale = Math.min(dotsPerInch / 72, sideMax / Math.max(...points));
  const [width, height] = points.map((side) => Math.max(1, Math.round(side * scale)));
  return { width: width!, height: height! };
}

const white = 0xff_ff_ff_ff;
/** Annotations are part of what one sees: a stamp often is one. */
const withAnnotations = 1;

/** Everything on the page is read, decoded and drawn, and nothing of it copied. */
function drawSmall(pdfium: WrappedPdfiumModule, page: number): true {
  const { width, height } = sizeOf(pdfium, page);
  const scale = smallSide / Math.max(width, height);
  const [w, h] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
  pdfium.FPDFBitmap_Destroy(draw(pdfium, page, { width: w!, height: h! }));
  return true;
}

function draw(
  pdfium: WrappedPdfiumModule,
  page: number,
  { width, height }: { width: number; height: number },
): number {
  const bitmap = pdfium.FPDFBitmap_Create(width, height, 0);
  pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
  pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, withAnnotations);
  return bitmap;
}

function render(pdfium: WrappedPdfiumModule, page: number): Pixels {
  const { width, height } = sizeOf(pdfium, page);
  const bitmap = draw(pdfium, page, { width, height });
  try {
    const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
    const stride = pdfium.FPDFBitmap_GetStride(bitmap);
    const memory = memoryOf(pdfium);
    const rgb = new Uint8Array(width * height * 3);
    for (let row = 0, to = 0; row < height; row += 1) {
      for (let from = start + row * stride; to < (row + 1) * width * 3; from += 4, to += 3) {
        rgb[to] = memory[from + 2]!;
        rgb[to + 1] = memory[from + 1]!;
        rgb[to + 2] = memory[from]!;
      }
    }
    return { width, height, rgb };
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap);
  }
}

type Character = { text: string; left: number; right: number; bottom: number; top: number };

/** The text line by line, as it stands on the page. */
function textsOf(pdfium: WrappedPdfiumModule, page: number, number: number): PageText[] {
  const handle = pdfium.FPDFText_LoadPage(page);
  if (handle === 0) return [];
  const { wasmExports, getValue } = pdfium.pdfium;
  const corners = wasmExports.malloc(32);
  try {
    const characters: Character[] = [];
    const count = pdfium.FPDFText_CountChars(handle);
    for (let index = 0; index < count; index += 1) {
      const text = String.fromCodePoint(pdfium.FPDFText_GetUnicode(handle, index));
      const places = [0, 8, 16, 24].map((offset) => corners + offset) as [
        number,
        number,
        number,
        number,
      ];
      if (!pdfium.FPDFText_GetCharBox(handle, index, ...places)) continue;
      const [left, right, bottom, top] = places.map((place) => getValue(place, 'double'));
      characters.push({ text, left: left!, right: right!, bottom: bottom!, top: top! });
    }
    const width = pdfium.FPDF_GetPageWidthF(page);
    const height = pdfium.FPDF_GetPageHeightF(page);
    return linesOf(characters).map((line) => ({
      page: number,
      text: line.map(({ text }) => text).join(''),
      box: boxOf(line, width, height),
    }));
  } finally {
    wasmExports.free(corners);
    pdfium.FPDFText_ClosePage(handle);
  }
}

/** Characters whose middles stand at one height, from the left. */
function linesOf(characters: readonly Character[]): Character[][] {
  const lines: { middle: number; characters: Character[] }[] = [];
  for (const character of characters.filter(({ text }) => text.trim() !== '')) {
    const middle = (character.top + character.bottom) / 2;
    const reach = Math.max(2, (character.top - character.bottom) * 0.6);
    const line = lines.find((one) => Math.abs(one.middle - middle) <= reach);
    if (line) line.characters.push(character);
    else lines.push({ middle, characters: [character] });
  }
  return lines.map((line) => line.characters.toSorted((a, b) => a.left - b.left));
}

function boxOf(line: readonly Character[], width: number, height: number): PageBox {
  const ppm = (part: number, whole: number) =>
    Math.min(1_000_000, Math.max(0, Math.round((part / whole) * 1_000_000)));
  return {
    left: ppm(Math.min(...line.map(({ left }) => left)), width),
    right: ppm(Math.max(...line.map(({ right }) => right)), width),
    top: ppm(height - Math.max(...line.map(({ top }) => top)), height),
    bottom: ppm(height - Math.min(...line.map(({ bottom }) => bottom)), height),
  };
}
