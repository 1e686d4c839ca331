import type { peopleContract as contract } from '@heyi/contract';
import { fail, type Fen, type Id, ok, type PayPeriod, type Rate, type Result } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import type { EmploymentId } from '../employment/employment.ts';
import type { DocumentKind } from '../person/person.ts';
import {
  isFundRate,
  isSupplementaryRate,
  type RegistrationId,
  type RegistrationKind,
} from '../registration/registration.ts';
import type { EmploymentForm } from '../three-in-one/three-in-one.ts';

export type EnrolmentId = Id<'enr'>;
export type InsuredType = (typeof contract.insuredTypes)[number];

export type EnrolmentTerm = {
  readonly fromPeriod: PayPeriod;
  readonly base: Fen;
  readonly housingFundRate: Rate | null;
  readonly supplementaryRate: Rate | null;
  readonly insuredType: InsuredType;
  readonly tier: string | null;
};

/** Months are included at both ends; an open end is null. */
export type Enrolment = {
  readonly id: EnrolmentId;
  readonly employmentId: EmploymentId;
  readonly registrationId: RegistrationId;
  readonly registrationTenantId: TenantId;
  readonly kind: RegistrationKind;
  readonly cityCode: string;
  readonly startPeriod: PayPeriod;
  readonly stopPeriod: PayPeriod | null;
};

const typeOfForm: Readonly<Record<EmploymentForm, InsuredType | null>> = {
  fullTime: 'employee',
  dispatch: 'employee',
  partTime: 'partTime',
  rehiredRetiree: 'rehiredRetiree',
  intern: 'intern',
  serviceAgreement: null,
};

const typeOfDocument: Partial<Record<DocumentKind, InsuredType>> = {
  passport: 'foreigner',
  foreignPermanentResident: 'foreigner',
  hkMacaoPermit: 'hongKongMacauTaiwan',
  taiwanPermit: 'hongKongMacauTaiwan',
  hkMacaoTaiwanResidencePermit: 'hongKongMacauTaiwan',
};

/** How an agency sees the person; null is not insured at all (劳务). */
export function insuredTypeOf(form: EmploymentForm, document: DocumentKind): InsuredType | null {
  const type = typeOfForm[form];
  return type === 'employee' ? (typeOfDocument[document] ?? type) : type;
}

/** Part-timers, rehired retirees and interns have work injury alone, at the social-insurance unit. */
export function isInsurable(type: InsuredType, kind: RegistrationKind): boolean {
  const isFull = type === 'employee' || type === 'foreigner' || type === 'hongKongMacauTaiwan';
  return isFull || kind === 'socialInsurance';
}

/** The person's own fund rates belong to the housing fund alone. */
export function checkFundRates(
  kind: RegistrationKind,
  rates: { readonly housingFundRate: Rate | null; readonly supplementaryRate: Rate | null },
): Result<undefined, { readonly code: 'enrolment.rate_out_of_range' }> {
  const { housingFundRate, supplementaryRate } = rates;
  const isMeant =
    kind === 'housingFund' || (housingFundRate === null && supplementaryRate === null);
  const isInRange =
    (housingFundRate === null || isFundRate(housingFundRate)) &&
    (supplementaryRate === null || isSupplementaryRate(supplementaryRate));
  return isMeant && isInRange ? ok() : fail({ code: 'enrolment.rate_out_of_range' });
}

/** Whether the months of two enrolments meet. */
export function meets(
  enrolment: { readonly startPeriod: PayPeriod; readonly stopPeriod: PayPeriod | null },
  from: PayPeriod,
): boolean {
  return enrolment.stopPeriod === null || enrolment.stopPeriod >= from;
}
