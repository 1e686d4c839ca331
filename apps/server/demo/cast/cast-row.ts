import type { peopleContract } from '@heyi/contract';
import type { Fen, PayPeriod, PlainDate, Rate } from '@heyi/kernel';
import type { TenantKey } from './company.ts';
import type { Sex } from './numbers.ts';

export type EmploymentForm = (typeof peopleContract.employmentForms)[number];
export type LeavingReason = (typeof peopleContract.leavingReasons)[number];
export type HukouType = (typeof peopleContract.hukouTypes)[number];

/** Recurring pay items, by the codes of the standard pay scheme. */
export const payCodes = [
  'basePay',
  'positionPay',
  'performancePay',
  'mealAllowance',
  'transportAllowance',
  'communicationAllowance',
] as const;
export type PayCode = (typeof payCodes)[number];

/** 专项附加扣除 a month. */
export const deductionCodes = [
  'childEducation',
  'infantCare',
  'continuingEducation',
  'housingLoanInterest',
  'housingRent',
  'elderSupport',
] as const;
export type DeductionCode = (typeof deductionCodes)[number];

export type CastAccount = {
  readonly bankName: string;
  readonly accountNumber: string;
  readonly holderName: string;
};

export type CastPerson = {
  readonly name: string;
  readonly sex: Sex;
  readonly documentKind: 'idCard' | 'hkMacaoPermit';
  readonly documentNumber: string;
  readonly birthDate: PlainDate;
  readonly phone: string;
  readonly hukouType: HukouType | null;
  readonly account: CastAccount | null;
};

/** Insurance of an employment: under whom, on what base. */
export type CastInsurance = {
  readonly entityKey: string;
  readonly base: Fen;
  readonly from: PayPeriod;
  /** Null where the form has no housing fund. */
  readonly fundBase: Fen | null;
  /** Null is the rate of the registration. */
  readonly fundRate: Rate | null;
};

/** One employment of one person: a row of the roster with what the person is paid by. */
export type CastRow = {
  readonly tenant: TenantKey;
  readonly employeeNumber: string;
  readonly person: CastPerson;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly leavingReason: LeavingReason | null;
  readonly form: EmploymentForm;
  readonly department: string;
  readonly position: string;
  readonly costCentre: string | null;
  readonly cityCode: string;
  /** Signs and pays. */
  readonly entityKey: string;
  readonly hostKey: string | null;
  readonly insurance: CastInsurance | null;
  readonly pay: Readonly<Partial<Record<PayCode, Fen>>>;
  readonly deductions: Readonly<Partial<Record<DeductionCode, Fen>>>;
  readonly firstEmployment: 'none' | 'student' | 'other';
  readonly onProbation: boolean;
};
