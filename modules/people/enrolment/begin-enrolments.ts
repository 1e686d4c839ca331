import {
  assert,
  type Fen,
  newId,
  type PayPeriod,
  periodOf,
  type PlainDate,
  type Rate,
} from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import type { EmploymentId } from '../employment/employment.ts';
import { placeTerms } from '../employment/employment.ts';
import type { EntityId } from '../legal-entity/legal-entity.ts';
import type { DocumentKind } from '../person/person.ts';
import type { RegistrationId, RegistrationKind } from '../registration/registration.ts';
import type { EmploymentForm } from '../three-in-one/three-in-one.ts';
import {
  judgeTerms,
  refusalOf,
  threeInOneGround,
  type ThreeInOneGround,
} from '../three-in-one/three-in-one.store.ts';
import { insuredTypeOf, isInsurable, meets } from './enrolment.ts';

export type NewEnrolment = {
  readonly employmentId: EmploymentId;
  readonly registrationId: RegistrationId;
  readonly fromPeriod: PayPeriod;
  readonly base: Fen;
  readonly housingFundRate: Rate | null;
};

/** What three-in-one refuses; whoever is insured already, or not insurable there, is passed over. */
export type RefusedEnrolment = {
  readonly wanted: NewEnrolment;
  readonly kind: RegistrationKind;
  readonly titleZh: string;
  readonly articles: readonly string[];
};

type Fact = {
  readonly employmentId: EmploymentId;
  readonly contractEntityId: EntityId;
  readonly startsOn: PlainDate;
  readonly documentKind: DocumentKind;
  readonly form: EmploymentForm;
  readonly payTaxEntityId: EntityId | null;
  readonly insuranceEntityId: EntityId | null;
  readonly hostEntityId: EntityId | null;
  readonly workCityCode: string;
  readonly enrolments: readonly {
    kind: RegistrationKind;
    registrationId: RegistrationId;
    startPeriod: PayPeriod;
    stopPeriod: PayPeriod | null;
  }[];
};

/**
 * Begins many enrolments at once, each judged like a single one: by form, three-in-one and what the
 * person is insured on already. `dry` writes nothing. Publishes enrolments.begun once.
 */
export async function beginEnrolments(
  tx: Transaction,
  wanted: readonly NewEnrolment[],
  how: { readonly dry?: true } = {},
): Promise<{ begunCount: number; refused: RefusedEnrolment[] }> {
  if (wanted.length === 0) return { begunCount: 0, refused: [] };
  const ids = [...new Set(wanted.map(({ employmentId }) => employmentId))];
  if (how.dry !== true) await lockEmployments(tx, ids);
  const facts = await factsOf(tx, ids);
  const ground = await threeInOneGround(tx);
  const refused: RefusedEnrolment[] = [];
  const begun: BegunRow[] = [];
  for (const [employmentId, rows] of Map.groupBy(wanted, (row) => row.employmentId)) {
    const fact = facts.get(employmentId);
    if (!fact) continue;
    for (const row of rows) {
      const judged = judge(tx, ground, fact, row);
      if (judged === null) continue;
      if ('titleZh' in judged) refused.push(judged);
      else begun.push(judged);
    }
  }
  if (how.dry !== true && begun.length > 0) {
    await insertBegun(tx, begun);
    await publish(tx, { type: 'enrolments.begun', payload: { count: begun.length } });
  }
  return { begunCount: begun.length, refused };
}

async function lockEmployments(tx: Transaction, ids: readonly EmploymentId[]): Promise<void> {
  await tx.sql`
    select id from people.employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and id = any (${ids}::uuid[]) order by id for update`;
}

