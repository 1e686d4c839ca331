import { fork } from 'node:child_process';
import path from 'node:path';
import { addMonths, assert, newId, type PayPeriod, payPeriod } from '@heyi/kernel';
import type { RegistrationId } from '@heyi/people';
import { castClient, castHouse, entity, valueOf } from '@heyi/people/testing';
import { readSheet, type TenantId, type Transaction } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { socialInsuranceCities } from '@heyi/statutory';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { prepareDeclaration } from '../modules/insurance/declaration/prepare-declaration.ts';
import { previewDifferences } from '../modules/insurance/difference-run/preview-differences.ts';
import { importOfficialBill } from '../modules/insurance/official-bill/import-official-bill.ts';
import { billByItem, billByPerson, type PlantedBill } from './insurance-bill.ts';
import {
  asAdmin,
  buildInsured,
  castClients,
  type Insured,
  november,
  runAs,
} from './insurance-data.ts';
import type { JobOrder, Ran } from './insurance-process.ts';
import type { Bench, Variant } from './measure.ts';

/** Fewer to try it: `HEYI_BENCH_PEOPLE=2000`. */
const people = Number.parseInt(process.env['HEYI_BENCH_PEOPLE'] ?? '100000', 10);
const clients = 40;
const rssMax = 1024;
/** Rows that 长沙 has of one person: two parties of three kinds, and the injury of the unit. */
const rowsOfPerson = 7;

const declared = 'declaration, 20 cities, 40 clients';
const copied = 'binary COPY out of the inputs + in of the result';
const byPerson = 'bill, a row a person: reconciled';
const byPersonParsed = 'bill, a row a person: parsed';
const byItem = 'bill, a row an item: reconciled';
const byItemParsed = 'bill, a row an item: parsed';
const year = 'difference run, 12 months';
const quarter = 'difference run, 3 months';
const linear = 'a month costs the same however many there are';
const parse = 'comparing to the fen may cost as much as reading the file';

export const bench: Bench = {
  name: 'insurance',
  title:
    `Declares ${people} people in 20 cities, compares 12 closed months of as many, and reconciles ` +
    `bills of as many rows, by person and by item.`,
  unit: 'person, person and month, or row',
  rounds: 7,
  bars: [
    {
      of: declared,
      against: copied,
      atMost: 3,
      why: 'lists and lines cannot be written faster than they are copied',
    },
    { of: year, against: quarter, atMost: 1.2, why: linear },
    { of: byPerson, against: byPersonParsed, atMost: 2, why: parse },
    { of: byItem, against: byItemParsed, atMost: 2, why: parse },
  ],
  async setUp() {
    // Each has a database of its own, so that one's rows do not slow the other's.
    const declaring = await setUpDeclaration();
    const closed = await setUpClosedMonths();
    const billed = await setUpBills();
    return {
      variants: [...declaring.variants, ...closed.variants, ...billed.variants],
      facts: () => [...declaring.facts(), ...closed.facts(), ...billed.facts()],
      async tearDown() {
        await declaring.tearDown();
        await closed.tearDown();
        await billed.tearDown();
      },
    };
  },
};

type Part = {
  readonly variants: readonly Variant[];
  readonly facts: () => readonly string[];
  readonly tearDown: () => Promise<void>;
};

async function setUpDeclaration(): Promise<Part> {
  const world = await createTestHost();
  const insured = await buildInsured(world, {
    holderId: world.host.houseId,
    entityId: await castHouse(world),
    people,
    clientIds: await castClients(world, clients),
    cityCodes: socialInsuranceCities()
      .slice(0, 20)
      .map(({ code }) => code),
    citiesOfClient: 5,
    kinds: ['socialInsurance'],
  });
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  await declareAll(world, insured);
  const tables = ['contribution_line', 'declaration_row'] as const;
  const results = new Map<string, Buffer>();
  for (const table of tables) {
    results.set(table, await copyOut(admin, `select * from insurance.${table}`));
    const copy = pg.escapeIdentifier(`bench_${table}`);
    const like = pg.escapeIdentifier(table);
    await admin.query(`create table ${copy} (like insurance.${like} including all)`);
  }
  const bytes = [...results.values()].reduce((sum, { length }) => sum + length, 0);
  return {
    variants: [
      {
        name: declared,
        prepare: async () =>
          void (await admin.query(
            `truncate insurance.contribution_line, insurance.declaration, insurance.declaration_row,
                      insurance.contribution_month, insurance.contribution_part`,
          )),
        run: () => declareAll(world, insured),
      },
      {
        name: copied,
        prepare: async () =>
          void (await admin.query('truncate bench_contribution_line, bench_declaration_row')),
        run: async () => {
          for (const query of inputs) await copyOut(admin, query);
          await admin.query('begin');
          for (const [table, rows] of results) await copyIn(admin, `bench_${table}`, rows);
          await admin.query('commit');
          return people;
        },
      },
    ],
    facts: () => [`declaration: ${Math.round(bytes / people)} bytes a person in lines and list`],
    async tearDown() {
      await admin.end();
      await world.close();
    },
  };
}

