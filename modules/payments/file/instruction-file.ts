import { Writable } from 'node:stream';
import type { Fen } from '@heyi/kernel';
import { type ColumnSpec, writeCsv } from '@heyi/platform';

export type InstructionLine = {
  number: number;
  reference: string;
  payeeName: string;
  payeeAccount: string;
  payeeBankCode: string | null;
  amount: Fen;
  purpose: string;
};

/** The layout of the file; the result file comes back with it and more. */
export const instructionColumns = [
  { kind: 'integer', key: 'number', title: '序号', titleEn: 'No.' },
  { kind: 'text', key: 'payeeAccount', title: '收款账号', titleEn: 'Payee account' },
  { kind: 'text', key: 'payeeName', title: '户名', titleEn: 'Payee name' },
  { kind: 'money', key: 'amount', title: '金额', titleEn: 'Amount' },
  { kind: 'text', key: 'payeeBankCode', title: '联行号', titleEn: 'Bank line number' },
  { kind: 'text', key: 'purpose', title: '摘要', titleEn: 'Purpose' },
  { kind: 'text', key: 'reference', title: '业务参考号', titleEn: 'Reference' },
] as const satisfies readonly ColumnSpec[];

/** CSV in UTF-8 with byte order mark, as bank portals take it. */
export async function writeInstructionFile(lines: readonly InstructionLine[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  const target = new Writable({
    write(part: Buffer, _encoding, done) {
      parts.push(part);
      done();
    },
  });
  await writeCsv(target, instructionColumns, lines);
  return Buffer.concat(parts);
}
