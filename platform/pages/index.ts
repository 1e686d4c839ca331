export type { PageBox, PageFile, PageText } from './page-job.ts';
export { copyPages, drawPage, readPageCount, readPageTexts } from './page-reader.ts';
export { textPdf } from './text-pdf.ts';
