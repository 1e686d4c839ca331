import { type Fen, formatYuan } from '@heyi/kernel';
import type { SheetRow } from '@heyi/platform';
import { amountOf, type BillColumn } from './bill-columns.ts';

const summed: ReadonlySet<BillColumn['field']> = new Set([
  'amount',
  'employerTotal',
  'employeeTotal',
  'total',
  'lateFee',
  'interest',
  'amountDue',
]);

type Wrong = { header: string; stated: string; computed: string };

/** Sums of a bill's columns, to check what its rows of totals say. */
export class BillTotals {
  /** Columns with amounts. A base is read and not summed. */
  readonly columns: readonly BillColumn[];
  readonly #all = new Map<BillColumn, number>();
  readonly #group = new Map<BillColumn, number>();

  constructor(columns: readonly BillColumn[]) {
    this.columns = columns.filter(({ field }) => summed.has(field) || field === 'base');
  }

  add(values: ReadonlyMap<BillColumn, Fen>): void {
    for (const [column, value] of values) {
      this.#all.set(column, (this.#all.get(column) ?? 0) + value);
      this.#group.set(column, (this.#group.get(column) ?? 0) + value);
    }
  }

  /** A total is of the rows since the one before it, or of all. */
  check({ cells }: SheetRow): Wrong[] {
    const wrong: Wrong[] = [];
    for (const column of this.columns) {
      const cell = cells[column.index] ?? null;
      if (column.part === 'base' || column.field === 'base' || cell === null) continue;
      const stated = amountOf(cell);
      const all = this.#all.get(column) ?? 0;
      const group = this.#group.get(column) ?? 0;
      if (stated === null || stated === all || stated === group) continue;
      wrong.push(wrongOf(column, stated, all as Fen));
    }
    this.#group.clear();
    return wrong;
  }

  /** What the row says it comes to, against its kinds: a kind that is not read is noticed. */
  checkRow(values: ReadonlyMap<BillColumn, Fen>): Wrong[] {
    const parts = { employer: 0, employee: 0 };
    for (const [{ field, part }, value] of values) {
      if (field === 'amount' && (part === 'employer' || part === 'employee')) parts[part] += value;
    }
    const wrong: Wrong[] = [];
    for (const [column, value] of values) {
      const { field } = column;
      if (field !== 'employerTotal' && field !== 'employeeTotal') continue;
      const computed = field === 'employerTotal' ? parts.employer : parts.employee;
      if (value !== 0 && value !== computed) wrong.push(wrongOf(column, value, computed as Fen));
    }
    return wrong;
  }
}

function wrongOf({ header }: BillColumn, stated: Fen, computed: Fen): Wrong {
  return { header, stated: formatYuan(stated), computed: formatYuan(computed) };
}
