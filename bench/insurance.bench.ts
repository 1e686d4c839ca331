import { assert, newId, payPeriod } from '@heyi/kernel';
import { castHouse, valueOf } from '@heyi/people/testing';
import { readSheet, type Transaction } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { prepareDeclaration } from '../modules/insurance/declaration/prepare-declaration.ts';
import { previewDifferences } from '../modules/insurance/difference-run/preview-differences.ts';
import { importOfficialBill } from '../modules/insurance/official-bill/import-official-bill.ts';
import { billFile, buildInsured, type InsuranceData, runAs } from './insurance-data.ts';
import type { Bench } from './measure.ts';

/** Fewer to try it: `HEYI_BENCH_PEOPLE=2000`. */
const people = Number.parseInt(process.env['HEYI_BENCH_PEOPLE'] ?? '100000', 10);
const period = payPeriod('2026-11');
const megabyte = 1024 * 1024;

export const bench: Bench = {
  name: 'insurance',
  title: `Declares ${people} people in 20 cities, compares 12 closed months, reconciles a bill.`,
  unit: 'person (and month)',
  rounds: 7,
  bars: [
    {
      of: 'declaration, 20 cities',
      against: 'binary COPY out of the inputs + in of the result',
      atMost: 3,
      why: 'the lines of a month cannot be written faster than they are copied',
    },
    {
      of: 'difference run, 12 months',
      against: 'difference run, 3 months',
      atMost: 1.2,
      why: 'a month costs the same however many there are: linear',
    },
    {
      of: 'official bill reconciled',
      against: 'official bill parsed',
      atMost: 2,
      why: 'comparing to the fen may cost as much as reading the file',
    },
  ],
  async setUp() {
    const world = await createTestHost();
    await castHouse(world);
    const many = await buildInsured(world, people, 20);
    const one = await buildInsured(world, people, 1);
    const admin = new pg.Client({ connectionString: world.database.adminUrl });
    await admin.connect();
    const content = await billFile(people);
    await declareAll(world, admin, many);
    const result = await copyOut(admin, resultOf(many));
    await admin.query(`create table bench_line (like insurance.contribution_line including all)`);
    await declareYear(world, one);
    let rssMost = 0;
    const watch = setInterval(() => {
      rssMost = Math.max(rssMost, process.memoryUsage().rss);
    }, 200);
    return {
      variants: [
        {
          name: 'declaration, 20 cities',
          prepare: () => forget(admin, many),
          run: () => declareAll(world, admin, many),
        },
        {
          name: 'binary COPY out of the inputs + in of the result',
          prepare: async () => void (await admin.query('truncate bench_line')),
          run: async () => {
            await copyOut(admin, inputsOf(many));
            await copyIn(admin, 'bench_line', result);
            return people;
          },
        },
        {
          name: 'difference run, 12 months',
          run: () => compareMonths(world, one, '2025-11', 12),
        },
        {
          name: 'difference run, 3 months',
          run: () => compareMonths(world, one, '2026-08', 3),
        },
        {
          name: 'official bill reconciled',
          prepare: async () =>
            void (await admin.query(
              `truncate insurance.official_bill, insurance.official_bill_row,
                        insurance.official_bill_finding, insurance.bill_difference`,
            )),
          run: () => reconcile(world, one, content),
        },
        {
          name: 'official bill parsed',
          run: async () => {
            const read = await readSheet(content, {}, () => undefined);
            assert(read.ok, 'the bill is a sheet');
            return people;
          },
        },
      ],
      facts: () => [
        `most memory of the process: ${Math.round(rssMost / megabyte)} MiB`,
        `bill: ${Math.round(content.length / 1024)} KiB`,
      ],
      async tearDown() {
        clearInterval(watch);
        await admin.end();
        await world.close();
      },
    };
  },
};

