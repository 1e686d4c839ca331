export type { PageBox, PageFile, PageText } from './page-job.ts';
export { copyPages, drawPage, readPageCount, readPageTexts } from './page-reader.ts';
export { hexText, pagesPdf, textPdf } from './text-pdf.ts';
