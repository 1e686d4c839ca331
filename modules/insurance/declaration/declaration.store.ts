import { employerCostPermission } from '@heyi/contract';
import { type Fen, newId, type PayPeriod, sum } from '@heyi/kernel';
import { type EmploymentId, type RegistrationId, visibleRegistrations } from '@heyi/people';
import {
  copyIn,
  type JobId,
  may,
  RowWriter,
  type TenantId,
  type Transaction,
  uuidArray,
} from '@heyi/platform';
import type { MonthSum } from '../contribution-month/contribution-month.store.ts';
import {
  amountsText,
  type DeclarationId,
  type DeclarationState,
  type DeclarationView,
  type DeclaredPerson,
} from './declaration.ts';

type Stored = Omit<
  DeclarationView,
  'legalEntityName' | 'registrationKind' | 'cityCode' | 'cityName' | 'agencyName' | 'employer'
> & { readonly employer: Fen };

type Wanted = {
  readonly id?: DeclarationId;
  readonly registrationId?: RegistrationId | undefined;
  readonly period?: PayPeriod | undefined;
};

/** Of the transaction's own tenant, newest first. */
export async function readDeclarations(
  tx: Transaction,
  wanted: Wanted,
): Promise<DeclarationView[]> {
  const { id = null, registrationId = null, period = null } = wanted;
  const rows = await tx.sql<Stored>`
    select id, tenant_id as "tenantId", registration_id as "registrationId", period, version,
           state, policy_pin as "policyPin", job_id as "jobId", failure, person_count as "personCount",
           added_count as "addedCount", changed_count as "changedCount",
           removed_count as "removedCount", unknown_count as "unknownCount",
           employer_fen as employer, employee_fen as employee,
           official_number as "officialNumber", evidence_id as "evidenceId",
           declared_by_name as "declaredBy", declared_at as "declaredAt",
           created_by_name as "createdBy", created_at as "createdAt"
      from insurance.declaration
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (${id}::uuid is null or id = ${id})
       and (${registrationId}::uuid is null or registration_id = ${registrationId})
       and (${period}::text is null or period = ${period})
     order by id desc
     limit 200`;
  const registrations = await visibleRegistrations(tx);
  const seesCost = may(tx, employerCostPermission);
  return rows.map((row) => {
    const unit = registrations.get(row.registrationId)!;
    return {
      ...row,
      legalEntityName: unit.legalEntityName,
      registrationKind: unit.kind,
      cityCode: unit.cityCode,
      cityName: unit.cityName,
      agencyName: unit.agencyName,
      employer: seesCost ? row.employer : null,
    };
  });
}

export async function declarationOf(
  tx: Transaction,
  id: DeclarationId,
): Promise<DeclarationView | null> {
  return (await readDeclarations(tx, { id }))[0] ?? null;
}

