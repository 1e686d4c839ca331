import type { Id } from '@heyi/kernel';
import { findPayerAccount } from '@heyi/payments';
import { importKind, type RowOutcome } from '@heyi/platform';
import { balancesOf, type BankLine, chainOf } from './statement.ts';
import { linesOfDays } from './lines-of-days.ts';
import { lineOfRow, movedBy, statementColumns, type StatementRow } from './statement-columns.ts';
import { takeStatements } from './take-statement.ts';
import { enqueueComparison } from './upload-statement.ts';

const inTheFuture = {
  code: 'receipt.in_the_future',
  wording: {
    'zh-CN': { message: '交易日期晚于今天。', howToFix: '请核对流水中的日期。' },
    en: { message: 'The day lies in the future.', howToFix: 'Check the day in the statement.' },
  },
};

/**
 * The statement of a bank without a link, in whatever columns it comes: its lines are kept, its
 * arrivals become unmatched receipts.
 */
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
  columns: () => Promise.resolve(statementColumns),
  async judge(tx, subjectId, rows) {
    const days = [...new Set(rows.map(({ values }) => values.receivedOn))];
    const kept = await linesOfDays(tx, subjectId as Id<'pac'>, days);
    const known = new Set(kept.map(keyOfLine));
    const seen = new Set<string>();
    return rows.map(({ values }): RowOutcome => {
      if (movedBy(values) === 0 || known.has(keyOf(values))) return { outcome: 'unchanged' };
      if (seen.has(keyOf(values))) return { outcome: 'duplicate' };
      seen.add(keyOf(values));
      if (values.receivedOn <= tx.today) return { outcome: 'created' };
      return { outcome: 'invalid', problems: [{ key: 'receivedOn', problem: inTheFuture }] };
    });
  },
  async commit(tx, subjectId, rows) {
    const payerAccountId = subjectId as Id<'pac'>;
    const told = rows.map(({ values }) => lineOfRow(values));
    const days = [...new Set(told.map(({ bookedOn }) => bookedOn))].toSorted();
    // What an earlier file told of these days stays: a sheet is often a part of a day.
    const kept = await linesOfDays(tx, payerAccountId, days);
    const chained = kept.length === 0 ? chainOf(told) : null;
    const known = new Set(kept.map(keyOfLine));
    const lines = chained ?? [...kept, ...told.filter((line) => !known.has(keyOfLine(line)))];
    const statements = days.map((day) => {
      const ofDay = lines.filter(({ bookedOn }) => bookedOn === day);
      const balances = chained === null ? { opening: null, closing: null } : balancesOf(ofDay);
      return { day, ...balances, lines: ofDay };
    });
    await takeStatements(tx, payerAccountId, statements, { source: 'sheet', fileId: null });
    await enqueueComparison(tx, payerAccountId);
  },
});

function keyOf(row: StatementRow): string {
  return keyOfLine({ bankReference: row.bankReference, amount: movedBy(row) });
}

function keyOfLine({ bankReference, amount }: Pick<BankLine, 'bankReference' | 'amount'>): string {
  return `${bankReference}|${amount}`;
}
