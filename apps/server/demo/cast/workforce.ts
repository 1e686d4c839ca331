import {
  addDays,
  addMonths,
  assert,
  type Fen,
  fen,
  firstDayOf,
  lastDayOf,
  type PayPeriod,
  payPeriod,
  periodOf,
  type PlainDate,
  plainDate,
  sum,
} from '@heyi/kernel';
import type { CastAccount, CastPerson, CastRow, HukouType, PayCode } from './cast-row.ts';
import type { TenantKey } from './company.ts';
import { type Job, type Unit, units } from './jobs.ts';
import { inventName } from './names.ts';
import { bankCard, mobileNumber, residentId, type Sex } from './numbers.ts';
import { type Random, randomOf } from './random.ts';
import { withCase } from './special-cases.ts';

/** Wage months that lie closed behind the open one. */
const closedMonths = 10;

/** First wage month of a tenant: who is paid the month after begins with December. */
export function firstWageMonth(tenant: TenantKey): PayPeriod {
  return payPeriod(tenant === 'internet' ? '2025-12' : '2026-01');
}

export function openWageMonth(tenant: TenantKey): PayPeriod {
  return addMonths(firstWageMonth(tenant), closedMonths);
}

/** As far back as the former provider's lists go. */
const firstInsured = payPeriod('2021-01');

/**
 * The first insured month. Who came some time before we took the client over was insured by then; who
 * came just before is enrolled by us, with the first month that we do.
 */
export function insuredFrom(tenant: TenantKey, startsOn: PlainDate): PayPeriod {
  const [first, joined] = [firstWageMonth(tenant), periodOf(startsOn)];
  if (joined >= first) return joined;
  if (joined > payPeriod('2025-10')) return first;
  return joined > firstInsured ? joined : firstInsured;
}

/** Counties and districts of GB/T 2260 from which people come. */
const regions = (
  '110105 110108 130102 130432 140105 150102 210102 220102 230102 310104 310115 320102 320506 320722 ' +
  '330106 330782 340104 341222 350102 360102 370202 371323 410105 411627 420106 421181 430102 431128 ' +
  '440106 440305 441424 450103 460105 500103 500235 510104 511623 520102 530102 610113 620102 640104 650102'
).split(' ');

/** Of everybody: no two people share a document, a telephone, a card or a number of employment. */
class Registry {
  private readonly born = new Map<string, number>();
  private people = 0;

  person(random: Random, account: boolean): CastPerson {
    const wanted: Sex = random.chance(50) ? 'male' : 'female';
    const { name, sex } = inventName(random, wanted);
    const region = random.pick(regions);
    const birthDate = addDays(plainDate('1977-06-01'), random.between(0, 9_800));
    const place = `${region} ${birthDate} ${sex}`;
    const serial = this.born.get(place) ?? 0;
    this.born.set(place, serial + 1);
    this.people += 1;
    return {
      name,
      sex,
      documentKind: 'idCard',
      documentNumber: residentId(region, birthDate, sex, serial),
      birthDate,
      phone: mobileNumber(this.people),
      hukouType: hukouOf(random, region),
      account: account ? accountOf(random, name, this.people) : null,
    };
  }
}

const banks = ['江岳银行', '岚港银行', '云汀银行', '松衡银行', '渝汇农商银行'];

function accountOf(random: Random, holderName: string, serial: number): CastAccount {
  return { bankName: random.pick(banks), accountNumber: bankCard(serial), holderName };
}

function hukouOf(random: Random, region: string): HukouType {
  const local = random.chance(region.startsWith('11') || region.startsWith('31') ? 80 : 25);
  if (local) return random.chance(85) ? 'localUrban' : 'localRural';
  return random.chance(55) ? 'otherUrban' : 'otherRural';
}

/** Everybody but the golden people, in the order of units; the same on every machine. */
export function inventWorkforce(): CastRow[] {
  const registry = new Registry();
  const counts = new Map<TenantKey, number>();
  return units
    .flatMap((unit, index) => {
      const random = randomOf(`${unit.tenant} ${unit.entityKey} ${index}`);
      const numberOf = () => {
        const count = (counts.get(unit.tenant) ?? 0) + 1;
        counts.set(unit.tenant, count);
        return employeeNumber(unit.tenant, count);
      };
      const stay = Array.from({ length: unit.headcount }, () =>
        inventRow(unit, random, registry, numberOf(), false),
      );
      const gone = Array.from({ length: unit.left }, () =>
        inventRow(unit, random, registry, numberOf(), true),
      );
      return [...stay, ...gone];
    })
    .map(withCase);
}

