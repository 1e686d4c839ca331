import { add, type Fen, type Id, type PayPeriod, zeroFen } from '@heyi/kernel';
import type { EmploymentId, RegistrationId } from '@heyi/people';
import type { BillLayout } from '@heyi/statutory';
import type { LineKind, LineType, NewLine } from '../contribution-line/contribution-line.ts';
import type { Amount } from '../declaration/declaration.ts';
import type { Charge } from './compare-bill.ts';
import type { DifferenceCause, DifferenceDecision } from './official-bill.ts';

export type StoredBillRow = {
  readonly rowNumber: number;
  readonly period: PayPeriod;
  readonly type: LineType;
  readonly amounts: readonly Amount[];
  readonly lateFee: Fen;
  readonly isDuplicate: boolean;
};

export type DecidedDifference = {
  readonly rowNumber: number | null;
  readonly kind: LineKind | null;
  readonly period: PayPeriod;
  readonly type: LineType;
  readonly cause: DifferenceCause;
  readonly decision: DifferenceDecision;
};

type Wanted = {
  readonly employmentId: EmploymentId;
  readonly billPeriod: PayPeriod;
  readonly rows: readonly StoredBillRow[];
  readonly decided: readonly DecidedDifference[];
  readonly ours: readonly Charge[];
  readonly covers: BillLayout['covers'];
  readonly registrationOf: (kind: LineKind) => RegistrationId;
  readonly evidenceFileId: Id<'fil'> | null;
};

/**
 * A person's lines by the bill: everything on it but what is disputed or asked, where ours stand. What
 * is taken though the bill lacks it becomes a line of nothing, and so does what the bill charges
 * within another kind.
 */
export function linesOfBill(wanted: Wanted): NewLine[] {
  const { rows, decided, ours, covers } = wanted;
  const isKept = (kind: LineKind, period: PayPeriod, type: LineType) =>
    decided.some(
      (one) =>
        one.kind === kind &&
        one.period === period &&
        one.type === type &&
        one.decision !== 'takeBill',
    );
  const isTakenWhole = (row: StoredBillRow, cause: DifferenceCause) =>
    decided.some(
      (one) =>
        one.kind === null &&
        one.cause === cause &&
        one.rowNumber === row.rowNumber &&
        one.decision === 'takeBill',
    );
  const lines = new Map<string, NewLine>();
  const put = (line: NewLine) => {
    const place = placeOf(line);
    const there = lines.get(place);
    lines.set(place, there === undefined ? line : joined(there, line));
  };
  for (const row of rows) {
    if (row.isDuplicate && !isTakenWhole(row, 'duplicateRow')) continue;
    let lateFee = isTakenWhole(row, 'lateFee') || row.isDuplicate ? row.lateFee : zeroFen;
    for (const [kind, base, employer, employee] of row.amounts) {
      if (isKept(kind, row.period, row.type)) continue;
      const charge = { kind, period: row.period, type: row.type, base, employer, employee };
      put(lineOf(wanted, charge, lateFee));
      lateFee = zeroFen;
    }
  }
  for (const charge of ours) {
    if (lines.has(placeOf(charge)) || isKept(charge.kind, charge.period, charge.type)) continue;
    const isGone = decided.some(
      (one) => one.cause === 'notOnBill' && placeOf(one) === placeOf(charge),
    );
    const isCovered = covers.some(
      ({ kind, with: covered }) =>
        covered.includes(charge.kind) && lines.has(placeOf({ ...charge, kind: kind as LineKind })),
    );
    if (!isGone && !isCovered) continue;
    put(lineOf(wanted, { ...charge, employer: zeroFen, employee: zeroFen }, zeroFen));
  }
  return [...lines.values()];
}

type Place = { readonly kind: LineKind | null } & Pick<Charge, 'period' | 'type'>;

function placeOf({ kind, period, type }: Place): string {
  return `${period} ${type} ${kind}`;
}

function lineOf(wanted: Wanted, charge: Charge, lateFee: Fen): NewLine {
  const { employmentId, billPeriod, registrationOf, evidenceFileId } = wanted;
  return {
    ...charge,
    employmentId,
    registrationId: registrationOf(charge.kind),
    billPeriod,
    source: 'officialBill',
    lateFee,
    provisional: false,
    policyPin: null,
    evidenceFileId,
    differenceRunId: null,
  };
}

/** A row that stands twice and was taken twice. */
function joined(there: NewLine, line: NewLine): NewLine {
  return {
    ...there,
    employer: add(there.employer, line.employer),
    employee: add(there.employee, line.employee),
    lateFee: add(there.lateFee, line.lateFee),
  };
}
