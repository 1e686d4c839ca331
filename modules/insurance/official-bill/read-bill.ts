import {
  fail,
  type Fen,
  ok,
  parsePayPeriod,
  type PayPeriod,
  type Result,
  zeroFen,
} from '@heyi/kernel';
import {
  headerSearchedRows,
  readSheet,
  type SheetFailure,
  type SheetRow,
  type SheetSource,
} from '@heyi/platform';
import type { BillLayout } from '@heyi/statutory';
import type { LineKind, LineType } from '../contribution-line/contribution-line.ts';
import { amountOf, type BillColumn, findLayout, type FoundLayout } from './bill-columns.ts';
import { BillTotals } from './bill-totals.ts';
import type { BillAmount, BillFinding, BillRow } from './official-bill.ts';

export type ReadBill = {
  readonly layout: BillLayout;
  readonly rowCount: number;
  readonly rows: readonly BillRow[];
  readonly findings: readonly BillFinding[];
};

/** More of them say nothing new; the count stays whole. */
const findingsKept = 1_000;

/** Reads a bill row by row: nothing of it is kept but people's amounts and what was found. */
export async function readBill(
  source: SheetSource,
  wanted: {
    readonly layouts: readonly BillLayout[];
    readonly cityCode: string;
    readonly period: PayPeriod;
  },
): Promise<Result<ReadBill, SheetFailure>> {
  const head: SheetRow[] = [];
  let reader: Result<BillReader, SheetFailure> | null = null;
  const begin = () => {
    const found = findLayout(wanted.layouts, wanted.cityCode, head);
    reader = found.ok ? ok(new BillReader(found.value, wanted.period)) : found;
    if (reader.ok) for (const row of head) reader.value.take(row);
  };
  const sheet = await readSheet(source, {}, (row) => {
    if (reader !== null) {
      if (reader.ok) reader.value.take(row);
      return;
    }
    head.push(row);
    if (head.length === headerSearchedRows) begin();
  });
  if (!sheet.ok) return sheet;
  if (reader === null) begin();
  // The closures above assign it, which the compiler does not follow.
  const done = reader as unknown as Result<BillReader, SheetFailure>;
  return done.ok ? ok(done.value.end()) : fail(done.failure);
}

const totalPattern = /^(?:合计|小计|总计|本页合计|本页小计)/;
const identityFields: ReadonlySet<BillColumn['field']> = new Set(['personName', 'documentNumber']);

class BillReader {
  readonly #found: FoundLayout;
  readonly #period: PayPeriod;
  readonly #rows = new Map<string, BillRow>();
  readonly #repeated: BillRow[] = [];
  readonly #findings: BillFinding[] = [];
  readonly #totals: BillTotals;
  readonly #column: Partial<Record<BillColumn['field'], BillColumn>>;
  #rowCount = 0;

  constructor(found: FoundLayout, period: PayPeriod) {
    this.#found = found;
    this.#period = period;
    this.#totals = new BillTotals(found.columns);
    this.#column = Object.fromEntries(found.columns.map((column) => [column.field, column]));
  }

