import { takeArrivals } from '@heyi/billing';
import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { BankLine, DayStatement, StatementSource } from './statement.ts';
import { keepStatement, type KeptStatement, lockStanding } from './statement.store.ts';

/**
 * The one way of a statement into the house, whatever told it: its lines are kept, and money that
 * arrived becomes receipts that nobody has matched yet.
 */
export async function takeStatements(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  days: readonly DayStatement[],
  from: { readonly source: StatementSource; readonly fileId: Id<'fil'> | null },
): Promise<{ kept: KeptStatement[]; recorded: number }> {
  await lockStanding(tx, payerAccountId);
  const kept: KeptStatement[] = [];
  for (const day of days) kept.push(await keepStatement(tx, payerAccountId, day, from));
  const arrivals = days.flatMap(({ lines }) => lines.filter(isArrival).map(receiptOf));
  const receiptSource = from.source === 'link' ? 'statement' : 'file';
  return { kept, recorded: await takeArrivals(tx, payerAccountId, receiptSource, arrivals) };
}

/** Returns and reversals give our own money back; they are no receipts. */
function isArrival({ kind, amount }: Pick<BankLine, 'kind' | 'amount'>): boolean {
  return kind === 'receipt' && amount > 0;
}

function receiptOf(line: BankLine) {
  return {
    amount: line.amount,
    senderName: line.counterpartyName ?? line.counterpartyAccount ?? '未知付款人',
    bankReference: line.bankReference,
    receivedOn: line.bookedOn,
    note: line.remark,
  };
}
