import { type Fen, type PayPeriod, rateFromPpm } from '@heyi/kernel';
import {
  type EmploymentId,
  type HukouType,
  type InsuredType,
  kindsOfRegistration,
  type RegistrationId,
  type RegistrationKind,
} from '@heyi/people';
import {
  calculateContributions,
  type ContributionKind,
  type ContributionLine,
  type ContributionSelection,
  housingFundScheme,
  type Policy,
  socialInsuranceScheme,
  type UnknownKind,
} from '@heyi/statutory';
import type { LineKind } from './contribution-line.ts';

/** What a person is insured on at one registration in a month: a row of people.enrolment_detail. */
export type InsuredMonth = {
  readonly employmentId: EmploymentId;
  readonly registrationId: RegistrationId;
  readonly registrationKind: RegistrationKind;
  readonly cityCode: string;
  readonly base: Fen;
  readonly housingFundRatePpm: number | null;
  readonly supplementaryRatePpm: number | null;
  readonly injuryRatePpm: number | null;
  readonly hukouType: HukouType | null;
  readonly insuredType: InsuredType;
  readonly tier: string | null;
};

const hukouNames = {
  localUrban: 'local-urban',
  localRural: 'local-rural',
  otherUrban: 'nonlocal-urban',
  otherRural: 'nonlocal-rural',
} as const satisfies Record<HukouType, ContributionSelection['hukou']>;

/** Kinds that every full employee pays: a city without a figure for one is a gap, not a zero. */
const expectedKinds: readonly ContributionKind[] = [
  'pension',
  'medical',
  'unemployment',
  'workInjury',
  'housingFund',
];

/** The statutory selection of the month: only the kinds of this registration and this person. */
export function selectionOf(month: InsuredMonth): ContributionSelection {
  const { cityCode, insuredType, tier, hukouType } = month;
  const rateOf = (ppm: number | null) => (ppm === null ? null : rateFromPpm(ppm));
  return {
    cityCode,
    kinds: kindsOf(month),
    hukou: hukouType && hukouNames[hukouType],
    tier,
    personType: insuredType,
    injuryRate: rateOf(month.injuryRatePpm),
    housingFundRate: rateOf(month.housingFundRatePpm),
    supplementaryRate: rateOf(month.supplementaryRatePpm),
  };
}

function kindsOf(month: InsuredMonth): ContributionKind[] {
  const { cityCode, registrationKind, insuredType, hukouType } = month;
  if (['partTime', 'rehiredRetiree', 'intern'].includes(insuredType)) return ['workInjury'];
  const scheme =
    registrationKind === 'housingFund'
      ? housingFundScheme(cityCode)
      : socialInsuranceScheme(cityCode);
  const isLocal = hukouType?.startsWith('local') ?? false;
  const isOffered = (kind: ContributionKind) =>
    scheme?.figures.some(
      (figure) => figure.kind === kind && (figure.household === null || isLocal),
    ) ?? false;
  return kindsOfRegistration[registrationKind].filter((kind) => {
    if (kind === 'supplementaryHousingFund') return month.supplementaryRatePpm !== null;
    return expectedKinds.includes(kind) || isOffered(kind);
  });
}

export type MonthDue = {
  readonly lines: readonly (ContributionLine & { readonly kind: LineKind })[];
  readonly unknowns: readonly UnknownKind[];
};

/** What the month costs by a policy. A city without any scheme has only unknowns. */
export function dueIn(policy: Policy, period: PayPeriod, month: InsuredMonth): MonthDue {
  const selection = selectionOf(month);
  const due = calculateContributions(policy, period, { ...selection, declaredBase: month.base });
  if (due.ok) return { lines: due.value.lines as MonthDue['lines'], unknowns: due.value.unknowns };
  return { lines: [], unknowns: unknownIn(month, period) };
}

/** Of a city without any scheme: every kind that the person would be insured in. */
export function unknownIn(month: InsuredMonth, period: PayPeriod): UnknownKind[] {
  return kindsOf(month).map((kind): UnknownKind => {
    const key = `cn.social-insurance.${month.cityCode}.${kind}`;
    return { kind, failure: { code: 'policy.unknown_on', key, on: period, reason: 'no_figure' } };
  });
}

/** Carried forward, not verified, or the city's injury rate in place of the unit's. */
export function isProvisional(line: Pick<ContributionLine, 'warnings'>): boolean {
  return line.warnings.some((warning) => warning !== 'rate_out_of_range');
}
