import { type Fen, fen } from '@heyi/kernel';
import type { ColumnSpec, RowValues } from '@heyi/platform';
import { kindOfLine } from './line-kind.ts';
import type { BankLine } from './statement.ts';

/** The columns of a bank's statement, under the headers that banks use. */
export const statementColumns = [
  {
    kind: 'date',
    key: 'receivedOn',
    title: '交易日期',
    titleEn: 'Booking day',
    synonyms: ['日期', '入账日期', '记账日期', '交易时间'],
    required: true,
    sample: '2026-11-23',
  },
  {
    kind: 'money',
    key: 'amount',
    title: '收入金额',
    titleEn: 'Credit',
    synonyms: ['贷方发生额', '贷方金额', '收入', '转入金额'],
    sample: '86000.00',
  },
  {
    kind: 'money',
    key: 'paid',
    title: '支出金额',
    titleEn: 'Debit',
    synonyms: ['借方发生额', '借方金额', '支出', '转出金额'],
  },
  {
    kind: 'money',
    key: 'balance',
    title: '余额',
    titleEn: 'Balance',
    synonyms: ['账户余额', '本次余额'],
    allowNegative: true,
  },
  {
    kind: 'text',
    key: 'senderName',
    title: '对方户名',
    titleEn: 'Counterparty',
    synonyms: ['对方名称', '付款人', '付款方户名', '对方单位'],
    maxLength: 100,
    sample: '某某有限公司',
  },
  {
    kind: 'text',
    key: 'counterpartyAccount',
    title: '对方账号',
    titleEn: 'Counterparty account',
    synonyms: ['对方账户', '付款人账号'],
    maxLength: 40,
  },
  {
    kind: 'text',
    key: 'bankReference',
    title: '银行流水号',
    titleEn: 'Bank reference',
    synonyms: ['流水号', '交易流水号', '凭证号', '交易序号'],
    required: true,
    maxLength: 64,
    sample: '202611230000001',
  },
  {
    kind: 'text',
    key: 'reference',
    title: '业务参考号',
    titleEn: 'Our reference',
    synonyms: ['企业流水号', '客户参考号'],
    maxLength: 64,
  },
  {
    kind: 'text',
    key: 'note',
    title: '摘要',
    titleEn: 'Text',
    synonyms: ['用途', '附言', '备注'],
    maxLength: 200,
  },
] as const satisfies readonly ColumnSpec[];

export type StatementRow = RowValues<typeof statementColumns>;

/** What the row moved: in is positive; zero when both columns are empty. */
export function movedBy({ amount, paid }: Pick<StatementRow, 'amount' | 'paid'>): Fen {
  return fen((amount ?? 0) - (paid ?? 0));
}

/** A row whose money has moved as a line of the bank. `isReversal` where the file says so itself. */
export function lineOfRow(row: StatementRow, isReversal = false): BankLine {
  const amount = movedBy(row);
  const { reference, senderName, counterpartyAccount, note, bankReference, balance } = row;
  return {
    bankReference,
    kind: kindOfLine({ amount, reference, isReversal }),
    bookedOn: row.receivedOn,
    bookedAt: null,
    amount,
    balance,
    reference,
    counterpartyName: senderName,
    counterpartyAccount,
    remark: note,
  };
}
