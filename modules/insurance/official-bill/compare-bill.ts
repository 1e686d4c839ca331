import { type Fen, type PayPeriod, zeroFen } from '@heyi/kernel';
import type { LineKind, LineType } from '../contribution-line/contribution-line.ts';
import type { BillLayout } from '@heyi/statutory';
import type { BillRow, DifferenceCause } from './official-bill.ts';

/** One kind of one person's month, on our side or on the bill's. */
export type Charge = {
  readonly kind: LineKind;
  readonly period: PayPeriod;
  readonly type: LineType;
  readonly base: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
};

export type ComparedPerson = {
  readonly ours: readonly Charge[];
  readonly ourLateFee: Fen;
  readonly rows: readonly BillRow[];
  /** Insured in the month, but not at this unit. */
  readonly isElsewhere: boolean;
};

export type Difference = {
  /** Null: about the whole row. */
  readonly kind: LineKind | null;
  readonly period: PayPeriod;
  readonly type: LineType;
  readonly cause: DifferenceCause;
  readonly rowNumber: number | null;
  readonly ours: Sums;
  readonly bill: Sums;
};

type Sums = { readonly base: Fen; readonly employer: Fen; readonly employee: Fen };

const nothing: Sums = { base: zeroFen, employer: zeroFen, employee: zeroFen };
/** The bureau rounds kind by kind or after summing; a fund rounds to the yuan. */
const roundingFen = { fund: 100, insurance: 1 };

/** What bill and lines do not agree on for one person, each with its cause. */
export function compareBill(person: ComparedPerson, covers: BillLayout['covers']): Difference[] {
  return agrees(person) ? [] : differencesOf(person, covers);
}

/** Most people have one row, each amount of which is ours, and none of ours is left. */
function agrees({ ours, ourLateFee, rows }: ComparedPerson): boolean {
  const [row] = rows;
  if (row === undefined || rows.length > 1 || row.isDuplicate) return false;
  if (row.lateFee !== ourLateFee || row.amounts.length !== ours.length) return false;
  for (const { kind, base, employer, employee } of row.amounts) {
    const isOurs = ours.some(
      (mine) =>
        mine.kind === kind &&
        mine.period === row.period &&
        mine.type === row.type &&
        (base === 0 || mine.base === base) &&
        mine.employer === employer &&
        mine.employee === employee,
    );
    if (!isOurs) return false;
  }
  return true;
}

function differencesOf(
  { ours, ourLateFee, rows, isElsewhere }: ComparedPerson,
  covers: BillLayout['covers'],
): Difference[] {
  const billed = new Map<string, Charge & { readonly rowNumber: number }>();
  const differences: Difference[] = [];
  let lateFee = 0;
  for (const row of rows) {
    if (row.isDuplicate) {
      differences.push(wholeRow(row, 'duplicateRow'));
      continue;
    }
    lateFee += row.lateFee;
    const { period, type, rowNumber } = row;
    for (const amount of row.amounts) {
      const charge = { ...amount, period, type, rowNumber };
      billed.set(placeOf(charge), charge);
    }
  }
  const own = new Map(ours.map((charge) => [placeOf(charge), charge]));
  coverKinds(own, billed, covers);
  for (const [place, charge] of billed) {
    const mine = own.get(place) ?? null;
    const cause = mine === null ? causeOfNew(charge, isElsewhere) : causeOf(mine, charge);
    if (cause !== null) differences.push(between(mine, charge, cause));
    own.delete(place);
  }
  for (const mine of own.values()) {
    if (mine.employer === 0 && mine.employee === 0) continue;
    differences.push(between(mine, null, 'notOnBill'));
  }
  if (rows.length > 0 && lateFee !== ourLateFee)
    differences.push(lateFeeOf(rows, ourLateFee, lateFee as Fen));
  return differences;
}

function placeOf({ kind, period, type }: Charge): string {
  return `${period} ${type} ${kind}`;
}

/** Where the bill has one amount for several kinds, ours are taken together. */
function coverKinds(
  own: Map<string, Charge>,
  billed: ReadonlyMap<string, Charge>,
  covers: BillLayout['covers'],
): void {
  for (const { kind, with: covered } of covers) {
    for (const [place, charge] of own) {
      if (!covered.includes(charge.kind) || billed.has(place)) continue;
      const main = placeOf({ ...charge, kind: kind as LineKind });
      const into = own.get(main);
      if (into === undefined || !billed.has(main)) continue;
      own.set(main, {
        ...into,
        employer: (into.employer + charge.employer) as Fen,
        employee: (into.employee + charge.employee) as Fen,
      });
      own.delete(place);
    }
  }
}

function causeOfNew(charge: Charge, isElsewhere: boolean): DifferenceCause {
  if (charge.employer < 0 || charge.employee < 0 || charge.type === 'refund') return 'refund';
  if (charge.type !== 'regular') return 'backContribution';
  return isElsewhere ? 'elsewhere' : 'notOurs';
}

/** Null when they agree. A bill that names no base is compared by its amounts. */
function causeOf(mine: Charge, bill: Charge): DifferenceCause | null {
  const baseDiffers = bill.base !== 0 && mine.base !== bill.base;
  const apart = [bill.employer - mine.employer, bill.employee - mine.employee];
  if (apart.every((fen) => fen === 0)) return baseDiffers ? 'baseDiffers' : null;
  if (bill.employer < 0 || bill.employee < 0) return 'refund';
  if (baseDiffers) return 'baseDiffers';
  const isFund = bill.kind === 'housingFund' || bill.kind === 'supplementaryHousingFund';
  const most = isFund ? roundingFen.fund : roundingFen.insurance;
  return apart.every((fen) => Math.abs(fen) <= most) ? 'rounding' : 'rateDiffers';
}

function between(
  mine: Charge | null,
  bill: (Charge & { readonly rowNumber: number }) | null,
  cause: DifferenceCause,
): Difference {
  const { kind, period, type } = (bill ?? mine)!;
  return {
    kind,
    period,
    type,
    cause,
    rowNumber: bill?.rowNumber ?? null,
    ours: mine ?? nothing,
    bill: bill ?? nothing,
  };
}

/** A row that is nobody's of ours, or the second about the same. */
export function wholeRow(row: BillRow, cause: DifferenceCause): Difference {
  const { period, type, rowNumber } = row;
  let employer: number = row.lateFee;
  let employee = 0;
  for (const amount of row.amounts) {
    employer += amount.employer;
    employee += amount.employee;
  }
  const bill = { base: zeroFen, employer: employer as Fen, employee: employee as Fen };
  return { kind: null, period, type, cause, rowNumber, ours: nothing, bill };
}

function lateFeeOf(rows: readonly BillRow[], ours: Fen, bill: Fen): Difference {
  const row = rows.find(({ lateFee, isDuplicate }) => lateFee !== 0 && !isDuplicate) ?? rows[0]!;
  const { period, type, rowNumber } = row;
  const ourSums = { ...nothing, employer: ours };
  const billSums = { ...nothing, employer: bill };
  return { kind: null, period, type, cause: 'lateFee', rowNumber, ours: ourSums, bill: billSums };
}
