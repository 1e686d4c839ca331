import { addMonths, firstDayOf, type PayPeriod, periodOf, type PlainDate } from '@heyi/kernel';
import {
  beginEnrolments,
  type EmploymentId,
  type EntityId,
  type NewEnrolment,
  type RefusedEnrolment,
  type RegistrationKind,
} from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { currentPolicy } from '@heyi/statutory';
import { baseBy, firstPeriod, kindsOf, type Scheme } from './scheme.ts';
import { schemesOf } from './scheme.store.ts';

export type Joiner = {
  readonly employmentId: EmploymentId;
  readonly personName: string;
  readonly employeeNumber: string | null;
  readonly startsOn: PlainDate;
  readonly insuranceEntityId: EntityId;
  readonly workCityCode: string;
  readonly enrolledKinds: readonly RegistrationKind[];
  /** Registrations of which somebody has cancelled the person's enrolment. */
  readonly cancelledKinds: readonly RegistrationKind[];
};

export type WaitingJoiner = {
  readonly joiner: Joiner;
  readonly kind: RegistrationKind | null;
  readonly reason: 'schemeMissing' | 'baseMissing' | 'cancelled';
};

/** Joiners of this month and the last, and of months to come, who are to be insured by an entity. */
async function joinersOf(tx: Transaction, ids: readonly EmploymentId[] | null): Promise<Joiner[]> {
  const since: PayPeriod = addMonths(periodOf(tx.today), -1);
  return tx.sql<Joiner>`
    select e.employment_id as "employmentId", e.person_name as "personName",
           e.employee_no as "employeeNumber", e.starts_on as "startsOn",
           e.insurance_entity_id as "insuranceEntityId", e.work_city_code as "workCityCode",
           array(select n.registration_kind from people.enrolled_person n
                  where n.shard_key = e.shard_key and n.tenant_id = e.tenant_id
                    and n.employment_id = e.employment_id) as "enrolledKinds",
           array(select t.registration_kind from insurance.task t
                  where t.shard_key = e.shard_key and t.tenant_id = e.tenant_id
                    and t.employment_id = e.employment_id and t.kind = 'enrol'
                    and t.state = 'cancelled') as "cancelledKinds"
      from people.payable_employment e
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and (${ids}::uuid[] is null or e.employment_id = any (${ids}::uuid[]))
       and e.starts_on >= ${firstDayOf(since)} and (e.ends_on is null or e.ends_on >= ${tx.today})
       and e.insurance_entity_id is not null
     order by e.employment_id`;
}

type Wanted = { readonly enrolments: NewEnrolment[]; readonly waiting: WaitingJoiner[] };

function wantedBy(schemes: readonly Scheme[], joiners: readonly Joiner[]): Wanted {
  const enrolments: NewEnrolment[] = [];
  const waiting: WaitingJoiner[] = [];
  for (const joiner of joiners) {
    const scheme = schemes.find(
      (one) =>
        one.insuranceEntityId === joiner.insuranceEntityId && one.cityCode === joiner.workCityCode,
    );
    if (!scheme) {
      if (joiner.enrolledKinds.length === 0) {
        waiting.push({ joiner, kind: null, reason: 'schemeMissing' });
      }
      continue;
    }
    const fromPeriod = firstPeriod(joiner.startsOn, scheme);
    for (const { kind, id: registrationId } of kindsOf(scheme)) {
      if (joiner.enrolledKinds.includes(kind)) continue;
      const base = baseBy(currentPolicy, scheme, { kind, period: fromPeriod });
      if (joiner.cancelledKinds.includes(kind)) {
        waiting.push({ joiner, kind, reason: 'cancelled' });
      } else if (base === null) {
        waiting.push({ joiner, kind, reason: 'baseMissing' });
      } else {
        const housingFundRate = kind === 'housingFund' ? scheme.fundRate : null;
        const { employmentId } = joiner;
        enrolments.push({ employmentId, registrationId, fromPeriod, base, housingFundRate });
      }
    }
  }
  return { enrolments, waiting };
}

/** Joiners about whose insurance nobody has said anything are enrolled by the client's scheme. */
export async function enrolByScheme(
  tx: Transaction,
  ids: readonly EmploymentId[] | null,
): Promise<number> {
  const schemes = await schemesOf(tx);
  if (schemes.length === 0) return 0;
  const { enrolments } = wantedBy(schemes, await joinersOf(tx, ids));
  return (await beginEnrolments(tx, enrolments)).begunCount;
}

/** Whom the scheme does not enrol, and why. */
export async function uninsuredJoiners(tx: Transaction): Promise<{
  joiners: ReadonlyMap<EmploymentId, Joiner>;
  waiting: readonly WaitingJoiner[];
  refused: readonly RefusedEnrolment[];
}> {
  const joiners = await joinersOf(tx, null);
  const { enrolments, waiting } = wantedBy(await schemesOf(tx), joiners);
  const { refused } = await beginEnrolments(tx, enrolments, { dry: true });
  return { joiners: new Map(joiners.map((one) => [one.employmentId, one])), waiting, refused };
}