const numberLetters: Readonly<Record<TenantKey, string>> = {
  retail: 'CL',
  internet: 'JQ',
  factory: 'MY',
  calls: 'YA',
  estate: 'YC',
  live: 'XY',
  house: 'HY',
};

/** Golden people have the numbers from 9001 on. */
export function employeeNumber(tenant: TenantKey, count: number): string {
  return `${numberLetters[tenant]}${String(count).padStart(4, '0')}`;
}

function inventRow(
  unit: Unit,
  random: Random,
  registry: Registry,
  number: string,
  leaves: boolean,
): CastRow {
  const person = registry.person(random, true);
  const job = pickJob(random, unit.jobs);
  const dates = datesOf(unit, random, leaves);
  const place = random.between(0, unit.departments.length - 1);
  const pay = payOf(random, job);
  const base = fen(Math.round(sum(Object.values(pay)) / 1000) * 1000);
  return {
    tenant: unit.tenant,
    employeeNumber: number,
    person,
    ...dates,
    leavingReason: leaves ? random.pick(['resignation', 'mutualAgreement', 'contractEnded']) : null,
    form: unit.form ?? 'fullTime',
    department: unit.departments[place]!,
    position: job.position,
    costCentre: unit.costCentres?.[place % unit.costCentres.length] ?? null,
    cityCode: unit.cityCode,
    entityKey: unit.entityKey,
    hostKey: unit.hostKey ?? null,
    insurance: unit.uninsured
      ? null
      : {
          entityKey: unit.entityKey,
          base,
          from: insuredFrom(unit.tenant, dates.startsOn),
          fundBase: base,
          fundRate: null,
        },
    pay,
    deductions: deductionsOf(random, person.birthDate),
    firstEmployment: 'none',
    onProbation: random.chance(unit.probationPercent ?? 0),
  };
}

function pickJob(random: Random, jobs: readonly Job[]): Job {
  let left = random.between(1, sumOf(jobs.map(({ weight }) => weight)));
  for (const job of jobs) {
    left -= job.weight;
    if (left <= 0) return job;
  }
  assert(false, 'weights add up');
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function datesOf(
  unit: Unit,
  random: Random,
  leaves: boolean,
): { startsOn: PlainDate; endsOn: PlainDate | null } {
  const first = firstWageMonth(unit.tenant);
  const lastJoining = addMonths(first, closedMonths - 1);
  if (leaves) {
    const month = addMonths(first, random.between(1, closedMonths - 1));
    const startsOn = addDays(
      firstDayOf(addMonths(first, -random.between(2, 40))),
      random.between(0, 26),
    );
    return { startsOn, endsOn: addDays(firstDayOf(month), random.between(4, 26)) };
  }
  const month = random.chance(unit.newThisYear)
    ? addMonths(first, random.between(0, closedMonths - 1))
    : addMonths(first, -random.between(1, 96));
  const day = addDays(firstDayOf(month), random.between(0, 19));
  assert(day <= lastDayOf(lastJoining), 'nobody joins in the open month by chance');
  return { startsOn: day, endsOn: null };
}

function payOf(random: Random, job: Job): Partial<Record<PayCode, Fen>> {
  const amount = ([from, to]: readonly [number, number]) =>
    fen(random.between(from / 10, to / 10) * 1000);
  return {
    basePay: amount(job.base),
    ...(job.performance ? { performancePay: amount(job.performance) } : {}),
    ...(job.meal ? { mealAllowance: fen(job.meal * 100) } : {}),
    ...(job.transport ? { transportAllowance: fen(job.transport * 100) } : {}),
  };
}

/** About half declare something; what they declare goes with their age. */
function deductionsOf(random: Random, birthDate: PlainDate): CastRow['deductions'] {
  if (random.chance(48)) return {};
  const age = 2026 - Number(birthDate.slice(0, 4));
  if (age < 30) return random.chance(70) ? { housingRent: fen(150_000) } : {};
  const home = random.chance(50)
    ? { housingLoanInterest: fen(100_000) }
    : { housingRent: fen(150_000) };
  const child = age < 34 ? { infantCare: fen(200_000) } : { childEducation: fen(200_000) };
  const parents = { elderSupport: fen(random.chance(45) ? 300_000 : 150_000) };
  return {
    ...(random.chance(60) ? home : {}),
    ...(random.chance(55) ? child : {}),
    ...(age > 36 && random.chance(55) ? parents : {}),
  };
}
