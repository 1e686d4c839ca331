import { formatYuan } from '@heyi/kernel';
import type { TransferInstruction, TransferReport, TransferState } from '@heyi/payments';
import { isInstant } from './wire.ts';

// The bank's 代发 layout: CSV in UTF-8 with byte order mark, CRLF, one header row.
const batchColumns = ['序号', '收款账号', '户名', '金额', '联行号/行号', '摘要', '业务参考号'];
const resultColumns = [...batchColumns, '状态', '结果代码', '结果说明', '银行流水号', '完成时间'];

const states: Record<string, TransferState> = {
  处理中: 'processing',
  成功: 'succeeded',
  失败: 'failed',
  退汇: 'returned',
  挂账: 'suspended',
};

export function writeBatchFile(instructions: readonly TransferInstruction[]): string {
  const rows = instructions.map((line, index) => [
    String(index + 1),
    line.payeeAccount,
    line.payeeName,
    formatYuan(line.amount),
    line.payeeBankCode ?? '',
    line.purpose,
    line.reference,
  ]);
  const lines = [batchColumns, ...rows].map((cells) => cells.map(quote).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** The reports of a result file in its order; null when the layout is another or damaged. */
export function readResultFile(file: string): TransferReport[] | null {
  const rows = readCsv(file.replace(/^\uFEFF/, ''));
  if (rows === null || rows[0]?.join() !== resultColumns.join()) return null;
  const reports: TransferReport[] = [];
  for (const cells of rows.slice(1)) {
    if (cells.length !== resultColumns.length) return null;
    const [reference, stateName, code, text, bankReference, occurredAt] = cells.slice(6);
    const state = states[stateName!];
    if (!reference || state === undefined || !isInstant(occurredAt)) return null;
    const reason = { code: code || null, text: text || null };
    reports.push({ reference, state, bankReference: bankReference || null, ...reason, occurredAt });
  }
  return reports;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const cellPattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

function readCsv(text: string): string[][] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  cellPattern.lastIndex = 0;
  while (cellPattern.lastIndex < text.length) {
    const match = cellPattern.exec(text);
    if (match === null) return null;
    row.push(match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'));
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return row.length === 0 ? rows : null;
}