/** Every registration's declaration, one after the other; answers how many people. */
async function declareAll(world: TestHost, { holderId, units }: Insured): Promise<number> {
  let count = 0;
  for (const registrationId of units.flat()) {
    count += await declare(world, holderId, registrationId);
  }
  assert(count === people, `declared ${count}`);
  return count;
}

async function declare(
  world: TestHost,
  tenantId: TenantId,
  registrationId: RegistrationId,
  period: PayPeriod = november,
): Promise<number> {
  const made = await world.as(tenantId, (tx) =>
    prepareDeclaration(tx, { tenantId, registrationId, period }),
  );
  const declarationId = valueOf(made).id;
  await runHere(world, tenantId, 'fill_declaration', { declarationId });
  const [row] = await world.as(
    tenantId,
    (tx) => tx.sql<{ people: number }>`
      select person_count as people from insurance.declaration
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${declarationId}
         and state = 'prepared'`,
  );
  return row!.people;
}

function runHere(world: TestHost, tenantId: TenantId, kind: string, input: Record<string, string>) {
  const as = <T>(work: (tx: Transaction) => Promise<T>) => world.as(tenantId, work);
  return runAs(as, { host: world.host, tenantId, kind, input });
}

/** What a declaration reads of everybody, as plain scans of the tables. */
const inputs = [
  `select id, employment_id, registration_id, kind, city_code, start_period, stop_period
     from people.enrolment`,
  `select enrolment_id, from_period, to_period, base_fen, housing_fund_rate_ppm,
          supplementary_rate_ppm, insured_type, tier
     from people.enrolment_term`,
  `select id, person_id from people.employment`,
  `select id, name, document_masked, hukou_type from people.person`,
];

async function copyOut(admin: pg.Client, query: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  const stream = admin.query(copyTo(`copy (${query}) to stdout (format binary)`));
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function copyIn(admin: pg.Client, table: string, content: Buffer): Promise<void> {
  const stream = admin.query(copyFrom(`copy ${table} from stdin (format binary)`));
  await new Promise<void>((resolve, reject) => {
    stream.on('error', reject);
    stream.on('finish', resolve);
    stream.end(content);
  });
}

const lastClosed = payPeriod('2026-10');

/** One client whose twelve months are closed; every twentieth person was charged by older figures. */
async function setUpClosedMonths(): Promise<Part> {
  const world = await createTestHost();
  await castHouse(world);
  const tenantId = await castClient(world, 'agency', '长账');
  const insured = await buildInsured(world, {
    holderId: tenantId,
    entityId: (await entity(world, tenantId, '长账有限公司')).id,
    people,
    clientIds: [tenantId],
    cityCodes: ['110000'],
    citiesOfClient: 1,
    kinds: ['socialInsurance'],
  });
  const registrationId = insured.units[0]![0]!;
  await declare(world, tenantId, registrationId, lastClosed);
  await asAdmin(world, async (admin) => {
    await admin.query(late);
    for (let ago = 1; ago < 12; ago += 1) {
      await admin.query(sameMonth, [addMonths(lastClosed, -ago), lastClosed]);
    }
    await admin.query('vacuum (analyze) insurance.contribution_line');
  });
  let most = 0;
  const compare = async (months: number) => {
    const { seconds, mebibytes, lines } = await compareMonths(world, insured, months);
    most = Math.max(most, mebibytes);
    assert(most < rssMax, `${Math.ceil(most)} MiB of memory`);
    assert(lines === Math.floor(people / 20) * 3 * months, `${lines} differences`);
    return { count: people * months, seconds };
  };
  const prepare = () =>
    asAdmin(world, async (admin) => {
      await admin.query('truncate insurance.difference_line, insurance.difference_run');
    });
  return {
    variants: [
      { name: year, prepare, run: () => compare(12) },
      { name: quarter, prepare, run: () => compare(3) },
    ],
    facts: () => [`difference run: at most ${Math.ceil(most)} MiB of memory (bar: ${rssMax})`],
    tearDown: () => world.close(),
  };
}

const late = `
  update insurance.contribution_line
     set base_fen = base_fen - 10000, employer_fen = employer_fen - 10,
         employee_fen = employee_fen - 5
   where ('x' || right(employment_id::text, 8))::bit(32)::int % 20 = 0`;

const sameMonth = `
  insert into insurance.contribution_line
         (shard_key, tenant_id, id, employment_id, registration_id, kind, period, bill_period,
          type, source, base_fen, employer_fen, employee_fen, provisional, policy_pin, recorded_at)
  select shard_key, tenant_id, gen_random_uuid(), employment_id, registration_id, kind, $1, $1,
         type, source, base_fen, employer_fen, employee_fen, provisional, policy_pin, recorded_at
    from insurance.contribution_line where period = $2
   order by employment_id, kind`;

async function compareMonths(world: TestHost, { holderId, units }: Insured, months: number) {
  const { host, database, filesDirectory } = world;
  const [tenantId, registrationId] = [holderId, units[0]![0]!];
  const wanted = {
    tenantId,
    registrationId,
    fromPeriod: addMonths(lastClosed, 1 - months),
    toPeriod: lastClosed,
    billPeriod: november,
  };
  const run = valueOf(await world.as(tenantId, (tx) => previewDifferences(tx, wanted)));
  const ran = await inProcess({
    databaseUrl: database.urls.appUrl,
    filesDirectory,
    masterKey: host.keyRing.master.bytes.toString('hex'),
    now: host.clock.now(),
    houseId: host.houseId,
    tenantId,
    kind: 'calculate_differences',
    input: { differenceRunId: run.id },
  });
  const [done] = await world.as(
    tenantId,
    (tx) => tx.sql<{ lines: number }>`
      select line_count as lines from insurance.difference_run
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${run.id}`,
  );
  return { ...ran, lines: done!.lines };
}

function inProcess(order: JobOrder): Promise<Ran> {
  const child = fork(path.join(import.meta.dirname, 'insurance-process.ts'));
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as Ran));
    child.once('exit', (code) => reject(new Error(`the job ended with ${code}`)));
    child.send(order);
  });
}

