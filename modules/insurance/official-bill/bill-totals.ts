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
  readonly #all: Float64Array;
  readonly #group: Float64Array;

  constructor(columns: readonly BillColumn[]) {
    this.columns = columns.filter(({ field }) => summed.has(field) || field === 'base');
    this.#all = new Float64Array(this.columns.length);
    this.#group = new Float64Array(this.columns.length);
  }

  /** One value for each of the columns. */
  add(values: readonly Fen[]): void {
    for (let place = 0; place < values.length; place += 1) {
      this.#all[place]! += values[place]!;
      this.#group[place]! += values[place]!;
    }
  }

  /** A total is of the rows since the one before it, or of all. */
  check({ cells }: SheetRow): Wrong[] {
    const wrong: Wrong[] = [];
    for (const [place, column] of this.columns.entries()) {
      const cell = cells[column.index] ?? null;
      if (column.part === 'base' || column.field === 'base' || cell === null) continue;
      const stated = amountOf(cell);
      const all = this.#all[place]!;
      const group = this.#group[place]!;
      if (stated === null || stated === all || stated === group) continue;
      wrong.push(wrongOf(column, stated, all as Fen));
    }
    this.#group.fill(0);
    return wrong;
  }

  /** What the row says it comes to, against its kinds: a kind that is not read is noticed. */
  checkRow(values: readonly Fen[]): Wrong[] {
    const parts = { employer: 0, employee: 0 };
    for (let place = 0; place < values.length; place += 1) {
      const { field, part } = this.columns[place]!;
      if (field !== 'amount') continue;
      if (part === 'employer' || part === 'employee') parts[part] += values[place]!;
    }
    const wrong: Wrong[] = [];
    for (let place = 0; place < values.length; place += 1) {
      const column = this.columns[place]!;
      const { field } = column;
      if (field !== 'employerTotal' && field !== 'employeeTotal') continue;
      const value = values[place]!;
      const computed = field === 'employerTotal' ? parts.employer : parts.employee;
      if (value !== 0 && value !== computed) wrong.push(wrongOf(column, value, computed as Fen));
    }
    return wrong;
  }
}

function wrongOf({ header }: BillColumn, stated: Fen, computed: Fen): Wrong {
  return { header, stated: formatYuan(stated), computed: formatYuan(computed) };
}
