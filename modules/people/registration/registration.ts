import type { peopleContract as contract } from '@heyi/contract';
import { fail, type Id, ok, type PayPeriod, type Rate, rate, type Result } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { type ContributionKind, housingFundScheme, socialInsuranceScheme } from '@heyi/statutory';
import type { EntityId, Holder } from '../legal-entity/legal-entity.ts';

export type RegistrationId = Id<'reg'>;
export type RegistrationKind = (typeof contract.registrationKinds)[number];

export type RegistrationRates = {
  readonly fromPeriod: PayPeriod;
  readonly injuryRate: Rate | null;
  readonly housingFundRate: Rate | null;
  readonly supplementaryRate: Rate | null;
};

export type Registration = {
  readonly id: RegistrationId;
  readonly tenantId: TenantId;
  readonly holder: Holder;
  readonly legalEntityId: EntityId;
  readonly legalEntityName: string;
  readonly kind: RegistrationKind;
  readonly cityCode: string;
  readonly cityName: string | null;
  readonly agencyName: string;
  readonly number: string;
  readonly rates: readonly RegistrationRates[];
  readonly closedFrom: PayPeriod | null;
};

export type Registrations = ReadonlyMap<RegistrationId, Registration>;

/** What each agency's unit charges. A city that has one unit for both gets both registrations. */
export const kindsOfRegistration: Readonly<Record<RegistrationKind, readonly ContributionKind[]>> =
  {
    socialInsurance: ['pension', 'pensionLocalSupplement', 'unemployment', 'workInjury'],
    medical: ['medical', 'medicalSupplement', 'maternity', 'longTermCare'],
    housingFund: ['housingFund', 'supplementaryHousingFund'],
  };

type Names = { readonly zh: string; readonly en: string };

/** The policy library's names of the city in the registration's regime; null without a scheme. */
export function cityNames(kind: RegistrationKind, cityCode: string): Names | null {
  const scheme =
    kind === 'housingFund' ? housingFundScheme(cityCode) : socialInsuranceScheme(cityCode);
  return scheme?.name ?? null;
}

export function cityName(kind: RegistrationKind, cityCode: string): string | null {
  return cityNames(kind, cityCode)?.zh ?? null;
}

/** 0.1 %–3 %: the eight classes of 人社部发〔2015〕71号 floated by 50–150 %. */
const injuryRange = { min: rate('0.001'), max: rate('0.03') };
/** 5 %–12 %, whole per cent (住房公积金管理条例 art. 18 and 建金〔2005〕5号). */
const fundRange = { min: rate('0.05'), max: rate('0.12') };
/** 1 %–5 %, whole per cent: Shanghai's supplementary fund, the only one on file. */
const supplementaryRange = { min: rate('0.01'), max: rate('0.05') };
const onePercent = rate('0.01');

export function isFundRate(value: Rate): boolean {
  return within(value, fundRange) && value % onePercent === 0;
}

export function isSupplementaryRate(value: Rate): boolean {
  return within(value, supplementaryRange) && value % onePercent === 0;
}

function within(value: Rate, range: { readonly min: Rate; readonly max: Rate }): boolean {
  return value >= range.min && value <= range.max;
}

type RateFailure = {
  readonly code: 'registration.rate_missing' | 'registration.rate_out_of_range';
};

/** Social insurance has the injury rate, the fund its rates, medical none: all of it is the city's. */
export function checkRates(
  kind: RegistrationKind,
  rates: RegistrationRates,
): Result<RegistrationRates, RateFailure> {
  const { injuryRate, housingFundRate, supplementaryRate } = rates;
  const isComplete =
    (injuryRate !== null) === (kind === 'socialInsurance') &&
    (housingFundRate !== null) === (kind === 'housingFund') &&
    (supplementaryRate === null || kind === 'housingFund');
  if (!isComplete) return fail({ code: 'registration.rate_missing' });
  const isInRange =
    (injuryRate === null || within(injuryRate, injuryRange)) &&
    (housingFundRate === null || isFundRate(housingFundRate)) &&
    (supplementaryRate === null || isSupplementaryRate(supplementaryRate));
  return isInRange ? ok(rates) : fail({ code: 'registration.rate_out_of_range' });
}
