import type { insuranceTaskContract as contract, Output } from '@heyi/contract';
import {
  addMonths,
  daysBetween,
  fail,
  type Fen,
  firstDayOf,
  ok,
  type PayPeriod,
  periodOf,
  type PlainDate,
  type Result,
} from '@heyi/kernel';
import {
  isFundRate,
  type LegalEntities,
  companyOf,
  type RegistrationId,
  type RegistrationKind,
  type Registrations,
} from '@heyi/people';
import type { Policy } from '@heyi/statutory';

type SchemeView = Output<typeof contract.setInsuranceScheme>;
export type Scheme = Omit<SchemeView, 'insuranceEntityName' | 'cityName'>;
export type SchemeFields = Omit<Scheme, 'id'>;

const placesOfScheme = {
  socialInsurance: 'socialInsuranceId',
  medical: 'medicalId',
  housingFund: 'housingFundId',
} as const satisfies Record<RegistrationKind, keyof Scheme>;

type SchemeFailure = {
  readonly code:
    | 'legal_entity.not_found'
    | 'registration.not_found'
    | 'insurance_scheme.registration_wrong'
    | 'insurance_scheme.base_missing'
    | 'enrolment.rate_out_of_range';
};

/** Whether the registrations belong to the entity's company, to the city and to their kinds. */
export function checkScheme(
  scheme: SchemeFields,
  known: { readonly entities: LegalEntities; readonly registrations: Registrations },
): Result<undefined, SchemeFailure> {
  const entity = known.entities.get(scheme.insuranceEntityId);
  if (!entity) return fail({ code: 'legal_entity.not_found' });
  const named = kindsOf(scheme);
  if (named.some(({ id }) => !known.registrations.has(id))) {
    return fail({ code: 'registration.not_found' });
  }
  const isRight = ({ kind, id }: { kind: RegistrationKind; id: RegistrationId }) => {
    const registration = known.registrations.get(id)!;
    const holder = known.entities.get(registration.legalEntityId)!;
    return (
      registration.kind === kind &&
      registration.cityCode === scheme.cityCode &&
      registration.closedFrom === null &&
      companyOf(holder) === companyOf(entity)
    );
  };
  if (!named.every(isRight)) return fail({ code: 'insurance_scheme.registration_wrong' });
  const { insuranceBaseRule, insuranceBase, fundBaseRule, fundBase, fundRate } = scheme;
  const isBaseGiven =
    (insuranceBaseRule === 'given') === (insuranceBase !== null) &&
    (fundBaseRule === 'given') === (fundBase !== null);
  if (!isBaseGiven) return fail({ code: 'insurance_scheme.base_missing' });
  const isRateRight = fundRate === null || isFundRate(fundRate);
  return isRateRight ? ok() : fail({ code: 'enrolment.rate_out_of_range' });
}

/** The registrations that the scheme names, by kind. */
export function kindsOf(scheme: SchemeFields): { kind: RegistrationKind; id: RegistrationId }[] {
  return Object.entries(placesOfScheme).flatMap(([kind, place]) => {
    const id = scheme[place];
    return id === null ? [] : [{ kind: kind as RegistrationKind, id }];
  });
}

/** First month of a joiner: the month of joining up to the scheme's day, else the next. */
export function firstPeriod(
  startsOn: PlainDate,
  { joinUntilDay }: Pick<Scheme, 'joinUntilDay'>,
): PayPeriod {
  const month = periodOf(startsOn);
  return dayOf(startsOn) <= joinUntilDay ? month : addMonths(month, 1);
}

/** Last month of a leaver: the month before up to the scheme's day, else the month of leaving. */
export function lastPeriod(
  endsOn: PlainDate,
  { leaveUntilDay }: Pick<Scheme, 'leaveUntilDay'>,
): PayPeriod {
  const month = periodOf(endsOn);
  return dayOf(endsOn) <= leaveUntilDay ? addMonths(month, -1) : month;
}

function dayOf(date: PlainDate): number {
  return daysBetween(firstDayOf(periodOf(date)), date) + 1;
}

/** The base by the scheme's rule; null where somebody has to say it, or no floor is known. */
export function baseBy(
  policy: Policy,
  scheme: SchemeFields,
  wanted: { readonly kind: RegistrationKind; readonly period: PayPeriod },
): Fen | null {
  const isFund = wanted.kind === 'housingFund';
  const rule = isFund ? scheme.fundBaseRule : scheme.insuranceBaseRule;
  if (rule === 'given') return isFund ? scheme.fundBase : scheme.insuranceBase;
  if (rule === 'agreedWage') return null;
  const key = isFund
    ? (`cn.housing-fund.${scheme.cityCode}.housingFund` as const)
    : (`cn.social-insurance.${scheme.cityCode}.pension` as const);
  const terms = policy.figure(key, wanted.period);
  return terms.ok ? terms.value.value.floor : null;
}
