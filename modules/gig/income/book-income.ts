import { type Fen, fen, formatId, negate, newId } from '@heyi/kernel';
import { balanceOf, type Journal, lockBooks, postJournals } from '@heyi/ledger';
import { onShard, type Transaction } from '@heyi/platform';
import { type Program, programAccounts, withdrawableAccount } from '../program/program.ts';
import type {
  BalanceId,
  IncomeLineFields,
  IncomeLineId,
  IncomeSource,
  StoredLine,
} from './income-line.ts';
import {
  balanceKeyOf,
  insertLines,
  type KnownWorker,
  type NewLine,
  openBalances,
} from './income-line.store.ts';

/** A line that is right in itself, of a worker who is locked. */
export type BookableLine = {
  readonly fields: IncomeLineFields;
  readonly worker: KnownWorker;
  /** The line it takes something off. */
  readonly corrects: StoredLine | null;
};

export type Booked = { readonly id: IncomeLineId; readonly balanceId: BalanceId } | null;

/**
 * Books lines a set at a time: we owe the worker, the client owes us. A correction of what has been
 * withdrawn in the meantime is not booked: null stands in its place.
 */
export async function bookIncome(
  tx: Transaction,
  program: Program,
  source: IncomeSource,
  lines: readonly BookableLine[],
): Promise<Booked[]> {
  if (lines.length === 0) return [];
  const keys = new Map(
    lines.map(({ worker, fields }) => {
      const key = { ...worker, incomeKind: fields.incomeKind as StoredLine['incomeKind'] };
      return [balanceKeyOf(key), key];
    }),
  );
  const balances = await openBalances(tx, program.id, [...keys.values()]);
  const balanceIdOf = ({ worker, fields }: BookableLine) =>
    balances.get(`${worker.workerId} ${fields.incomeKind}`)!;
  const stripes = Map.groupBy(lines, ({ worker }) => worker.shardKey);
  const { clientDue } = programAccounts(program);
  await lockBooks(
    [...stripes].map(([shardKey, own]) => ({
      tx: onShard(tx, shardKey),
      keys: [clientDue, ...own.map((line) => withdrawableAccount(balanceIdOf(line)))],
    })),
  );
  const booked = new Map<BookableLine, Booked>();
  for (const [shardKey, own] of stripes) {
    const standing = await coveredLines(onShard(tx, shardKey), own, balanceIdOf);
    await postLines(onShard(tx, shardKey), program, source, standing, balanceIdOf, booked);
  }
  return lines.map((line) => booked.get(line) ?? null);
}

/** Lines after which no balance is below zero, taken in their order. */
async function coveredLines(
  tx: Transaction,
  lines: readonly BookableLine[],
  balanceIdOf: (line: BookableLine) => BalanceId,
): Promise<BookableLine[]> {
  const ids = [...new Set(lines.map(balanceIdOf))];
  const owed = await balanceOf(tx, ids.map(withdrawableAccount));
  const left = new Map<BalanceId, Fen>(ids.map((id, index) => [id, negate(owed[index]!.balance)]));
  return lines.filter((line) => {
    const id = balanceIdOf(line);
    const after = fen(left.get(id)! + line.fields.amount);
    if (after < 0) return false;
    left.set(id, after);
    return true;
  });
}

async function postLines(
  tx: Transaction,
  program: Program,
  source: IncomeSource,
  lines: readonly BookableLine[],
  balanceIdOf: (line: BookableLine) => BalanceId,
  booked: Map<BookableLine, Booked>,
): Promise<void> {
  if (lines.length === 0) return;
  const { clientDue } = programAccounts(program);
  const journals = lines.map((line): Journal => {
    const { amount, businessId } = line.fields;
    const balanceId = balanceIdOf(line);
    return {
      kind: 'income.accepted',
      reference: `income/${balanceId}/${businessId}`,
      subjectId: formatId('wkr', line.worker.workerId),
      occurredOn: tx.today,
      lines: [
        { account: clientDue, amount },
        { account: withdrawableAccount(balanceId), amount: negate(amount) },
      ],
    };
  });
  const postings = await postJournals(tx, journals);
  const rows = lines.map((line, index): NewLine => ({
    id: newId<'inl'>(),
    shardKey: tx.shardKey,
    balanceId: balanceIdOf(line),
    fields: line.fields,
    amount: line.fields.amount,
    correctsId: line.corrects?.id ?? null,
    journalId: postings[index]!.id,
  }));
  await insertLines(tx, source, rows);
  for (const [index, { id, balanceId }] of rows.entries()) {
    booked.set(lines[index]!, { id, balanceId });
  }
}
