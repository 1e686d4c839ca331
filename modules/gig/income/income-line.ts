import { gigIncomeContract as contract, type Output } from '@heyi/contract';
import { type Fen, type Id, type PayPeriod, periodOf, type PlainDate } from '@heyi/kernel';

export type IncomeLineId = Id<'inl'>;
export type BalanceId = Id<'bal'>;
export type PayableIncomeKind = (typeof contract.payableIncomeKinds)[number];
export type IncomeLineCode = (typeof contract.incomeLineCodes)[number];
export type IncomeSource = Output<typeof contract.readIncomeLine>['source'];

/** As the platform or a sheet reports it. */
export type IncomeLineFields = {
  readonly businessId: string;
  readonly externalWorkerId: string;
  readonly incomeKind: (typeof contract.incomeKinds)[number];
  readonly task: string;
  readonly acceptedOn: PlainDate;
  readonly workPeriod: PayPeriod;
  readonly amount: Fen;
  readonly correctsBusinessId?: string | undefined;
};

/** What is wrong with a line whatever is on file; null when nothing is. */
export function faultOf(line: IncomeLineFields, today: PlainDate): IncomeLineCode | null {
  if (line.incomeKind === 'businessIncome') return 'income_line.business_income';
  if (line.amount === 0) return 'income_line.amount_zero';
  if (Math.abs(line.amount) > contract.incomeLineMaxFen) return 'income_line.amount_too_large';
  if (line.acceptedOn > today || line.workPeriod > periodOf(today)) return 'income_line.in_future';
  const isCorrection = line.correctsBusinessId !== undefined;
  return isCorrection === line.amount < 0 ? null : 'income_line.correction_unnamed';
}

export type StoredLine = {
  readonly id: IncomeLineId;
  readonly balanceId: BalanceId;
  readonly programId: Id<'prg'>;
  readonly incomeKind: PayableIncomeKind;
  readonly businessId: string;
  readonly amount: Fen;
  readonly task: string;
  readonly acceptedOn: PlainDate;
  readonly workPeriod: PayPeriod;
  readonly correctsBusinessId: string | null;
  /** What later lines have taken off it, as a positive amount. */
  readonly corrected: Fen;
};

/** The same business id may come again with the same content only. */
export function isSameLine(
  line: IncomeLineFields,
  stored: Omit<StoredLine, 'id' | 'balanceId' | 'programId' | 'corrected'>,
): boolean {
  return (
    line.incomeKind === stored.incomeKind &&
    line.amount === stored.amount &&
    line.task === stored.task &&
    line.acceptedOn === stored.acceptedOn &&
    line.workPeriod === stored.workPeriod &&
    (line.correctsBusinessId ?? null) === stored.correctsBusinessId
  );
}
