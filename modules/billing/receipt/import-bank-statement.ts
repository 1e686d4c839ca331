import type { Id } from '@heyi/kernel';
import { findPayerAccount } from '@heyi/payments';
import {
  type ColumnSpec,
  importKind,
  type ImportRow,
  type RowOutcome,
  type RowValues,
  type Transaction,
} from '@heyi/platform';
import { bookArrivals } from './book-receipt.ts';
import { insertReceipts } from './receipt.store.ts';

/** The columns of a bank's statement that tell arrivals, under the headers that banks use. */
const bankStatementColumns = [
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
    kind: 'text',
    key: 'senderName',
    title: '对方户名',
    titleEn: 'Sender',
    synonyms: ['对方名称', '付款人', '付款方户名', '对方单位'],
    maxLength: 100,
    sample: '某某有限公司',
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
    key: 'note',
    title: '摘要',
    titleEn: 'Text',
    synonyms: ['用途', '附言', '备注'],
    maxLength: 200,
  },
] as const satisfies readonly ColumnSpec[];

type StatementRow = RowValues<typeof bankStatementColumns>;
type Arrival = StatementRow & { amount: NonNullable<StatementRow['amount']> };

const inTheFuture = {
  code: 'receipt.in_the_future',
  wording: {
    'zh-CN': { message: '交易日期晚于今天。', howToFix: '请核对流水中的日期。' },
    en: { message: 'The day lies in the future.', howToFix: 'Check the day in the statement.' },
  },
};

/** The statement of a bank without a link: its arrivals become unmatched receipts. */
export const bankStatementImport = importKind<StatementRow>({
  kind: 'bankStatement',
  permission: 'receipt:write',
  title: { zh: '银行流水', en: 'Bank statement' },
  subjectPrefix: 'pac',
  async refusal(tx, subjectId) {
    const account = await findPayerAccount(tx, subjectId as Id<'pac'>);
    const isOwn = account?.tenantId === tx.tenantId;
    return isOwn ? null : { code: 'import.subject_not_found' };
  },
  columns: () => Promise.resolve(bankStatementColumns),
  async judge(tx, subjectId, rows) {
    const known = await knownReferences(tx, subjectId, rows);
    const seen = new Set<string>();
    return rows.map(({ values }): RowOutcome => {
      // What left the account is no receipt: payments know it from their own orders.
      if (!isArrival(values) || known.has(values.bankReference)) return { outcome: 'unchanged' };
      if (seen.has(values.bankReference)) return { outcome: 'duplicate' };
      seen.add(values.bankReference);
      if (values.receivedOn <= tx.today) return { outcome: 'created' };
      return { outcome: 'invalid', problems: [{ key: 'receivedOn', problem: inTheFuture }] };
    });
  },
  async commit(tx, subjectId, rows) {
    const payerAccountId = subjectId as Id<'pac'>;
    const arrivals = rows
      .map(({ values }) => values)
      .filter(isArrival)
      .map((row) => ({ ...row, senderName: row.senderName ?? '未知付款人' }));
    const inserted = await insertReceipts(tx, payerAccountId, 'file', arrivals);
    await bookArrivals(tx, payerAccountId, inserted);
  },
});

function isArrival(row: StatementRow): row is Arrival {
  return row.amount !== null && row.amount > 0;
}

async function knownReferences(
  tx: Transaction,
  payerAccountId: string | null,
  rows: readonly ImportRow<StatementRow>[],
): Promise<Set<string>> {
  const found = await tx.sql<{ reference: string }>`
    select bank_reference as reference from billing.receipt
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and payer_account_id = ${payerAccountId}
       and bank_reference = any(${rows.map(({ values }) => values.bankReference)}::text[])`;
  return new Set(found.map(({ reference }) => reference));
}
