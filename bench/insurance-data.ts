import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { assert, fen, formatYuan, newId } from '@heyi/kernel';
import { jobs } from '@heyi/insurance';
import { documentHash, type RegistrationId } from '@heyi/people';
import { castClient, entity, idCardNumber, registration } from '@heyi/people/testing';
import {
  shardKeyOf,
  tenantCipher,
  type TenantId,
  type Transaction,
  type WritableRow,
  writeWorkbook,
} from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { socialInsuranceCities } from '@heyi/statutory';
import pg from 'pg';

export type InsuranceData = {
  readonly tenantId: TenantId;
  readonly people: number;
  /** One a city; the people are spread over them evenly. */
  readonly registrationIds: readonly RegistrationId[];
};

/**
 * A client with so many people, insured in so many cities on bases between 8,000 and 28,000.
 * Documents are hashed as those of real people are: a bill finds them.
 */
export async function buildInsured(
  world: TestHost,
  people: number,
  cities: number,
): Promise<InsuranceData> {
  const tenantId = await castClient(world, 'agency', `参保${cities}城`);
  const { id: entityId } = await entity(world, tenantId, `参保${cities}城有限公司`);
  const registrationIds: RegistrationId[] = [];
  for (const { code } of socialInsuranceCities().slice(0, cities)) {
    registrationIds.push(await registration(world, tenantId, entityId, 'socialInsurance', code));
  }
  const hashes = await world.as(tenantId, async (tx) => {
    const cipher = await tenantCipher(tx);
    return documentsOf(people).map((document) => documentHash(cipher, 'idCard', document));
  });
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  try {
    // The rows fit together by how they are made; checking each would take most of the time.
    await admin.query('set session_replication_role = replica');
    const facts = [shardKeyOf(tenantId), tenantId, people, entityId, registrationIds];
    await admin.query(`create temp table bench_document (n int, hash bytea)`);
    await admin.query(
      `insert into bench_document select n, hash from unnest($1::bytea[]) with ordinality u (hash, n)`,
      [hashes],
    );
    for (const sql of rows) await admin.query(sql, facts.slice(0, placesIn(sql)));
    await admin.query('drop table bench_document');
    await admin.query('vacuum (analyze)');
  } finally {
    await admin.end();
  }
  return { tenantId, people, registrationIds };
}

const placesIn = (sql: string) =>
  [...sql.matchAll(/\$(\d)/g)].reduce((most, [, place]) => Math.max(most, Number(place)), 0);

/** Numbers of one region, valid in form, of people who do not exist. */
export function documentsOf(people: number): string[] {
  const documents: string[] = [];
  for (let day = 0; documents.length < people; day += 1) {
    const month = String((day % 12) + 1).padStart(2, '0');
    const birth = `${1960 + (day % 40)}${month}${String((day % 28) + 1).padStart(2, '0')}`;
    const region = String(110_101 + Math.floor(day / 840));
    for (let order = 0; order < 999 && documents.length < people; order += 1) {
      documents.push(idCardNumber(order, birth, region));
    }
  }
  return documents;
}

const idOf = (kind: string) =>
  `('01900000-${kind}-7000-8000-' || lpad(to_hex(n + ($3::int * 16)), 12, '0'))::uuid`;

const rows = [
  `insert into people.person (shard_key, tenant_id, id, name, document_kind, document_sealed,
                              document_hash, document_masked, birth_date, sex, nationality,
                              residency, hukou_type, created_at, updated_at)
   select $1, $2, ${idOf('1111')}, '员工' || n, 'idCard', decode(repeat('ab', 47), 'hex'), hash,
          '110105********0307', '1990-03-07', 'male', 'CHN', 'resident', 'localUrban', now(), now()
     from bench_document where n <= $3`,
  `insert into people.employment (shard_key, tenant_id, id, person_id, contract_entity_id,
                                  contract_entity_tenant_id, employee_no, starts_on, created_at)
   select $1, $2, ${idOf('3333')}, ${idOf('1111')}, $4, $2, 'A' || n, '2025-06-01', now()
     from generate_series(1, $3) n`,
  `insert into people.employment_term (shard_key, tenant_id, employment_id, applies_from, form,
                                       pay_entity_id, pay_entity_tenant_id, insurance_entity_id,
                                       insurance_entity_tenant_id, work_city_code)
   select $1, $2, ${idOf('3333')}, '2025-06-01', 'fullTime', $4, $2, $4, $2, '110000'
     from generate_series(1, $3) n`,
  `insert into people.enrolment (shard_key, tenant_id, id, employment_id, registration_id,
                                 registration_tenant_id, kind, city_code, start_period, created_at)
   select $1, $2, ${idOf('4444')}, ${idOf('3333')}, r.id, $2, 'socialInsurance', r.city_code,
          '2025-06', now()
     from generate_series(1, $3) n
     join people.registration r
       on r.tenant_id = $2
      and r.id = ($5::uuid[])[1 + n % cardinality($5::uuid[])]
    where $4::uuid is not null`,
  `insert into people.enrolment_term (shard_key, tenant_id, enrolment_id, from_period, base_fen,
                                      insured_type)
   select $1, $2, ${idOf('4444')}, '2025-06', 800000 + n % 40000 * 50, 'employee'
     from generate_series(1, $3) n`,
];

/** A job as the worker runs it, for the tenant. */
export async function runAs(
  world: TestHost,
  tenantId: TenantId,
  kind: string,
  input: Record<string, string>,
): Promise<void> {
  const found = jobs.find((job) => job.kind === kind);
  assert(found, `no such job: ${kind}`);
  const context = {
    host: world.host,
    tenantId,
    jobId: newId<'job'>(),
    transaction: <T>(work: (tx: Transaction) => Promise<T>) => world.as(tenantId, work),
    progress: async () => undefined,
    signal: new AbortController().signal,
  };
  const done = await found.run(context, input as never);
  assert(done.ok, 'the job has ended well');
}

/** An official bill of everybody at the first registration, in the layout of 武汉, as XLSX. */
export async function billFile(people: number): Promise<Buffer> {
  const titles = [
    '序号',
    '姓名',
    '证件号码',
    '费款所属期',
    ...['养老保险', '失业保险', '工伤保险'].flatMap((kind) =>
      ['缴费基数', '单位', '个人'].map((part) => kind + part),
    ),
    '单位合计',
    '个人合计',
    '备注一',
    '备注二',
    '备注三',
    '备注四',
    '备注五',
  ].filter((title) => title !== '工伤保险个人');
  const columns = titles.map((title, index) => ({
    kind: 'text' as const,
    key: `c${index}`,
    title,
    titleEn: title,
  }));
  const body = new PassThrough();
  const sheet = { name: '职工明细', columns, rows: billRows(people) };
  const [content] = await Promise.all([buffer(body), writeWorkbook(body, [sheet])]);
  return content;
}

function* billRows(people: number): Generator<WritableRow> {
  for (const [index, document] of documentsOf(people).entries()) {
    const base = 800_000 + ((index + 1) % 40_000) * 50;
    const text = (amount: number) => formatYuan(fen(amount));
    const values = [
      String(index + 1),
      `员工${index + 1}`,
      document,
      '2026-11',
      text(base),
      text(Math.trunc(base * 0.16)),
      text(Math.trunc(base * 0.08)),
      text(base),
      text(Math.trunc(base * 0.005)),
      text(Math.trunc(base * 0.005)),
      text(base),
      text(Math.trunc(base * 0.004)),
      '',
      '',
      '无',
      '无',
      '无',
      '无',
      '无',
    ];
    yield Object.fromEntries(values.map((value, at) => [`c${at}`, value]));
  }
}
