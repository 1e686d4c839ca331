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
  readonly findings: readonly BillFinding[];
};

/** More of them say nothing new; the count stays whole. */
const findingsKept = 1_000;

/** Rows that are handed over together. */
const rowsAtOnce = 10_000;

/**
 * Reads a bill row by row: nothing of it is kept but what was found. Rows are handed over once nothing
 * of the bill can change them any more; a bill that fails at its end has handed over some.
 */
export async function readBill(
  source: SheetSource,
  wanted: {
    readonly layouts: readonly BillLayout[];
    readonly cityCode: string;
    readonly period: PayPeriod;
  },
  keep: (rows: BillRow[]) => void,
): Promise<Result<ReadBill, SheetFailure>> {
  const head: SheetRow[] = [];
  let reader: Result<BillReader, SheetFailure> | null = null;
  const begin = () => {
    const found = findLayout(wanted.layouts, wanted.cityCode, head);
    reader = found.ok ? ok(new BillReader(found.value, wanted.period, keep)) : found;
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

type Item = BillLayout['items'][number];

class BillReader {
  readonly #found: FoundLayout;
  readonly #period: PayPeriod;
  readonly #keep: (rows: BillRow[]) => void;
  /** By person, month and type; in the order of the bill. */
  readonly #rows = new Map<string, BillRow>();
  readonly #repeated: BillRow[] = [];
  /** To be handed over. */
  #ready: BillRow[] = [];
  readonly #findings: BillFinding[] = [];
  readonly #totals: BillTotals;
  readonly #column: Partial<Record<BillColumn['field'], BillColumn>>;
  /** Where values stand among those of a row; -1 where the bill has none. */
  readonly #place: { readonly amountDue: number; readonly base: number };
  readonly #lateFees: readonly number[];
  #rowCount = 0;
  #month: { written: string; period: PayPeriod };
  readonly #items = new Map<string, Item | null>();

  constructor(found: FoundLayout, period: PayPeriod, keep: (rows: BillRow[]) => void) {
    this.#keep = keep;
    this.#found = found;
    this.#period = period;
    this.#totals = new BillTotals(found.columns);
    this.#column = Object.fromEntries(found.columns.map((column) => [column.field, column]));
    const { columns } = this.#totals;
    const placeOf = (field: 'amountDue' | 'base') => columns.indexOf(this.#column[field]!);
    this.#place = { amountDue: placeOf('amountDue'), base: placeOf('base') };
    this.#lateFees = columns.flatMap(({ field }, place) =>
      field === 'lateFee' || field === 'interest' ? [place] : [],
    );
    this.#month = { written: '', period };
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
    if (values !== null) this.#add(row, document, values);
  }

  end(): ReadBill {
    const { layout } = this.#found;
    // Rows of one person may stand anywhere on a bill by 征收品目: each is whole at the end.
    if (layout.form === 'item') {
      for (const row of [...this.#rows.values(), ...this.#repeated]) this.#handOver(row);
    }
    if (this.#ready.length > 0) this.#keep(this.#ready);
    return { layout, rowCount: this.#rowCount, findings: this.#findings };
  }

  #handOver(row: BillRow): void {
    this.#ready.push(row);
    if (this.#ready.length < rowsAtOnce) return;
    this.#keep(this.#ready);
    this.#ready = [];
  }

  /** A title of a group, or a remark: one text and no more. */
  #isGroup(row: SheetRow, first: string): boolean {
    if (
      this.#found.layout.groupTitles.includes(first) &&
      this.#text(row, 'documentNumber') === ''
    ) {
      return true;
    }
    return !hasTwoTexts(row);
  }

  /** Cells merged over rows say of no row whose value it is. */
  #isMerged({ cells }: SheetRow): boolean {
    for (const { index, field } of this.#found.columns) {
      const merged = cells[index]?.merged;
      if (merged === 'down' || (merged !== undefined && identityFields.has(field))) return true;
    }
    return false;
  }

  #text(row: SheetRow, field: BillColumn['field']): string {
    const column = this.#column[field];
    return column === undefined ? '' : (row.cells[column.index]?.text.trim() ?? '');
  }

  #find(rowNumber: number, code: BillFinding['code'], facts: BillFinding['facts']): void {
    if (this.#findings.length >= findingsKept) return;
    this.#findings.push({ number: this.#findings.length + 1, rowNumber, code, facts });
  }

  /** The row's amounts, one for each column of amounts; null when one cannot be read. */
  #amountsOf(row: SheetRow): readonly Fen[] | null {
    const values: Fen[] = [];
    for (const column of this.#totals.columns) {
      const amount = amountOf(row.cells[column.index] ?? null);
      if (amount === null) {
        const text = row.cells[column.index]!.text;
        this.#find(row.row, 'cellUnreadable', { header: column.header, text });
        return null;
      }
      values.push(amount);
    }
    return values;
  }

  #add(row: SheetRow, document: string, values: readonly Fen[]): void {
    const isItem = this.#found.layout.form === 'item';
    const { columns } = this.#totals;
    const amounts = isItem ? this.#item(row, values) : amountsByKind(columns, values);
    if (amounts === null) return;
    this.#totals.add(values);
    if (!isItem) {
      for (const facts of this.#totals.checkRow(values)) this.#find(row.row, 'totalsDiffer', facts);
    }
    const period = this.#periodOf(this.#text(row, 'period'));
    const type = typeOf(this.#text(row, 'type'), period < this.#period);
    let lateFee = 0;
    for (const place of this.#lateFees) lateFee += values[place]!;
    const fresh: BillRow = {
      rowNumber: row.row,
      personName: this.#text(row, 'personName'),
      documentNumber: document.toUpperCase(),
      period,
      type,
      amounts,
      lateFee: lateFee as Fen,
      isDuplicate: false,
    };
    const key = `${fresh.documentNumber} ${period} ${type}`;
    const there = this.#rows.get(key);
    if (there === undefined) {
      this.#rows.set(key, fresh);
      if (!isItem) this.#handOver(fresh);
    } else if (!isItem || !joins(there, fresh)) {
      this.#find(row.row, 'duplicateRow', { earlier: there.rowNumber, name: fresh.personName });
      const repeated = { ...fresh, isDuplicate: true };
      if (isItem) this.#repeated.push(repeated);
      else this.#handOver(repeated);
    }
  }

  /** Most rows of a bill name one month. */
  #periodOf(written: string): PayPeriod {
    if (written !== this.#month.written) {
      this.#month = { written, period: periodIn(written) ?? this.#period };
    }
    return this.#month.period;
  }

  /** 征收品目 says kind and party; a party that is not named is the unit. */
  #item(row: SheetRow, values: readonly Fen[]): BillAmount[] | null {
    const words = `${this.#text(row, 'item')} ${this.#text(row, 'insurance')}`;
    const found = this.#itemOf(words);
    if (found === null) {
      const header = this.#column.item!.header;
      this.#find(row.row, 'cellUnreadable', { header, text: words.trim() });
      return null;
    }
    const due = values[this.#place.amountDue] ?? zeroFen;
    const base = values[this.#place.base] ?? zeroFen;
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

  /** The longest words that the text has. A bill has a handful of such texts. */
  #itemOf(text: string): Item | null {
    const known = this.#items.get(text);
    if (known !== undefined) return known;
    const [found = null] = this.#found.layout.items
      .filter((item) => text.includes(item.words))
      .toSorted((a, b) => b.words.length - a.words.length);
    this.#items.set(text, found);
    return found;
  }
}

function hasTwoTexts({ cells }: SheetRow): boolean {
  let first: string | null = null;
  for (const cell of cells) {
    if (cell === null) continue;
    if (first === null) first = cell.text;
    else if (cell.text !== first) return true;
  }
  return false;
}

function amountsByKind(columns: readonly BillColumn[], values: readonly Fen[]): BillAmount[] {
  const amounts: BillAmount[] = [];
  for (let place = 0; place < values.length; place += 1) {
    const { kind, part } = columns[place]!;
    const value = values[place]!;
    if (kind === null || part === null || value === 0) continue;
    let amount = amounts.find((one) => one.kind === kind);
    if (amount === undefined) {
      amount = { kind: kind as LineKind, base: zeroFen, employer: zeroFen, employee: zeroFen };
      amounts.push(amount);
    }
    amount[part] = value;
  }
  return amounts.filter(({ employer, employee }) => employer !== 0 || employee !== 0);
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
