import { fail, ok, type PayPeriod, type Rate, type Result } from '@heyi/kernel';
import {
  type ContributionFigure,
  type ContributionKey,
  type ContributionShare,
  type ContributionTerms,
  housingFundScheme,
  type InForce,
  type Policy,
  type PolicyUnknown,
  socialInsuranceScheme,
} from '@heyi/policy';

export const contributionKinds = [
  'pension',
  'pensionLocalSupplement',
  'medical',
  'medicalSupplement',
  'maternity',
  'unemployment',
  'workInjury',
  'longTermCare',
  'housingFund',
  'supplementaryHousingFund',
  'disabledFund',
] as const;

export type ContributionKind = (typeof contributionKinds)[number];

export function isContributionKind(name: string): name is ContributionKind {
  return contributionKinds.some((kind) => kind === name);
}

export function isHousingFund(kind: ContributionKind): boolean {
  return kind === 'housingFund' || kind === 'supplementaryHousingFund';
}

export type HukouType = 'local-urban' | 'local-rural' | 'nonlocal-urban' | 'nonlocal-rural';

export type PersonType =
  | 'employee'
  | 'partTime'
  | 'rehiredRetiree'
  | 'intern'
  | 'foreigner'
  | 'hongKongMacauTaiwan';

/** What the insured unit and the person's registration fix; rates in parts per million. */
export type ContributionSelection = {
  readonly cityCode: string;
  /** Only these kinds; null takes every kind of the city that the selection has a rate for. */
  readonly kinds: readonly ContributionKind[] | null;
  readonly hukou: HukouType | null;
  /** Medical tier as the city names it; null takes the first one. */
  readonly tier: string | null;
  readonly personType: PersonType;
  /** The unit's own work-injury rate; null takes the city's default and marks it. */
  readonly injuryRate: Rate | null;
  readonly housingFundRate: Rate | null;
  readonly supplementaryRate: Rate | null;
};

/** One kind in force for a selection: its terms and the rates of both parties. */
export type SchemeLine = {
  readonly kind: ContributionKind;
  readonly figure: InForce<ContributionTerms>;
  readonly employerRate: Rate;
  readonly employeeRate: Rate;
  readonly warnings: readonly ContributionWarning[];
};

export type ContributionWarning =
  | 'provisional'
  | 'unverified'
  | 'default_injury_rate'
  | 'rate_out_of_range';

export type UnknownKind = {
  readonly kind: ContributionKind;
  readonly failure: PolicyUnknown | { readonly code: 'contribution.rate_missing' };
};

export type SchemeInForce = {
  readonly lines: readonly SchemeLine[];
  readonly unknowns: readonly UnknownKind[];
};

export type SchemeFailure = {
  readonly code: 'contribution.city_unknown';
  readonly cityCode: string;
};

/** Kinds every employee is insured in; a city without a figure for one answers unknown for it. */
const statutoryKinds: readonly ContributionKind[] = [
  'pension',
  'medical',
  'unemployment',
  'workInjury',
];

/** The kinds of a city that a selection pays in a month, in the order of the scheme. */
export function schemeInForce(
  policy: Policy,
  period: PayPeriod,
  selection: ContributionSelection,
): Result<SchemeInForce, SchemeFailure> {
  const { cityCode } = selection;
  const insurance = socialInsuranceScheme(cityCode);
  const fund = housingFundScheme(cityCode);
  if (!insurance && !fund) return fail({ code: 'contribution.city_unknown', cityCode });

  const lines: SchemeLine[] = [];
  const unknowns: UnknownKind[] = [];
  const offered = [...(insurance?.figures ?? []), ...(fund?.figures ?? [])];
  const wanted = wantedKinds(policy, period, selection);
  for (const offer of offered.filter((figure) => isMeant(figure, offered, selection))) {
    const kind = offer.kind as ContributionKind;
    if (!wanted(kind)) continue;
    const figure = policy.figure(offer.key as ContributionKey, period);
    if (!figure.ok) {
      if (isExpected(offer, selection)) unknowns.push({ kind, failure: figure.failure });
      continue;
    }
    const line = schemeLine(kind, figure.value, selection);
    if (line.ok) lines.push(line.value);
    else if (selection.kinds?.includes(kind)) unknowns.push({ kind, failure: line.failure });
  }
  const seen = new Set([...lines, ...unknowns].map(({ kind }) => kind));
  for (const kind of selection.kinds ?? statutoryKinds) {
    if (!seen.has(kind) && wanted(kind)) unknowns.push(notOffered(kind, cityCode, period));
  }
  return ok({ lines, unknowns });
}

