import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '@heyi/kernel';
import { PNG } from 'pngjs';
import { blackOut } from './black-out.ts';
import type { PageAnswer, PageFault, PageJob } from './page-job.ts';
import { loadLibrary, openPdf, type PdfDocument } from './pdf-document.ts';
import { pdfOfPicture, pdfOfPixels, type Pixels } from './picture-pdf.ts';

const port = parentPort;
assert(port !== null, 'runs as a worker only');
const { font } = workerData as { font: string };

await loadLibrary(font);
port.postMessage('ready');
port.on('message', (job: PageJob) => {
  void answer(job).then((found) => port.postMessage(found));
});

async function answer(job: PageJob): Promise<PageAnswer> {
  const isPicture = job.type.startsWith('image/');
  const pdf = isPicture ? pdfOfPicture(job.type, Buffer.from(job.content)) : job.content;
  if (pdf === null) return { fault: 'pages.unreadable' };
  const document = await openPdf(pdf, font);
  if (typeof document === 'string') return { fault: document };
  try {
    // A picture has to be decoded to be known as one; of a paper the first page is looked at.
    if (document.count < 1 || !document.draws(1)) return { fault: 'pages.unreadable' };
    return work(document, job, isPicture);
  } finally {
    document.close();
  }
}

function work(document: PdfDocument, job: PageJob, isPicture: boolean): PageAnswer {
  const pages = Array.from({ length: document.count }, (_, index) => index + 1);
  switch (job.wanted) {
    case 'count':
      return { count: document.count };
    case 'texts':
      return { texts: pages.flatMap((page) => document.texts(page)) };
    case 'picture': {
      const pixels = job.page > document.count ? null : document.render(job.page);
      if (pixels === null) return { fault: 'pages.no_page' satisfies PageFault };
      return { file: pngOf(job.keep === null ? pixels : blackOut(pixels, job.keep)) };
    }
    case 'copy': {
      const copies = pages.map((page) => {
        const keep = job.keep.filter((box) => box.page === page);
        const pixels = keep.length === 0 ? nothingOf(document, page) : document.render(page);
        return pixels === null ? nothingOf(document, page) : blackOut(pixels, keep);
      });
      if (isPicture) return { file: pngOf(copies[0]!) };
      return { file: { type: 'application/pdf', content: pdfOfPixels(copies) } };
    }
  }
}

/** A page of which nothing is kept need not be drawn; an eighth of the size is as black. */
function nothingOf(document: PdfDocument, page: number): Pixels {
  const { width, height } = document.size(page) ?? { width: 8, height: 8 };
  const [w, h] = [Math.ceil(width / 8), Math.ceil(height / 8)];
  return { width: w, height: h, rgb: new Uint8Array(w * h * 3) };
}

function pngOf({ width, height, rgb }: Pixels) {
  const png = new PNG({ width, height, colorType: 2, inputColorType: 2, inputHasAlpha: false });
  png.data = Buffer.from(rgb.buffer, rgb.byteOffset, rgb.byteLength);
  const options = { colorType: 2, inputColorType: 2, inputHasAlpha: false, filterType: 0 } as const;
  return { type: 'image/png', content: PNG.sync.write(png, options) };
}
