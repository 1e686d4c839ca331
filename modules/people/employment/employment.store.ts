import { addDays, newId, type PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { EntityId } from '../legal-entity/legal-entity.ts';
import type { PersonId } from '../person/person.ts';
import type {
  Employment,
  EmploymentId,
  EmploymentTerms,
  LeavingReason,
  PlacedTerms,
} from './employment.ts';

export async function employmentOf(tx: Transaction, id: EmploymentId): Promise<Employment | null> {
  const [row] = await tx.sql<Employment>`
    select id, person_id as "personId", contract_entity_id as "contractEntityId",
           contract_entity_tenant_id as "contractEntityTenantId", employee_no as "employeeNumber",
           starts_on as "startsOn", ends_on as "endsOn", leaving_reason as "leavingReason"
      from people.employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return row ?? null;
}

/** Locks first, reads second; null when there is none. */
export async function lockEmployment(
  tx: Transaction,
  id: EmploymentId,
): Promise<Employment | null> {
  await tx.sql`
    select id from people.employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  return employmentOf(tx, id);
}

/** Whether the person has another employment at the entity in these days. The person is locked. */
export async function overlaps(
  tx: Transaction,
  wanted: {
    id: EmploymentId | null;
    personId: PersonId;
    contractEntityId: EntityId;
    startsOn: PlainDate;
    endsOn: PlainDate | null;
  },
): Promise<boolean> {
  const found = await tx.sql`
    select id from people.employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and person_id = ${wanted.personId} and contract_entity_id = ${wanted.contractEntityId}
       and id is distinct from ${wanted.id}::uuid
       and daterange(starts_on, ends_on, '[]')
           && daterange(${wanted.startsOn}::date, ${wanted.endsOn}::date, '[]')
     limit 1`;
  return found.length > 0;
}

/** False when somebody of the entity who has not left has the number. Held to the commit. */
export async function claimNumber(
  tx: Transaction,
  wanted: { id: EmploymentId | null; contractEntityId: EntityId; number: string | null },
): Promise<boolean> {
  if (wanted.number === null) return true;
  const lock = `${tx.tenantId} ${wanted.contractEntityId} ${wanted.number}`;
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 4727013))`;
  const taken = await tx.sql`
    select id from people.employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and contract_entity_id = ${wanted.contractEntityId} and employee_no = ${wanted.number}
       and ends_on is null and id is distinct from ${wanted.id}::uuid`;
  return taken.length === 0;
}

export async function insertEmployment(
  tx: Transaction,
  employment: {
    personId: PersonId;
    contractEntity: { id: EntityId; tenantId: TenantId };
    employeeNumber: string | null;
    startsOn: PlainDate;
  },
): Promise<EmploymentId> {
  const id: EmploymentId = newId<'emp'>();
  await tx.sql`
    insert into people.employment
           (shard_key, tenant_id, id, person_id, contract_entity_id, contract_entity_tenant_id,
            employee_no, starts_on, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${employment.personId},
            ${employment.contractEntity.id}, ${employment.contractEntity.tenantId},
            ${employment.employeeNumber}, ${employment.startsOn}, ${tx.now})`;
  return id;
}

export async function saveEmployment(
  tx: Transaction,
  id: EmploymentId,
  facts: {
    employeeNumber: string | null;
    startsOn: PlainDate;
    endsOn: PlainDate | null;
    leavingReason: LeavingReason | null;
  },
): Promise<void> {
  await tx.sql`
    update people.employment
       set employee_no = ${facts.employeeNumber}, starts_on = ${facts.startsOn},
           ends_on = ${facts.endsOn}, leaving_reason = ${facts.leavingReason}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

/** The first terms begin with the employment. The last day of the first range, or null. */
export async function moveFirstTerm(
  tx: Transaction,
  id: EmploymentId,
  startsOn: PlainDate,
): Promise<void> {
  await tx.sql`
    update people.employment_term t set applies_from = ${startsOn}
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId} and t.employment_id = ${id}
       and t.applies_from = (select min(applies_from) from people.employment_term
                              where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
                                and employment_id = ${id})`;
}

/** Terms from a day on, up to the next change on file. The employment is locked by the caller. */
export async function putTerms(
  tx: Transaction,
  id: EmploymentId,
  appliesFrom: PlainDate,
  terms: PlacedTerms,
): Promise<void> {
  const [cut] = await tx.sql<{ until: PlainDate | null }>`
    select applies_to as until from people.employment_term
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and employment_id = ${id}
       and applies_from <= ${appliesFrom} and (applies_to is null or applies_to >= ${appliesFrom})`;
  await tx.sql`
    delete from people.employment_term
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and employment_id = ${id}
       and applies_from = ${appliesFrom}`;
  await tx.sql`
    update people.employment_term set applies_to = ${addDays(appliesFrom, -1)}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and employment_id = ${id}
       and applies_from < ${appliesFrom} and (applies_to is null or applies_to >= ${appliesFrom})`;
  await tx.sql`
    insert into people.employment_term
           (shard_key, tenant_id, employment_id, applies_from, applies_to, form, pay_entity_id,
            pay_entity_tenant_id, insurance_entity_id, insurance_entity_tenant_id, department,
            cost_centre, position, work_city_code, host_entity_id)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${appliesFrom}, ${cut?.until ?? null},
            ${terms.form}, ${terms.payTax?.id ?? null}, ${terms.payTax?.tenantId ?? null},
            ${terms.insurance?.id ?? null}, ${terms.insurance?.tenantId ?? null},
            ${terms.department ?? null}, ${terms.costCentre ?? null}, ${terms.position ?? null},
            ${terms.workCityCode}, ${terms.hostEntityId})`;
}

type Known<T> = { readonly [K in keyof T]-?: Exclude<T[K], undefined> };

export type TermRow = Known<EmploymentTerms> & {
  readonly appliesFrom: PlainDate;
  readonly appliesTo: PlainDate | null;
};

/** Every range of terms, the oldest first. */
export async function termsOf(tx: Transaction, id: EmploymentId): Promise<TermRow[]> {
  return tx.sql<TermRow>`
    select applies_from as "appliesFrom", applies_to as "appliesTo", form,
           pay_entity_id as "payTaxEntityId", insurance_entity_id as "insuranceEntityId",
           department, cost_centre as "costCentre", position, work_city_code as "workCityCode",
           host_entity_id as "hostEntityId"
      from people.employment_term
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and employment_id = ${id}
     order by applies_from`;
}
