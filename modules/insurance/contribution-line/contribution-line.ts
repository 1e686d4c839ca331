import type { insuranceContract as contract } from '@heyi/contract';
import type { Fen, Id, PayPeriod } from '@heyi/kernel';
import type { EmploymentId, RegistrationId } from '@heyi/people';

export type ContributionLineId = Id<'cnl'>;
export type LineKind = (typeof contract.contributionKinds)[number];
export type LineType = (typeof contract.contributionLineTypes)[number];
export type LineSource = (typeof contract.contributionSources)[number];

/**
 * A line to record. An estimate names the policy it was made with, from which its reason is built
 * again: kept with each line, reasons were nine tenths of the table. A bill names its evidence, if any.
 */
export type NewLine = {
  readonly employmentId: EmploymentId;
  readonly registrationId: RegistrationId;
  readonly kind: LineKind;
  readonly period: PayPeriod;
  readonly billPeriod: PayPeriod;
  readonly type: LineType;
  readonly source: LineSource;
  readonly base: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
  readonly lateFee: Fen;
  readonly provisional: boolean;
  readonly policyPin: string | null;
  readonly evidenceFileId: Id<'fil'> | null;
  readonly differenceRunId: Id<'dfr'> | null;
};

/** A line that counts now. */
export type LiveLine = Omit<NewLine, 'evidenceFileId' | 'differenceRunId'> & {
  readonly id: ContributionLineId;
};

export type Decision = {
  readonly record: readonly NewLine[];
  readonly supersede: readonly ContributionLineId[];
  /** Equal to what counts already, or an estimate whose bill has come. */
  readonly kept: number;
};

/**
 * Which lines are new, and which no longer count. A newer line supersedes the one of the same
 * person, kind, month, type and bill month; a bill supersedes the estimate of its month whatever
 * the bill month; an estimate never supersedes a bill.
 */
export function decideLines(live: readonly LiveLine[], wanted: readonly NewLine[]): Decision {
  if (live.length === 0) return { record: wanted, supersede: [], kept: 0 };
  const byPlace = Map.groupBy(live, placeOf);
  const record: NewLine[] = [];
  const supersede: ContributionLineId[] = [];
  for (const line of wanted) {
    const there = byPlace.get(placeOf(line)) ?? [];
    const rivals = there.filter(
      (one) =>
        one.billPeriod === line.billPeriod || (one.type === 'regular' && isSettled(one, line)),
    );
    const isBilled =
      line.source === 'estimate' && rivals.some((one) => one.source === 'officialBill');
    if (isBilled || rivals.some((one) => isEqual(one, line))) continue;
    record.push(line);
    supersede.push(...rivals.map(({ id }) => id));
  }
  return { record, supersede, kept: wanted.length - record.length };
}

/** Whether one of the two is the bill for the other, an estimate. */
function isSettled(one: LiveLine, other: NewLine): boolean {
  return one.source !== other.source;
}

function placeOf(line: LiveLine | NewLine): string {
  return `${line.employmentId} ${line.kind} ${line.period} ${line.type}`;
}

function isEqual(one: LiveLine, line: NewLine): boolean {
  return (
    one.source === line.source &&
    one.billPeriod === line.billPeriod &&
    one.registrationId === line.registrationId &&
    one.base === line.base &&
    one.employer === line.employer &&
    one.employee === line.employee &&
    one.lateFee === line.lateFee &&
    one.provisional === line.provisional &&
    one.policyPin === line.policyPin
  );
}
