import { fail, ok, type Result } from '@heyi/kernel';
import type { SheetFailure } from './wording.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const encryptedPackage = utf16('EncryptedPackage');
const workbookStreams = [utf16('Workbook'), utf16('Book')];

/** Signatures of what people upload by mistake. */
const foreignSignatures: readonly (readonly [signature: string, format: string])[] = [
  ['%PDF-', 'PDF'],
  ['\x89PNG', 'PNG'],
  ['\xff\xd8\xff', 'JPEG'],
  ['GIF8', 'GIF'],
  ['Rar!', 'RAR'],
  ['7z\xbc\xaf', '7z'],
  ['\x1f\x8b', 'gzip'],
];

/**
 * Tells XLSX from CSV by content, never by the name. Many systems export a web page or an XML sheet
 * under the name .xls; those and true .xls files are refused with what to do.
 */
export function detectFormat(file: Buffer): Result<'zip' | 'csv', SheetFailure> {
  if (file.length === 0) return fail({ code: 'sheet.empty_file', facts: {} });
  const start = file.toString('latin1', 0, 8);
  if (start.startsWith('PK\x03\x04')) return ok('zip');
  if (start === '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') return fail(oleFailure(file));
  if (start.startsWith('\x09\x08') || start.startsWith('\x09\x04')) {
    return fail({ code: 'sheet.old_xls', facts: {} });
  }
  const foreign = foreignSignatures.find(([signature]) => start.startsWith(signature));
  if (foreign) return fail({ code: 'sheet.not_a_sheet', facts: { format: foreign[1] } });
  const hasBom16 = start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff');
  if (!hasBom16 && file.subarray(0, 65_536).includes(0)) {
    return fail({ code: 'sheet.not_a_sheet', facts: {} });
  }
  const head = file
    .toString('latin1', 0, 1024)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^<(?:!doctype html|html|head|table|meta|style)\b/i.test(head)) {
    return fail({ code: 'sheet.other_format', facts: { format: 'HTML' } });
  }
  if (head.startsWith('<?xml')) {
    return fail({ code: 'sheet.other_format', facts: { format: 'XML' } });
  }
  return ok('csv');
}

/** An OLE container is an encrypted XLSX or an old XLS; anything else in it is no sheet. */
function oleFailure(file: Buffer): SheetFailure {
  if (file.includes(encryptedPackage)) return { code: 'sheet.encrypted', facts: {} };
  const isWorkbook = workbookStreams.some((name) => file.includes(name));
  return { code: isWorkbook ? 'sheet.old_xls' : 'sheet.not_a_sheet', facts: {} };
}
