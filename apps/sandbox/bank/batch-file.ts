import { type Fen, formatYuan, parseYuan } from '@heyi/kernel';
import { bankReference } from './book.store.ts';
import { isReference, isText, type TransferRow, type TransferState } from './transfer.ts';

/** The bank's 代发 layout: CSV in UTF-8, with or without byte order mark, header row as here. */
const batchColumns = ['序号', '收款账号', '户名', '金额', '联行号/行号', '摘要', '业务参考号'];
const resultColumns = [...batchColumns, '状态', '结果代码', '结果说明', '银行流水号', '完成时间'];

const stateNames: Record<TransferState, string> = {
  processing: '处理中',
  succeeded: '成功',
  failed: '失败',
  returned: '退汇',
  suspended: '挂账',
};

export type BatchLine = {
  line: number;
  payeeAccount: string;
  payeeName: string;
  amount: Fen;
  payeeBankCode: string | null;
  purpose: string;
  reference: string;
};

/**
 * The lines of an uploaded file, or what is wrong with it and where. A line without 业务参考号 is
 * known to the bank by the batch's reference and its number.
 */
export function readBatchFile(
  file: string,
  batchReference: string,
): { lines: BatchLine[] } | { wrong: string } {
  const rows = readCsv(file.replace(/^\uFEFF/, ''));
  if (rows === null) return { wrong: '引号不配对' };
  const [header, ...body] = rows;
  const named = header?.length === 6 ? [...header, '业务参考号'] : header;
  if (named?.join() !== batchColumns.join()) return { wrong: '表头不符' };
  const lines: BatchLine[] = [];
  for (const [index, cells] of body.entries()) {
    const line = readLine(cells, index + 1, batchReference);
    if (line === null) return { wrong: `第 ${index + 1} 行格式错误` };
    lines.push(line);
  }
  if (lines.length === 0) return { wrong: '文件没有明细' };
  if (new Set(lines.map((line) => line.reference)).size < lines.length) {
    return { wrong: '业务参考号重复' };
  }
  return { lines };
}

function readLine(cells: string[], number: number, batchReference: string): BatchLine | null {
  if (cells.length !== 7 && cells.length !== 6) return null;
  const [line, payeeAccount, payeeName, amountText, bankCode, purpose, given] = cells;
  const reference = given ? given : `${batchReference}-${number}`;
  const amount = parseYuan(amountText!);
  if (
    line !== String(number) ||
    !isText(payeeAccount, 40) ||
    !isText(payeeName, 70) ||
    !(bankCode === '' || isText(bankCode, 20)) ||
    !isText(purpose, 70) ||
    !isReference(reference) ||
    amount === null ||
    amount <= 0
  ) {
    return null;
  }
  const payeeBankCode = bankCode === '' ? null : bankCode;
  return { line: number, payeeAccount, payeeName, amount, payeeBankCode, purpose, reference };
}

/** The result file: every line as it came, with its outcome. */
export function writeResultFile(rows: TransferRow[]): string {
  const lines = rows.map((row) => [
    String(row.line),
    row.payee_account,
    row.payee_name,
    formatYuan(row.amount),
    row.payee_bank_code ?? '',
    row.purpose,
    row.reference,
    stateNames[row.state],
    row.code ?? '',
    row.text ?? '',
    row.bank_reference ?? '',
    row.occurred_at,
  ]);
  const text = [resultColumns, ...lines].map((cells) => cells.map(quote).join(',')).join('\r\n');
  return `\uFEFF${text}\r\n`;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const cellPattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/** The cells of a CSV text (RFC 4180) without empty lines; null when quotes do not pair. */
function readCsv(text: string): string[][] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  cellPattern.lastIndex = 0;
  while (cellPattern.lastIndex < text.length) {
    const match = cellPattern.exec(text);
    if (match === null) return null;
    row.push(match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'));
    if (match[3] === ',' && cellPattern.lastIndex < text.length) continue;
    if (match[3] === ',') row.push('');
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

/** The number of a batch on its receipt. */
export function batchReceipt(day: string, sequence: number): string {
  return `P${bankReference(day, sequence)}`;
}