export async function lockDeclaration(
  tx: Transaction,
  id: DeclarationId,
): Promise<DeclarationView | null> {
  await tx.sql`
    select id from insurance.declaration
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  return declarationOf(tx, id);
}

/** The next version; one that was prepared and not declared is replaced. Null: one is being prepared. */
export async function insertDeclaration(
  tx: Transaction,
  of: {
    readonly registrationId: RegistrationId;
    readonly period: PayPeriod;
    readonly policyPin: string;
  },
): Promise<DeclarationId | null> {
  const { registrationId, period, policyPin } = of;
  await tx.sql`
    select pg_advisory_xact_lock(hashtextextended(${`${registrationId} ${period}`}, 4727022))`;
  const rows = await tx.sql<{ state: DeclarationState; version: number }>`
    select state, version from insurance.declaration
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and registration_id = ${registrationId} and period = ${period}
     order by version desc`;
  if (rows.some(({ state }) => state === 'preparing')) return null;
  await tx.sql`
    update insurance.declaration set state = 'replaced'
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and registration_id = ${registrationId} and period = ${period} and state = 'prepared'`;
  const id: DeclarationId = newId<'dcl'>();
  await tx.sql`
    insert into insurance.declaration
           (shard_key, tenant_id, id, registration_id, period, version, state, policy_pin,
            created_by_name, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${registrationId}, ${period},
            ${(rows[0]?.version ?? 0) + 1}, 'preparing', ${policyPin}, ${tx.actor.name},
            ${tx.now})`;
  return id;
}

export async function setJob(tx: Transaction, id: DeclarationId, jobId: JobId): Promise<void> {
  await tx.sql`
    update insurance.declaration set job_id = ${jobId}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function failDeclaration(
  tx: Transaction,
  id: DeclarationId,
  failure: NonNullable<DeclarationView['failure']>,
): Promise<void> {
  await tx.sql`
    update insurance.declaration set state = 'failed', failure = ${failure}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       and state = 'preparing'`;
}

/**
 * What a version is compared with: the one declared last for the month, else for the month before.
 */
export async function baselineOf(
  tx: Transaction,
  { registrationId, period }: Pick<DeclarationView, 'registrationId' | 'period'>,
): Promise<{ id: DeclarationId; period: PayPeriod } | null> {
  const [row] = await tx.sql<{ id: DeclarationId; period: PayPeriod }>`
    select id, period from insurance.declaration
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and registration_id = ${registrationId} and period <= ${period} and state = 'declared'
     order by period desc, version desc limit 1`;
  return row ?? null;
}

/** Who is on a list already: the job was killed before it had everybody. */
export async function writtenOf(
  tx: Transaction,
  id: DeclarationId,
): Promise<ReadonlySet<EmploymentId>> {
  const rows = await tx.sql<{ id: EmploymentId }>`
    select employment_id as id from insurance.declaration_row
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and declaration_id = ${id}`;
  return new Set(rows.map((row) => row.id));
}

/** Adds people, each marked by what the baseline said of them. */
export async function insertPeople(
  tx: Transaction,
  id: DeclarationId,
  baseline: DeclarationId | null,
  people: readonly DeclaredPerson[],
): Promise<void> {
  const clients = new Set(people.map(({ clientId }) => clientId));
  const employmentIds = people.map(({ employmentId }) => employmentId);
  await tx.sql`
    create temp table if not exists declaration_row_in (
      client uuid, employment_id uuid, name text, document text, amounts jsonb, employer bigint,
      employee bigint, unknown int) on commit drop`;
  await copyIn(tx, 'declaration_row_in', packed(people));
  await tx.sql`
    with base as materialized (
      select client_tenant_id, employment_id, change, amounts
        from insurance.declaration_row
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and declaration_id = ${baseline}::uuid
         and client_tenant_id = any (${uuidArray([...clients])}::uuid[])
         and employment_id = any (${uuidArray(employmentIds)}::uuid[]))
    insert into insurance.declaration_row
           (shard_key, tenant_id, declaration_id, client_tenant_id, employment_id, person_name,
            document_masked, change, amounts, employer_fen, employee_fen, unknown_count)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, ${id}::uuid, n.client, n.employment_id,
           n.name, n.document,
           case when b.employment_id is null or b.change = 'removed' then 'added'
                when b.amounts = n.amounts then 'same' else 'changed' end,
           n.amounts, n.employer, n.employee, n.unknown
      from declaration_row_in n
      left join base b
        on b.client_tenant_id = n.client and b.employment_id = n.employment_id`;
  await tx.sql`truncate declaration_row_in`;
}

function packed(people: readonly DeclaredPerson[]): Buffer {
  const rows = new RowWriter(people.length * 400);
  for (const person of people) {
    const amounts = Buffer.from(amountsText(person.amounts));
    const { personName, documentMasked } = person;
    rows.row(8, 160 + amounts.length + 3 * (personName.length + documentMasked.length));
    rows.uuid(person.clientId);
    rows.uuid(person.employmentId);
    rows.text(personName);
    rows.text(documentMasked);
    rows.jsonb(amounts);
    rows.int8(person.employer);
    rows.int8(person.employee);
    rows.int4(person.unknownCount);
  }
  return rows.finish();
}

/** Whoever the baseline has and this version has not. */
export async function insertRemoved(
  tx: Transaction,
  id: DeclarationId,
  baseline: DeclarationId,
): Promise<void> {
  await tx.sql`
    insert into insurance.declaration_row
           (shard_key, tenant_id, declaration_id, client_tenant_id, employment_id, person_name,
            document_masked, change, amounts, employer_fen, employee_fen, unknown_count)
    select b.shard_key, b.tenant_id, ${id}::uuid, b.client_tenant_id, b.employment_id,
           b.person_name, b.document_masked, 'removed', '[]', 0, 0, 0
      from insurance.declaration_row b
     where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
       and b.declaration_id = ${baseline} and b.change <> 'removed'
    on conflict (shard_key, tenant_id, declaration_id, client_tenant_id, employment_id) do nothing`;
}

type Counts = {
  readonly people: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unknown: number;
  readonly employer: Fen;
  readonly employee: Fen;
};

export async function countsOf(tx: Transaction, id: DeclarationId): Promise<Counts> {
  const [row] = await tx.sql<Counts>`
    select (count(*) filter (where change <> 'removed'))::int as people,
           (count(*) filter (where change = 'added'))::int as added,
           (count(*) filter (where change = 'changed'))::int as changed,
           (count(*) filter (where change = 'removed'))::int as removed,
           coalesce(sum(unknown_count), 0)::int as unknown,
           coalesce(sum(employer_fen), 0)::int8 as employer,
           coalesce(sum(employee_fen), 0)::int8 as employee
      from insurance.declaration_row
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and declaration_id = ${id}`;
  return row!;
}

export async function finishDeclaration(
  tx: Transaction,
  id: DeclarationId,
  state: 'prepared' | 'unchanged',
  counts: Counts,
): Promise<void> {
  await tx.sql`
    update insurance.declaration
       set state = ${state}, person_count = ${counts.people}, added_count = ${counts.added},
           changed_count = ${counts.changed}, removed_count = ${counts.removed},
           unknown_count = ${counts.unknown}, employer_fen = ${counts.employer},
           employee_fen = ${counts.employee}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       and state = 'preparing'`;
}

/** What the version comes to by kind, and by client. */
export async function sumsOf(tx: Transaction, declaration: DeclarationView) {
  const { id, registrationId } = declaration;
  const kinds = await tx.sql<Omit<MonthSum, 'registrationId'>>`
    select a.amount ->> 0 as kind, count(*)::int as "personCount",
           sum((a.amount ->> 2)::int8)::int8 as employer,
           sum((a.amount ->> 3)::int8)::int8 as employee
      from insurance.declaration_row r, jsonb_array_elements(r.amounts) as a (amount)
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
       and r.declaration_id = ${id}
     group by 1 order by 1`;
  const clients = await tx.sql<{ clientId: TenantId; employer: Fen; employee: Fen }>`
    select client_tenant_id as "clientId", sum(employer_fen)::int8 as employer,
           sum(employee_fen)::int8 as employee
      from insurance.declaration_row
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and declaration_id = ${id}
     group by 1 order by 1`;
  return {
    kinds: kinds.map((kind) => ({ ...kind, registrationId })),
    parts: clients.map(({ clientId, employer, employee }) => ({
      registrationId,
      clientId,
      due: sum([employer, employee]),
    })),
  };
}