/** Two units of the provider, each with people of all clients, and what their agencies bill. */
async function setUpBills(): Promise<Part> {
  const world = await createTestHost();
  const common = {
    holderId: world.host.houseId,
    entityId: await castHouse(world),
    clientIds: await castClients(world, clients),
    citiesOfClient: 1,
    kinds: ['socialInsurance', 'medical'] as const,
  };
  const wuhan = await buildInsured(world, { ...common, people, cityCodes: ['420100'] });
  const changsha = await buildInsured(world, {
    ...common,
    people: Math.floor(people / rowsOfPerson),
    cityCodes: ['430100'],
  });
  for (const { holderId, units } of [wuhan, changsha]) {
    for (const registrationId of units[0]!) await declare(world, holderId, registrationId);
  }
  await asAdmin(world, (admin) => admin.query('vacuum (analyze)'));
  const person = await billByPerson(world, wuhan);
  const item = await billByItem(world, changsha);
  const prepare = () =>
    asAdmin(world, async (admin) => {
      await admin.query(
        `truncate insurance.official_bill, insurance.official_bill_row,
                  insurance.official_bill_finding, insurance.bill_difference`,
      );
    });
  return {
    variants: [
      { name: byPerson, prepare, run: () => reconcile(world, wuhan, person) },
      { name: byPersonParsed, run: () => parseAlone(person) },
      { name: byItem, prepare, run: () => reconcile(world, changsha, item) },
      { name: byItemParsed, run: () => parseAlone(item) },
    ],
    facts: () =>
      [person, item].map(
        ({ content, rows, differences }) =>
          `bill of ${rows} rows, ${Math.round(content.length / 1024)} KiB: ` +
          `${differences} differences planted and found`,
      ),
    tearDown: () => world.close(),
  };
}

/** From the file that was handed in to every difference with its cause. */
async function reconcile(
  world: TestHost,
  { holderId: tenantId, units }: Insured,
  { content, rows, differences }: PlantedBill,
): Promise<{ count: number; seconds: number }> {
  const input = { tenantId, registrationId: units[0]![0]!, period: november };
  const upload = { name: '账单.xlsx', type: '', content };
  const bill = await world.as(tenantId, (tx: Transaction) =>
    importOfficialBill({ ...tx, requestId: newId(), upload }, input),
  );
  const { id: officialBillId } = valueOf(bill);
  const started = performance.now();
  await runHere(world, tenantId, 'reconcile_bill', { officialBillId });
  const seconds = (performance.now() - started) / 1000;
  const [read] = await world.as(
    tenantId,
    (tx) => tx.sql<{ rows: number; differences: number; faults: number }>`
      select row_count as rows, difference_count as differences, fault_count as faults
        from insurance.official_bill
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${officialBillId}`,
  );
  const { rows: readRows, differences: found, faults } = read!;
  assert(readRows === rows && faults === 0, `${readRows} rows, ${faults} faults`);
  assert(found === differences, `${found} differences, ${differences} planted`);
  return { count: rows, seconds };
}

async function parseAlone({ content, rows }: PlantedBill): Promise<number> {
  const read = await readSheet(content, {}, () => undefined);
  assert(read.ok, 'the bill is a sheet');
  return rows;
}
