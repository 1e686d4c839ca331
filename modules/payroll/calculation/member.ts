import type { ContributionKind } from '@heyi/statutory';

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
  kind: ContributionKind;
  type: LineType;
  isBill: boolean;
  period: string;
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
  ownInsurance: number;
  ownHousingFund: number;
  employerInsurance: number;
  employerHousingFund: number;
  billedOwnInsurance: number;
  billedOwnHousingFund: number;
  billedEmployerInsurance: number;
  billedEmployerHousingFund: number;
};

export type Previous = {
  net: number;
  gross: number;
  rate: number;
  accountHash: Buffer | null;
};

/** One member of a run as gathered from the database. */
export type Member = {
  employmentId: Buffer;
  documentHash: Buffer;
  isResident: boolean;
  form: string;
  startsOn: number;
  endsOn: number | null;
  entity: number;
  insuredHere: boolean;
  cityCode: string;
  accountHash: Buffer | null;
  isHolderOther: boolean;
  isHeld: boolean;
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

export const lineTypes: readonly LineType[] = ['regular', 'backContribution', 'difference', 'refund'];
