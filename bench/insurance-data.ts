import { assert, newId, payPeriod } from '@heyi/kernel';
import { jobs } from '@heyi/insurance';
import { documentHash, type EntityId, type RegistrationId } from '@heyi/people';
import { castClient, idCardNumber, registration } from '@heyi/people/testing';
import { shardKeyOf, tenantCipher, type TenantId, type Transaction } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import pg from 'pg';

export const november = payPeriod('2026-11');

/** Where people are insured: the units of one holder, and whose people they are. */
export type Insured = {
  readonly holderId: TenantId;
  readonly people: number;
  readonly clientIds: readonly TenantId[];
  /** One list a city. */
  readonly units: readonly (readonly RegistrationId[])[];
};

type Wanted = {
  readonly holderId: TenantId;
  readonly entityId: EntityId;
  readonly people: number;
  readonly clientIds: readonly TenantId[];
  readonly cityCodes: readonly string[];
  /** Cities in which one client has people. */
  readonly citiesOfClient: number;
  readonly kinds: readonly ('socialInsurance' | 'medical')[];
};

export async function castClients(world: TestHost, count: number): Promise<TenantId[]> {
  const ids: TenantId[] = [];
  for (let number = 1; number <= count; number += 1) {
    ids.push(await castClient(world, 'agency', `客户${number}`));
  }
  return ids;
}

/**
 * People of several clients, each client in several cities, on bases between 8,000 and 20,000, with
 * documents that are hashed as those of real people are. Ids follow from a running number.
 */
export async function buildInsured(world: TestHost, wanted: Wanted): Promise<Insured> {
  const { holderId, entityId, people, clientIds, cityCodes, citiesOfClient, kinds } = wanted;
  const units: RegistrationId[][] = [];
  for (const cityCode of cityCodes) {
    const unit: RegistrationId[] = [];
    for (const kind of kinds) {
      unit.push(await registration(world, holderId, entityId, kind, cityCode));
    }
    units.push(unit);
  }
  const first = numbered;
  numbered += people;
  const hashes = await world.as(holderId, async (tx) => {
    const cipher = await tenantCipher(tx);
    return documentsOf(first, people).map((document) => documentHash(cipher, 'idCard', document));
  });
  await asAdmin(world, async (admin) => {
    await admin.query(
      `create temp table cast_person as
       select $3::int + n - 1 as n, c.id as tenant_id, c.shard_key, e.hash,
              ((c.place - 1) * 3 + n / $4 % $5) % $6 as city
         from unnest($1::bytea[]) with ordinality e (hash, n)
         join unnest($2::uuid[], $7::int[]) with ordinality c (id, shard_key, place)
           on c.place = 1 + n % $4
        order by c.place, n`,
      [
        hashes,
        clientIds,
        first,
        clientIds.length,
        citiesOfClient,
        cityCodes.length,
        clientIds.map(shardKeyOf),
      ],
    );
    await admin.query(
      `create temp table cast_unit as
       select u.city - 1 as city, r.id, r.kind, r.city_code
         from unnest($1::uuid[], $2::int[]) u (id, city)
         join people.registration r on r.id = u.id`,
      [units.flat(), units.flatMap((unit, city) => unit.map(() => city + 1))],
    );
    const known = { ':entity': `'${entityId}'::uuid`, ':holder': `'${holderId}'::uuid` };
    for (const sql of rows) {
      await admin.query(
        sql.replaceAll(/:(?:entity|holder)\b/g, (name) => known[name as ':entity']),
      );
    }
    await admin.query('drop table cast_person, cast_unit');
    await admin.query('vacuum (analyze)');
  });
  return { holderId, people, clientIds, units };
}

/** The running number of the people of a process. */
let numbered = 0;

/** Work of an administrator, whom neither policies nor foreign keys hold up. */
export async function asAdmin<T>(
  world: TestHost,
  work: (admin: pg.Client) => Promise<T>,
): Promise<T> {
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  try {
    // The rows fit together by how they are made; checking each would take most of the time.
    await admin.query('set session_replication_role = replica');
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** Numbers of one region, valid in form, of people who do not exist. */
export function documentsOf(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    const day = Math.floor(number / 999);
    const month = String((day % 12) + 1).padStart(2, '0');
    const birth = `${1960 + (day % 40)}${month}${String((day % 28) + 1).padStart(2, '0')}`;
    return idCardNumber(number % 999, birth, String(110_101 + Math.floor(day / 840)));
  });
}

/** The id of somebody's record by the running number, as text. */
const idOf = (kind: string, number = 'n') =>
  `('01900000-${kind}-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

const rows = [
  `insert into people.person (shard_key, tenant_id, id, name, document_kind, document_sealed,
                              document_hash, document_masked, birth_date, sex, nationality,
                              residency, hukou_type, created_at, updated_at)
   select shard_key, tenant_id, ${idOf('1111')}, '员工' || n, 'idCard',
          decode(repeat('ab', 47), 'hex'), hash, '110105********0307', '1990-03-07', 'male', 'CHN',
          'resident', case n % 3 when 0 then 'localUrban' when 1 then 'otherUrban'
                                 else 'otherRural' end, now(), now()
     from cast_person order by shard_key, n`,
  `insert into people.employment (shard_key, tenant_id, id, person_id, contract_entity_id,
                                  contract_entity_tenant_id, employee_no, starts_on, created_at)
   select shard_key, tenant_id, ${idOf('3333')}, ${idOf('1111')}, :entity, :holder, 'A' || n,
          '2025-06-01', now()
     from cast_person order by shard_key, n`,
  `insert into people.employment_term (shard_key, tenant_id, employment_id, applies_from, form,
                                       pay_entity_id, pay_entity_tenant_id, insurance_entity_id,
                                       insurance_entity_tenant_id, work_city_code)
   select shard_key, tenant_id, ${idOf('3333')}, '2025-06-01', 'fullTime', :entity, :holder,
          :entity, :holder, '110000'
     from cast_person order by shard_key, n`,
  `insert into people.enrolment (shard_key, tenant_id, id, employment_id, registration_id,
                                 registration_tenant_id, kind, city_code, start_period, created_at)
   select p.shard_key, p.tenant_id, case u.kind when 'medical' then ${idOf('5555', 'p.n')}
                                               else ${idOf('4444', 'p.n')} end,
          ${idOf('3333', 'p.n')}, u.id, :holder, u.kind, u.city_code, '2025-06', now()
     from cast_person p join cast_unit u on u.city = p.city order by p.shard_key, p.n`,
  `insert into people.enrolment_term (shard_key, tenant_id, enrolment_id, from_period, base_fen,
                                      insured_type)
   select p.shard_key, p.tenant_id, case u.kind when 'medical' then ${idOf('5555', 'p.n')}
                                               else ${idOf('4444', 'p.n')} end,
          '2025-06', 800000 + p.n % 24000 * 50, 'employee'
     from cast_person p join cast_unit u on u.city = p.city order by p.shard_key, p.n`,
];

/** A job as the worker runs it, for the tenant. */
export async function runAs(
  as: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>,
  of: { host: TestHost['host']; tenantId: TenantId; kind: string; input: Record<string, string> },
): Promise<void> {
  const found = jobs.find((job) => job.kind === of.kind);
  assert(found, `no such job: ${of.kind}`);
  const context = {
    host: of.host,
    tenantId: of.tenantId,
    jobId: newId<'job'>(),
    transaction: as,
    progress: async () => undefined,
    signal: new AbortController().signal,
  };
  const done = await found.run(context, of.input as never);
  assert(done.ok, 'the job has ended well');
}
