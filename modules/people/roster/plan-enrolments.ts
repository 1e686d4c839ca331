import { type Fen, newId, type PayPeriod, periodOf, type Rate } from '@heyi/kernel';
import type { RowProblem } from '@heyi/platform';
import type { PlacedTerms } from '../employment/employment.ts';
import { insuredTypeOf, isInsurable, meets } from '../enrolment/enrolment.ts';
import { companyOf } from '../legal-entity/legal-entity.ts';
import {
  isFundRate,
  type Registration,
  type RegistrationKind,
} from '../registration/registration.ts';
import type { CheckedRow, RosterGround } from './plan-roster.ts';
import type { EnrolmentWrite } from './roster-plan.ts';
import { rosterProblems as problems } from './roster-problems.ts';
import type { KnownEmployment } from './roster.store.ts';

type Wanted = {
  readonly kinds: readonly RegistrationKind[];
  readonly from: PayPeriod;
  readonly base: Fen;
  readonly rate: Rate | null;
  readonly keys: { readonly from: string; readonly base: string };
};

/** The enrolments that the row begins or changes. Empty cells leave what is on file. */
export function planEnrolments(
  ground: RosterGround,
  row: CheckedRow,
  on: { placed: PlacedTerms; before: KnownEmployment | null },
): EnrolmentWrite[] | RowProblem {
  const { values } = row;
  const { insuranceFrom, insuranceBase, fundFrom, fundBase, fundRate } = values;
  if ((insuranceFrom === null) !== (insuranceBase === null)) {
    const key = insuranceFrom === null ? 'insuranceFrom' : 'insuranceBase';
    return { key, problem: problems.insuranceIncomplete };
  }
  if ((fundFrom === null) !== (fundBase === null) || (fundRate !== null && fundBase === null)) {
    const key = fundFrom === null ? 'fundFrom' : 'fundBase';
    return { key, problem: problems.insuranceIncomplete };
  }
  if (fundRate !== null && !isFundRate(fundRate)) {
    return { key: 'fundRate', problem: problems.fundRate };
  }
  const writes: EnrolmentWrite[] = [];
  for (const wanted of wantedGroups(row)) {
    const planned = planGroup(ground, row, on, wanted);
    if ('problem' in planned) return planned;
    writes.push(...planned);
  }
  return writes;
}

function wantedGroups({ values }: CheckedRow): Wanted[] {
  const { insuranceFrom, insuranceBase, fundFrom, fundBase, fundRate } = values;
  const groups: Wanted[] = [];
  if (insuranceFrom !== null && insuranceBase !== null) {
    groups.push({
      kinds: ['socialInsurance', 'medical'],
      from: insuranceFrom,
      base: insuranceBase,
      rate: null,
      keys: { from: 'insuranceFrom', base: 'insuranceBase' },
    });
  }
  if (fundFrom !== null && fundBase !== null) {
    const keys = { from: 'fundFrom', base: 'fundBase' };
    groups.push({ kinds: ['housingFund'], from: fundFrom, base: fundBase, rate: fundRate, keys });
  }
  return groups;
}

function planGroup(
  ground: RosterGround,
  row: CheckedRow,
  on: { placed: PlacedTerms; before: KnownEmployment | null },
  wanted: Wanted,
): EnrolmentWrite[] | RowProblem {
  const { placed, before } = on;
  const type = insuredTypeOf(placed.form, row.person.documentKind);
  const kinds = type === null ? [] : wanted.kinds.filter((kind) => isInsurable(type, kind));
  if (type === null || kinds.length === 0) {
    return { key: wanted.keys.from, problem: problems.notInsurable };
  }
  if (wanted.from < periodOf(row.values.startsOn)) {
    return { key: wanted.keys.from, problem: problems.beforeStart };
  }
  const writes: EnrolmentWrite[] = [];
  for (const kind of kinds) {
    const registration = registrationFor(ground, placed, kind, wanted.from);
    if (!registration) {
      const missing = kind === 'medical' ? problems.medicalMissing : problems.registrationMissing;
      return { key: 'insuranceEntityId', problem: missing };
    }
    const met = (before?.enrolments ?? []).filter(
      (one) => one.kind === kind && meets(one, wanted.from),
    );
    const running = met.find((one) => one.registrationId === registration.id);
    if (met.length > (running ? 1 : 0)) {
      return { key: wanted.keys.from, problem: problems.insuredElsewhere };
    }
    // A roster goes on saying the month that was asked for, also when the agency took a later one.
    if (running && running.startPeriod > wanted.from && running.askedPeriod !== wanted.from) {
      return { key: wanted.keys.from, problem: problems.insuredLater };
    }
    const terms = { base: wanted.base, insuredType: type };
    if (!running) {
      writes.push({
        ...terms,
        id: newId<'enr'>(),
        begins: { registration },
        fromPeriod: wanted.from,
        housingFundRate: wanted.rate,
        supplementaryRate: null,
        tier: null,
      });
      continue;
    }
    const housingFundRate = wanted.rate ?? running.housingFundRate;
    const isSame =
      running.base === wanted.base &&
      running.housingFundRate === housingFundRate &&
      running.insuredType === type;
    if (isSame) continue;
    const month = periodOf(ground.today);
    const fromPeriod = month > running.startPeriod ? month : running.startPeriod;
    writes.push({ ...running, ...terms, begins: null, housingFundRate, fromPeriod });
  }
  return writes;
}

/** The open registration of the insurance entity, or of its company, in the work city. */
function registrationFor(
  ground: RosterGround,
  { insurance, workCityCode }: PlacedTerms,
  kind: RegistrationKind,
  from: PayPeriod,
): Registration | null {
  if (insurance === null) return null;
  const candidates = [...ground.registrations.values()].filter(
    (one) =>
      one.kind === kind &&
      one.cityCode === workCityCode &&
      (one.closedFrom === null || one.closedFrom > from),
  );
  const own = candidates.find((one) => one.legalEntityId === insurance.id);
  const ofCompany = (one: Registration) =>
    companyOf(ground.entities.get(one.legalEntityId)!) === companyOf(insurance);
  return own ?? candidates.find(ofCompany) ?? null;
}