  take(row: SheetRow): void {
    if (row.row <= this.#found.headerLast) return;
    const document = this.#text(row, 'documentNumber');
    const first = (row.cells.find((cell) => cell !== null)?.text ?? '').replace(/\s/g, '');
    if (totalPattern.test(first) || totalPattern.test(this.#text(row, 'personName'))) {
      this.#find(row.row, 'totalRow', { text: first });
      for (const facts of this.#totals.check(row)) this.#find(row.row, 'totalsDiffer', facts);
      return;
    }
    if (this.#isGroup(row, first)) return this.#find(row.row, 'groupRow', { text: first });
    if (this.#isMerged(row)) return this.#find(row.row, 'mergedRow', { text: first });
    if (document === '') {
      return this.#find(row.row, 'cellUnreadable', { header: '证件号码', text: first });
    }
    this.#rowCount += 1;
    const values = this.#amountsOf(row);
    if (values !== null) this.#keep(row, document, values);
  }

  end(): ReadBill {
    const rows = [...this.#rows.values(), ...this.#repeated];
    const { layout } = this.#found;
    return { layout, rowCount: this.#rowCount, rows, findings: this.#findings };
  }

  /** A title of a group, or a remark: one text and no more. */
  #isGroup(row: SheetRow, first: string): boolean {
    if (
      this.#found.layout.groupTitles.includes(first) &&
      this.#text(row, 'documentNumber') === ''
    ) {
      return true;
    }
    const texts = new Set(row.cells.filter((cell) => cell !== null).map(({ text }) => text));
    return texts.size <= 1;
  }

  /** Cells merged over rows say of no row whose value it is. */
  #isMerged({ cells }: SheetRow): boolean {
    return this.#found.columns.some(
      ({ index, field }) =>
        cells[index]?.merged === 'down' ||
        (identityFields.has(field) && cells[index]?.merged !== undefined),
    );
  }

  #text(row: SheetRow, field: BillColumn['field']): string {
    const column = this.#column[field];
    return column === undefined ? '' : (row.cells[column.index]?.text.trim() ?? '');
  }

  #find(rowNumber: number, code: BillFinding['code'], facts: BillFinding['facts']): void {
    if (this.#findings.length >= findingsKept) return;
    this.#findings.push({ number: this.#findings.length + 1, rowNumber, code, facts });
  }

  /** The row's amounts by column; null when one cannot be read. */
  #amountsOf(row: SheetRow): ReadonlyMap<BillColumn, Fen> | null {
    const values = new Map<BillColumn, Fen>();
    for (const column of this.#totals.columns) {
      const amount = amountOf(row.cells[column.index] ?? null);
      if (amount === null) {
        const text = row.cells[column.index]!.text;
        this.#find(row.row, 'cellUnreadable', { header: column.header, text });
        return null;
      }
      values.set(column, amount);
    }
    return values;
  }

  #keep(row: SheetRow, document: string, values: ReadonlyMap<BillColumn, Fen>): void {
    const isItem = this.#found.layout.form === 'item';
    const amounts = isItem ? this.#item(row, values) : amountsByKind(values);
    if (amounts === null) return;
    this.#totals.add(values);
    for (const facts of isItem ? [] : this.#totals.checkRow(values)) {
      this.#find(row.row, 'totalsDiffer', facts);
    }
    const period = periodIn(this.#text(row, 'period')) ?? this.#period;
    const written = this.#text(row, 'type');
    const type = typeOf(written, period < this.#period);
    const lateFee = sumOf(values, ['lateFee', 'interest']);
    const fresh: BillRow = {
      rowNumber: row.row,
      personName: this.#text(row, 'personName'),
      documentNumber: document.toUpperCase(),
      period,
      type,
      amounts,
      lateFee,
      isDuplicate: false,
    };
    const key = `${fresh.documentNumber} ${period} ${type}`;
    const there = this.#rows.get(key);
    if (there === undefined) this.#rows.set(key, fresh);
    else if (!isItem || !joins(there, fresh)) {
      this.#find(row.row, 'duplicateRow', { earlier: there.rowNumber, name: fresh.personName });
      this.#repeated.push({ ...fresh, isDuplicate: true });
    }
  }

  /** 征收品目 says kind and party; a party that is not named is the unit. */
  #item(row: SheetRow, values: ReadonlyMap<BillColumn, Fen>): BillAmount[] | null {
    const words = `${this.#text(row, 'item')} ${this.#text(row, 'insurance')}`;
    const found = this.#found.layout.items
      .filter((item) => words.includes(item.words))
      .toSorted((a, b) => b.words.length - a.words.length)[0];
    if (found === undefined) {
      const header = this.#column.item!.header;
      this.#find(row.row, 'cellUnreadable', { header, text: words.trim() });
      return null;
    }
    const due = values.get(this.#column.amountDue!) ?? zeroFen;
    const base = this.#column.base ? (values.get(this.#column.base) ?? zeroFen) : zeroFen;
    const isOwn = this.#text(row, 'item').includes('个人');
    return [
      {
        kind: found.kind as LineKind,
        base,
        employer: isOwn ? zeroFen : due,
        employee: isOwn ? due : zeroFen,
      },
    ];
  }
}

function amountsByKind(values: ReadonlyMap<BillColumn, Fen>): BillAmount[] {
  const kinds = new Map<string, BillAmount>();
  for (const [{ kind, part }, value] of values) {
    if (kind === null || part === null || value === 0) continue;
    const there = kinds.get(kind);
    const amount = there ?? {
      kind: kind as LineKind,
      base: zeroFen,
      employer: zeroFen,
      employee: zeroFen,
    };
    amount[part] = value;
    if (there === undefined) kinds.set(kind, amount);
  }
  return [...kinds.values()].filter(({ employer, employee }) => employer !== 0 || employee !== 0);
}

/** Adds the party that the earlier rows of the person lack; false when they have it. */
function joins(there: BillRow, { amounts, lateFee }: BillRow): boolean {
  const [added] = amounts;
  const same = there.amounts.find(({ kind }) => kind === added!.kind);
  const part = added!.employer === 0 ? 'employee' : 'employer';
  if (same !== undefined && same[part] !== 0) return false;
  if (same === undefined) there.amounts.push(added!);
  else same[part] = added![part];
  there.lateFee = (there.lateFee + lateFee) as Fen;
  return true;
}

function sumOf(values: ReadonlyMap<BillColumn, Fen>, fields: readonly string[]): Fen {
  let total = 0;
  for (const [{ field }, value] of values) if (fields.includes(field)) total += value;
  return total as Fen;
}

function periodIn(text: string): PayPeriod | null {
  const match = /^(\d{4})\D?(\d{1,2})/.exec(text);
  return match ? parsePayPeriod(`${match[1]}-${match[2]!.padStart(2, '0')}`) : null;
}

/** Said by the bill, or by its month: what is billed for an earlier one is paid late. */
function typeOf(written: string, isEarlier: boolean): LineType {
  if (/补差|差额/.test(written)) return 'difference';
  if (/补缴|补收/.test(written)) return 'backContribution';
  if (/退/.test(written)) return 'refund';
  return isEarlier ? 'backContribution' : 'regular';
}
