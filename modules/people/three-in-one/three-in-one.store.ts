import { clientOf, type CooperationMode } from '@heyi/clients';
import { assert, type Id, type PlainDate, periodOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { EmploymentId, PlacedTerms } from '../employment/employment.ts';
import type { EntityId, LegalEntities, LegalEntity } from '../legal-entity/legal-entity.ts';
import { visibleEntities } from '../legal-entity/legal-entity.store.ts';
import type { RegistrationId, Registrations } from '../registration/registration.ts';
import { visibleRegistrations } from '../registration/registration.store.ts';
import {
  type Breach,
  type EmploymentForm,
  judgeThreeInOne,
  type Severity,
  type ThreeInOneCode,
  type ThreeInOneFacts,
} from './three-in-one.ts';
import { type ThreeInOneRule, threeInOneRules } from './three-in-one-rules.ts';

export type Finding = ThreeInOneRule & {
  readonly code: ThreeInOneCode;
  readonly severity: Severity;
  readonly articles: string[];
  readonly exceptionId: Id<'exc'> | null;
};

/** What a judgement stands on, read once a transaction. */
export type ThreeInOneGround = {
  readonly mode: CooperationMode;
  readonly entities: LegalEntities;
  readonly registrations: Registrations;
};

export async function threeInOneGround(tx: Transaction): Promise<ThreeInOneGround> {
  const client = await clientOf(tx);
  assert(client, 'a tenant with people has a client record');
  const entities = await visibleEntities(tx);
  const registrations = await visibleRegistrations(tx);
  return { mode: client.cooperationMode, entities, registrations };
}

type FactRow = {
  id: EmploymentId;
  form: EmploymentForm;
  contractEntityId: EntityId;
  payTaxEntityId: EntityId | null;
  insuranceEntityId: EntityId | null;
  hostEntityId: EntityId | null;
  workCityCode: string;
  registrationIds: RegistrationId[];
  exceptions: { id: Id<'exc'>; code: ThreeInOneCode }[];
};

/**
 * The findings of employments on a day, in the order of their ids; those without one are left out.
 * Null ids are the whole roster: all who have not left, a page of them after `after`.
 */
export async function findBreaches(
  tx: Transaction,
  ground: ThreeInOneGround,
  wanted: {
    on: PlainDate;
    ids: readonly EmploymentId[] | null;
    after?: EmploymentId | null;
    limit?: number;
  },
): Promise<{ found: Map<EmploymentId, Finding[]>; last: EmploymentId | null }> {
  const rows = await readFacts(tx, wanted);
  const found = new Map<EmploymentId, Finding[]>();
  for (const row of rows) {
    const findings = judgeRow(ground, row);
    if (findings.length > 0) found.set(row.id, findings);
  }
  return { found, last: rows.at(-1)?.id ?? null };
}

/** Enrolments of the day's month and of later ones; approved exceptions that still run. */
async function readFacts(
  tx: Transaction,
  wanted: {
    on: PlainDate;
    ids: readonly EmploymentId[] | null;
    after?: EmploymentId | null;
    limit?: number;
  },
): Promise<FactRow[]> {
  return tx.sql<FactRow>`
    select e.id, t.form, e.contract_entity_id as "contractEntityId",
           t.pay_entity_id as "payTaxEntityId", t.insurance_entity_id as "insuranceEntityId",
           t.host_entity_id as "hostEntityId", t.work_city_code as "workCityCode",
           array(select n.registration_id from people.enrolment n
                  where n.shard_key = e.shard_key and n.tenant_id = e.tenant_id
                    and n.employment_id = e.id
                    and (n.stop_period is null or n.stop_period >= ${periodOf(wanted.on)})
                  order by n.id) as "registrationIds",
           coalesce((select json_agg(json_build_object('id', x.id, 'code', x.code))
              from people.three_in_one_exception x
             where x.shard_key = e.shard_key and x.tenant_id = e.tenant_id
               and x.employment_id = e.id and x.approved_at is not null
               and x.expires_on >= ${wanted.on}), '[]') as exceptions
      from people.employment e
      join people.employment_term t
        on t.shard_key = e.shard_key and t.tenant_id = e.tenant_id and t.employment_id = e.id
       and t.applies_from <= least(greatest(${wanted.on}::date, e.starts_on), e.ends_on)
       and (t.applies_to is null
            or t.applies_to >= least(greatest(${wanted.on}::date, e.starts_on), e.ends_on))
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and (${wanted.ids}::uuid[] is null or e.id = any (${wanted.ids}::uuid[]))
       and (${wanted.ids}::uuid[] is not null or e.ends_on is null or e.ends_on >= ${wanted.on})
       and (${wanted.after ?? null}::uuid is null or e.id > ${wanted.after ?? null})
     order by e.id
     limit ${wanted.limit ?? null}`;
}

function judgeRow(ground: ThreeInOneGround, row: FactRow): Finding[] {
  const find = (id: EntityId | null): LegalEntity | null => {
    if (id === null) return null;
    const entity = ground.entities.get(id);
    assert(entity, `legal entity ${id} of an employment is not visible`);
    return entity;
  };
  const facts: ThreeInOneFacts = {
    mode: ground.mode,
    form: row.form,
    contract: find(row.contractEntityId)!,
    payTax: find(row.payTaxEntityId),
    insurance: find(row.insuranceEntityId),
    hostEntityId: row.hostEntityId,
    workCityCode: row.workCityCode,
    insuredUnder: row.registrationIds.map((id) => insurer(ground, id)),
  };
  return judgeThreeInOne(facts).map((breach) => findingOf(breach, row.exceptions));
}

function insurer(ground: ThreeInOneGround, id: RegistrationId) {
  const registration = ground.registrations.get(id);
  assert(registration, `registration ${id} of an enrolment is not visible`);
  const entity = ground.entities.get(registration.legalEntityId)!;
  return { entity, cityCode: registration.cityCode };
}

function findingOf(breach: Breach, exceptions: FactRow['exceptions'] = []): Finding {
  const rule = threeInOneRules[breach.code];
  const exception = exceptions.find(({ code }) => code === breach.code);
  return { ...breach, ...rule, articles: [...rule.articles], exceptionId: exception?.id ?? null };
}

/** Judges terms before they are written; `registrationIds` are those the person is insured under. */
export function judgeTerms(
  ground: ThreeInOneGround,
  terms: PlacedTerms,
  registrationIds: readonly RegistrationId[],
): readonly Breach[] {
  const insuredUnder = registrationIds.map((id) => insurer(ground, id));
  return judgeThreeInOne({ mode: ground.mode, ...terms, insuredUnder });
}

/** The details of a refusal that has no exception, for the answer; null when there is none. */
export function refusalOf(breaches: readonly Breach[]) {
  const refused = breaches.find(({ severity }) => severity === 'refused');
  if (!refused) return null;
  const { titleZh, articles } = threeInOneRules[refused.code];
  return { code: 'three_in_one.refused' as const, breach: refused.code, titleZh, articles };
}

/** Findings of one employment as it stands now. */
export async function findingsOf(tx: Transaction, id: EmploymentId): Promise<Finding[]> {
  const ground = await threeInOneGround(tx);
  const { found } = await findBreaches(tx, ground, { on: tx.today, ids: [id] });
  return found.get(id) ?? [];
}