/** Every registration's declaration, one after the other; answers how many people. */
async function declareAll(
  world: TestHost,
  admin: pg.Client,
  data: InsuranceData,
): Promise<{ count: number; seconds: number }> {
  const { tenantId, registrationIds } = data;
  const wanted = await world.as(tenantId, async (tx) => {
    const made: string[] = [];
    for (const registrationId of registrationIds) {
      made.push(valueOf(await prepareDeclaration(tx, { tenantId, registrationId, period })).id);
    }
    return made;
  });
  const started = performance.now();
  for (const declarationId of wanted) {
    await runAs(world, tenantId, 'fill_declaration', { declarationId });
  }
  const seconds = (performance.now() - started) / 1000;
  const { rows } = await admin.query(
    `select sum(person_count)::int as people from insurance.declaration
      where tenant_id = $1 and state = 'prepared'`,
    [tenantId],
  );
  assert(rows[0].people === data.people, `declared ${rows[0].people}`);
  return { count: data.people, seconds };
}

async function forget(admin: pg.Client, { tenantId }: InsuranceData): Promise<void> {
  for (const table of [
    'declaration_row',
    'declaration',
    'contribution_month',
    'contribution_line',
  ]) {
    await admin.query(`delete from insurance.${pg.escapeIdentifier(table)} where tenant_id = $1`, [
      tenantId,
    ]);
  }
  await admin.query('vacuum insurance.declaration_row, insurance.contribution_line');
}

/** Twelve closed months of lines, and November's for the bill. */
async function declareYear(world: TestHost, data: InsuranceData): Promise<void> {
  const { tenantId, registrationIds } = data;
  const months = ['2025-11', '2025-12'].concat(
    Array.from({ length: 11 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`),
  );
  for (const month of months) {
    const input = { tenantId, registrationId: registrationIds[0]!, period: payPeriod(month) };
    const made = await world.as(tenantId, (tx) => prepareDeclaration(tx, input));
    await runAs(world, tenantId, 'fill_declaration', { declarationId: valueOf(made).id });
  }
}

async function compareMonths(
  world: TestHost,
  { tenantId, registrationIds }: InsuranceData,
  from: string,
  months: number,
): Promise<number> {
  const input = {
    tenantId,
    registrationId: registrationIds[0]!,
    fromPeriod: payPeriod(from),
    toPeriod: payPeriod('2026-10'),
    billPeriod: period,
  };
  const run = valueOf(await world.as(tenantId, (tx) => previewDifferences(tx, input)));
  await runAs(world, tenantId, 'calculate_differences', { differenceRunId: run.id });
  return people * months;
}

async function reconcile(
  world: TestHost,
  { tenantId, registrationIds }: InsuranceData,
  content: Buffer,
): Promise<{ count: number; seconds: number }> {
  const input = { tenantId, registrationId: registrationIds[0]!, period };
  const upload = { name: '账单.xlsx', type: '', content };
  const bill = await world.as(tenantId, (tx: Transaction) =>
    importOfficialBill({ ...tx, requestId: newId(), upload }, input),
  );
  const started = performance.now();
  await runAs(world, tenantId, 'reconcile_bill', { officialBillId: valueOf(bill).id });
  return { count: people, seconds: (performance.now() - started) / 1000 };
}

/** What a declaration reads of everybody: the person, and what they are insured on. */
const inputsOf = ({ tenantId }: InsuranceData) =>
  `select e.employment_id, e.registration_id, e.city_code, e.start_period, e.stop_period,
          t.base_fen, t.insured_type, t.tier, p.name, p.document_masked, p.hukou_type
     from people.enrolment e
     join people.enrolment_term t on t.tenant_id = e.tenant_id and t.enrolment_id = e.id
     join people.employment m on m.tenant_id = e.tenant_id and m.id = e.employment_id
     join people.person p on p.tenant_id = m.tenant_id and p.id = m.person_id
    where e.tenant_id = ${pg.escapeLiteral(tenantId)}`;

const resultOf = ({ tenantId }: InsuranceData) =>
  `select * from insurance.contribution_line where tenant_id = ${pg.escapeLiteral(tenantId)}`;

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