function notOffered(kind: ContributionKind, cityCode: string, period: PayPeriod): UnknownKind {
  const regime = isHousingFund(kind) ? 'housing-fund' : 'social-insurance';
  const key = `cn.${regime}.${cityCode}.${kind}`;
  return { kind, failure: { code: 'policy.unknown_on', key, on: period, reason: 'no_figure' } };
}

/** Whether the figure is of the person's tier and household; a tier the city lacks fits none. */
function isMeant(
  figure: ContributionFigure,
  offered: readonly ContributionFigure[],
  selection: ContributionSelection,
): boolean {
  if (figure.household === 'local' && !selection.hukou?.startsWith('local')) return false;
  if (figure.tier === null) return true;
  const tiers = offered.filter(({ kind }) => kind === figure.kind).map(({ tier }) => tier);
  return figure.tier === (selection.tier ?? tiers[0]);
}

/** A fund or an optional kind without a rate is not paid, so its missing figure is no gap. */
function isExpected(figure: ContributionFigure, selection: ContributionSelection): boolean {
  if (figure.kind === 'housingFund') return selection.housingFundRate !== null;
  if (figure.kind === 'supplementaryHousingFund') return selection.supplementaryRate !== null;
  return true;
}

function wantedKinds(
  policy: Policy,
  period: PayPeriod,
  selection: ContributionSelection,
): (kind: ContributionKind) => boolean {
  const types = policy.figure('cn.social-insurance.person-types', period);
  const insured = types.ok ? types.value.value[selection.personType] : 'all';
  return (kind) => {
    if (selection.kinds) return selection.kinds.includes(kind);
    if (insured === 'all') return true;
    // Rehired retirees join work injury only where the agency's setting asks for it by kind.
    return insured === 'work_injury' && kind === 'workInjury';
  };
}

function schemeLine(
  kind: ContributionKind,
  figure: InForce<ContributionTerms>,
  selection: ContributionSelection,
): Result<SchemeLine, { readonly code: 'contribution.rate_missing' }> {
  const { employer, employee } = figure.value;
  const unitRate = {
    workInjury: selection.injuryRate,
    housingFund: selection.housingFundRate,
    supplementaryHousingFund: selection.supplementaryRate,
  }[kind as string];
  const employerRate = employer.by === 'unit' ? (unitRate ?? employer.rate) : employer.rate;
  const employeeRate = employee.by === 'unit' ? (unitRate ?? employee.rate) : employee.rate;
  if (employerRate === null || employeeRate === null) {
    return fail({ code: 'contribution.rate_missing' });
  }
  const warnings: ContributionWarning[] = [];
  if (figure.status === 'provisional') warnings.push('provisional');
  if (figure.unverified) warnings.push('unverified');
  if (kind === 'workInjury' && unitRate === null) warnings.push('default_injury_rate');
  if (!isInRange(employer, employerRate)) warnings.push('rate_out_of_range');
  return ok({ kind, figure, employerRate, employeeRate, warnings });
}

/** A fund rate is a whole percent between the city's bounds. */
function isInRange({ min, max, step }: ContributionShare, rate: Rate): boolean {
  if (min === null || max === null) return true;
  return rate >= min && rate <= max && (step === null || (rate - min) % step === 0);
}