async function factsOf(
  tx: Transaction,
  ids: readonly EmploymentId[],
): Promise<Map<EmploymentId, Fact>> {
  const rows = await tx.sql<Fact>`
    select e.employment_id as "employmentId", e.contract_entity_id as "contractEntityId",
           e.starts_on as "startsOn", e.document_kind as "documentKind",
           e.employment_form as form, e.pay_entity_id as "payTaxEntityId",
           e.insurance_entity_id as "insuranceEntityId", e.host_entity_id as "hostEntityId",
           e.work_city_code as "workCityCode",
           coalesce((select json_agg(json_build_object(
                       'kind', n.kind, 'registrationId', n.registration_id,
                       'startPeriod', n.start_period, 'stopPeriod', n.stop_period))
                       from people.enrolment n
                      where n.shard_key = e.shard_key and n.tenant_id = e.tenant_id
                        and n.employment_id = e.employment_id), '[]') as enrolments
      from people.payable_employment e
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and e.employment_id = any (${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.employmentId, row]));
}

type BegunRow = {
  readonly id: string;
  readonly employment_id: EmploymentId;
  readonly registration_id: RegistrationId;
  readonly registration_tenant_id: string;
  readonly kind: RegistrationKind;
  readonly city_code: string;
  readonly start_period: PayPeriod;
  readonly base_fen: Fen;
  readonly housing_fund_rate_ppm: Rate | null;
  readonly insured_type: string;
};

function judge(
  tx: Transaction,
  ground: ThreeInOneGround,
  fact: Fact,
  wanted: NewEnrolment,
): BegunRow | RefusedEnrolment | null {
  const registration = ground.registrations.get(wanted.registrationId);
  const insuredType = insuredTypeOf(fact.form, fact.documentKind);
  if (!registration || insuredType === null) return null;
  if (!isInsurable(insuredType, registration.kind)) return null;
  if (wanted.fromPeriod < periodOf(fact.startsOn)) return null;
  const { kind } = registration;
  const ofKind = fact.enrolments.filter((one) => one.kind === kind);
  if (ofKind.some((one) => meets(one, wanted.fromPeriod))) return null;
  const placed = placeTerms(fact, fact.contractEntityId, { ...ground, tenantId: tx.tenantId });
  assert(placed.ok, 'the entities of an employment are visible');
  const insuring = fact.enrolments
    .filter(({ stopPeriod }) => stopPeriod === null || stopPeriod >= wanted.fromPeriod)
    .map(({ registrationId }) => registrationId);
  const found = refusalOf(judgeTerms(ground, placed.value, [...insuring, wanted.registrationId]));
  if (found) {
    const { titleZh, articles } = found;
    return { wanted, kind, titleZh, articles };
  }
  return {
    id: newId<'enr'>(),
    employment_id: wanted.employmentId,
    registration_id: registration.id,
    registration_tenant_id: registration.tenantId,
    kind,
    city_code: registration.cityCode,
    start_period: wanted.fromPeriod,
    base_fen: wanted.base,
    housing_fund_rate_ppm: wanted.housingFundRate,
    insured_type: insuredType,
  };
}

async function insertBegun(tx: Transaction, rows: readonly BegunRow[]): Promise<void> {
  const sent = JSON.stringify(rows);
  await tx.sql`
    insert into people.enrolment
           (shard_key, tenant_id, id, employment_id, registration_id, registration_tenant_id, kind,
            city_code, start_period, created_at)
    select ${tx.shardKey}, ${tx.tenantId}, r.id, r.employment_id, r.registration_id,
           r.registration_tenant_id, r.kind, r.city_code, r.start_period, ${tx.now}
      from jsonb_populate_recordset(null::people.enrolment, ${sent}) r`;
  await tx.sql`
    insert into people.enrolment_term
           (shard_key, tenant_id, enrolment_id, from_period, base_fen, housing_fund_rate_ppm,
            insured_type)
    select ${tx.shardKey}, ${tx.tenantId}, r.id, r.start_period, r.base_fen,
           r.housing_fund_rate_ppm, r.insured_type
      from jsonb_to_recordset(${sent}::jsonb) r (id uuid, start_period text, base_fen bigint,
             housing_fund_rate_ppm int, insured_type text)`;
}
