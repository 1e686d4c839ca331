import {
  type Fen,
  fen,
  formatYuan,
  monthIndex,
  periodOf,
  type PlainDate,
  yearOf,
} from '@heyi/kernel';
import type { IncomeKind } from '../program/program.ts';

/** What is read of a worker and one balance; the worker has none yet when `incomeKind` is null. */
export type BalanceRow = {
  /** Of the worker among those who were asked for, from 1. */
  readonly place: number;
  readonly programId: string | null;
  readonly incomeKind: IncomeKind | null;
  readonly withdrawable: number;
  readonly suspended: number;
  readonly lastMonth: number;
  readonly monthReceipts: number;
  readonly monthTax: number;
  readonly yearIncome: number;
  readonly yearTax: number;
};

/** What a worker can withdraw of one kind of income; sums of this month and year. */
export type WorkerBalance = {
  incomeKind: IncomeKind;
  withdrawable: Fen;
  suspended: Fen;
  monthReceipts: Fen;
  monthTax: Fen;
  yearIncome: Fen;
  yearTax: Fen;
};

const amounts = [
  'withdrawable',
  'suspended',
  'monthReceipts',
  'monthTax',
  'yearIncome',
  'yearTax',
] as const;

/** The balances of one worker by kind of income, over the programs that count. */
export function balancesOf(
  rows: readonly BalanceRow[],
  isOwn: (programId: string) => boolean,
  today: PlainDate,
): WorkerBalance[] {
  const month = monthIndex(periodOf(today));
  const january = yearOf(today) * 12;
  const kinds = new Map<IncomeKind, WorkerBalance>();
  for (const row of rows) {
    const { programId, incomeKind, lastMonth } = row;
    if (incomeKind === null || programId === null || !isOwn(programId)) continue;
    const sums = kinds.get(incomeKind) ?? noBalance(incomeKind);
    const isMonth = lastMonth === month;
    const isYear = lastMonth >= january;
    kinds.set(incomeKind, {
      incomeKind,
      withdrawable: fen(sums.withdrawable + row.withdrawable),
      suspended: fen(sums.suspended + row.suspended),
      monthReceipts: fen(sums.monthReceipts + (isMonth ? row.monthReceipts : 0)),
      monthTax: fen(sums.monthTax + (isMonth ? row.monthTax : 0)),
      yearIncome: fen(sums.yearIncome + (isYear ? row.yearIncome : 0)),
      yearTax: fen(sums.yearTax + (isYear ? row.yearTax : 0)),
    });
  }
  return [...kinds.values()].toSorted((a, b) => (a.incomeKind < b.incomeKind ? -1 : 1));
}

function noBalance(incomeKind: IncomeKind): WorkerBalance {
  const zero = fen(0);
  return {
    incomeKind,
    withdrawable: zero,
    suspended: zero,
    monthReceipts: zero,
    monthTax: zero,
    yearIncome: zero,
    yearTax: zero,
  };
}

/** The answer as the contract writes it, without its encoder: apps ask ten times a withdrawal. */
export function balancesText(balances: readonly WorkerBalance[]): string {
  const rows = balances.map((balance) => {
    const sums = amounts.map((name) => `"${name}":"${formatYuan(balance[name])}"`);
    return `{"incomeKind":"${balance.incomeKind}",${sums.join(',')}}`;
  });
  return `{"rows":[${rows.join(',')}]}`;
}
