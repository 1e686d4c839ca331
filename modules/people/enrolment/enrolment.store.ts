import type { Output, peopleContract as contract } from '@heyi/contract';
import { addMonths, newId, type PayPeriod, type PlainDate, periodOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { EmploymentId } from '../employment/employment.ts';
import type { Registration, RegistrationId } from '../registration/registration.ts';
import type { Enrolment, EnrolmentId, EnrolmentTerm } from './enrolment.ts';

export type EnrolmentView = Output<typeof contract.setEnrolment>;
type EnrolmentRow = Enrolment & { terms: EnrolmentTerm[] };

/** All of an employment, or the one with the id, the oldest first. */
async function readEnrolments(
  tx: Transaction,
  wanted: { employmentId: EmploymentId | null; id: EnrolmentId | null },
): Promise<EnrolmentRow[]> {
  return tx.sql<EnrolmentRow>`
    select e.id, e.employment_id as "employmentId", e.registration_id as "registrationId",
           e.registration_tenant_id as "registrationTenantId", e.kind, e.city_code as "cityCode",
           e.start_period as "startPeriod", e.stop_period as "stopPeriod",
           (select json_agg(json_build_object(
                     'fromPeriod', t.from_period, 'base', t.base_fen,
                     'housingFundRate', t.housing_fund_rate_ppm,
                     'supplementaryRate', t.supplementary_rate_ppm,
                     'insuredType', t.insured_type, 'tier', t.tier) order by t.from_period)
              from people.enrolment_term t
             where t.shard_key = e.shard_key and t.tenant_id = e.tenant_id
               and t.enrolment_id = e.id) as terms
      from people.enrolment e
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and (${wanted.employmentId}::uuid is null or e.employment_id = ${wanted.employmentId})
       and (${wanted.id}::uuid is null or e.id = ${wanted.id})
     order by e.kind, e.start_period`;
}

export async function enrolmentsOf(tx: Transaction, id: EmploymentId): Promise<EnrolmentRow[]> {
  return readEnrolments(tx, { employmentId: id, id: null });
}

export async function enrolmentView(tx: Transaction, id: EnrolmentId): Promise<EnrolmentView> {
  const [row] = await readEnrolments(tx, { employmentId: null, id });
  return shownEnrolment(row!);
}

export function shownEnrolment(row: EnrolmentRow): EnrolmentView {
  const { registrationTenantId: _tenant, ...shown } = row;
  return shown;
}

/** Registrations that the employment is insured under in a day's month or later. */
export async function insuringRegistrations(
  tx: Transaction,
  id: EmploymentId,
  on: PlainDate,
): Promise<RegistrationId[]> {
  const rows = await enrolmentsOf(tx, id);
  const running = rows.filter(
    ({ stopPeriod }) => stopPeriod === null || stopPeriod >= periodOf(on),
  );
  return running.map(({ registrationId }) => registrationId);
}

export async function lockEnrolment(tx: Transaction, id: EnrolmentId): Promise<Enrolment | null> {
  await tx.sql`
    select id from people.enrolment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  return (await readEnrolments(tx, { employmentId: null, id }))[0] ?? null;
}

export async function insertEnrolment(
  tx: Transaction,
  employmentId: EmploymentId,
  registration: Registration,
  startPeriod: PayPeriod,
): Promise<EnrolmentId> {
  const id: EnrolmentId = newId<'enr'>();
  await tx.sql`
    insert into people.enrolment
           (shard_key, tenant_id, id, employment_id, registration_id, registration_tenant_id, kind,
            city_code, start_period, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${employmentId}, ${registration.id},
            ${registration.tenantId}, ${registration.kind}, ${registration.cityCode},
            ${startPeriod}, ${tx.now})`;
  return id;
}

/** Terms from a month on; later ones on file are replaced. The employment is locked. */
export async function putEnrolmentTerm(
  tx: Transaction,
  id: EnrolmentId,
  term: EnrolmentTerm,
): Promise<void> {
  await tx.sql`
    delete from people.enrolment_term
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and enrolment_id = ${id}
       and from_period >= ${term.fromPeriod}`;
  await tx.sql`
    update people.enrolment_term set to_period = ${addMonths(term.fromPeriod, -1)}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and enrolment_id = ${id}
       and (to_period is null or to_period >= ${term.fromPeriod})`;
  await tx.sql`
    insert into people.enrolment_term
           (shard_key, tenant_id, enrolment_id, from_period, base_fen, housing_fund_rate_ppm,
            supplementary_rate_ppm, insured_type, tier)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${term.fromPeriod}, ${term.base},
            ${term.housingFundRate}, ${term.supplementaryRate}, ${term.insuredType}, ${term.tier})`;
}

export async function saveStop(
  tx: Transaction,
  id: EnrolmentId,
  stopPeriod: PayPeriod,
): Promise<void> {
  await tx.sql`
    update people.enrolment set stop_period = ${stopPeriod}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}
