/** Day numbers count from 1970-01-01; amounts are fen; quantities of attendance are hundredths. */

export type Term = { item: number; from: number; amount: number };
export type OneOff = { item: number; amount: number };

export type Attendance = {
  dueDays: number | null;
  attendedDays: number | null;
  absenceDays: number;
  sickDays: number;
  overtimeWeekdayHours: number;
  overtimeRestDayHours: number;
  overtimeHolidayHours: number;
};

export type LineType = 'regular' | 'backContribution' | 'difference' | 'refund';

/** A line of the month's bill, or the insurance module's own estimate of it. */
export type BilledLine = {
  /** Index in statutory's list of kinds. */
  kind: number;
  /** Index in {@link lineTypes}. */
  type: number;
  isBill: boolean;
  /** Index of the month. */
  period: number;
  base: number;
  employer: number;
  employee: number;
};

/** A row of people.enrolment_detail, by the names that insurance calls them. */
export type Enrolment = {
  registrationKind: string;
  cityCode: string;
  stopMonth: string | null;
  base: number;
  housingFundRatePpm: number | null;
  supplementaryRatePpm: number | null;
  injuryRatePpm: number | null;
  hukouType: string | null;
  insuredType: string;
  tier: string | null;
};

/** What an earlier run withheld by estimate, and what the bill of that month says now. */
export type OpenEstimate = {
  period: string;
  ownTaken: number;
  ownBilled: number;
  employerTaken: number;
  employerBilled: number;
};

export type Previous = {
  net: number;
  gross: number;
  rate: number;
  /** Where the hash of the account stands; -1 without one. */
  bytes: Buffer;
  accountAt: number;
};

/** One member of a run as gathered from the database. */
export type Member = {
  /** Bytes of the whole chunk; the ids of the member stand at these places. */
  bytes: Buffer;
  employmentAt: number;
  documentAt: number;
  /** -1 without an account. */
  accountAt: number;
  /** Row of the taxpayer table; -1 until it is known. */
  taxpayer: number;
  isResident: boolean;
  form: string;
  startsOn: number;
  endsOn: number | null;
  entity: number;
  insuredHere: boolean;
  cityCode: string;
  isHolderOther: boolean;
  terms: Term[];
  attendance: Attendance | null;
  items: OneOff[];
  lines: BilledLine[];
  enrolments: Enrolment[];
  estimates: OpenEstimate[];
  /** Open personal receivables, all together. */
  owed: number;
  previous: Previous | null;
};

export const lineTypes: readonly LineType[] = [
  'regular',
  'backContribution',
  'difference',
  'refund',
];
export const regularLine = 0;

/** Bytes of a keyed hash. */
export const hashBytes = 32;
