import { detectFormat } from '../sheets/detect-format.ts';

/** What we keep of others' files, by extension, and how it is sent back. */
export const fileTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  txt: 'text/plain',
  xml: 'application/xml',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
} as const;

type Extension = keyof typeof fileTypes;

const isContentOf: Readonly<Record<Extension, (content: Buffer) => boolean>> = {
  xlsx: isWorkbook,
  csv: isText,
  txt: isText,
  xml: isXml,
  pdf: (content) => content.subarray(0, 5).equals(Buffer.from('%PDF-')),
  png: (content) => content.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
  jpg: isJpeg,
  jpeg: isJpeg,
};

/** The media type of a file whose content is what its name says; null for any other. */
export function fileTypeOf(name: string, content: Buffer): string | null {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (!Object.hasOwn(fileTypes, extension)) return null;
  const known = extension as Extension;
  return isContentOf[known](content) ? fileTypes[known] : null;
}

function isJpeg(content: Buffer): boolean {
  return content.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
}

/**
 * A ZIP archive with a workbook in it; a DOCX is a ZIP archive, too. One with macros would be kept and
 * handed to others: Excel itself writes those under another extension.
 */
function isWorkbook(content: Buffer): boolean {
  const format = detectFormat(content);
  if (!format.ok || format.value !== 'zip') return false;
  const holds = (part: string) => content.includes(part);
  return holds('[Content_Types].xml') && holds('xl/workbook.xml') && !holds('xl/vbaProject.bin');
}

/** UTF-8 that begins as XML does; whoever reads it refuses what else may be in it. */
function isXml(content: Buffer): boolean {
  const start = content
    .subarray(0, 200)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return (
    /^<(\?xml|[A-Za-z])/.test(start) && !/^<!?(doctype )?html/i.test(start) && !content.includes(0)
  );
}

/** The encodings that Chinese systems write; a byte that is none of them is no text. */
const encodings = ['utf-8', 'gb18030'];

function isText(content: Buffer): boolean {
  const format = detectFormat(content);
  if (!format.ok || format.value !== 'csv') return false;
  const mark = content.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') return content.length % 2 === 0;
  return !content.includes(0) && encodings.some((encoding) => decodes(encoding, content));
}

function decodes(encoding: string, content: Buffer): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}
