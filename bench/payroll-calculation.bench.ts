import { castHouse } from '@heyi/people/testing';
import { createTestHost } from '@heyi/platform/testing';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Bench } from './measure.ts';
import { buildPayroll, calculate, type PayrollData, reset } from './payroll-data.ts';
import { spreadsheetVariant } from './spreadsheet.ts';

const people = 100_000;

/**
 * The calculate step against what PostgreSQL itself takes to hand out the inputs and to take in the
 * result: the columns that the calculation reads, from their tables; the same bytes into equal tables.
 */
export const bench: Bench = {
  name: 'payroll-calculation',
  title:
    'Calculate 100,000 people with items, contributions, tax and reasons, database to database',
  unit: 'person',
  rounds: 7,
  bars: [
    {
      of: 'calculate',
      against: 'copy inputs out and result in',
      atMost: 3,
      why: 'three times the bare COPY of the same bytes',
    },
  ],
  async setUp() {
    const world = await createTestHost();
    await castHouse(world);
    const data = await buildPayroll(world, people);
    const admin = new pg.Client({ connectionString: world.database.adminUrl });
    await admin.connect();
    await reset(world, data);
    await calculate(world, data);
    const result = await copyResult(admin, data);
    await admin.query('create table payroll.payslip_equal (like payroll.payslip including all)');
    await admin.query('create table payroll.finding_equal (like payroll.finding including all)');
    return {
      variants: [
        {
          name: 'calculate',
          prepare: () => reset(world, data),
          run: () => calculate(world, data),
        },
        {
          name: 'copy inputs out and result in',
          prepare: () =>
            admin.query('truncate payroll.payslip_equal, payroll.finding_equal').then(() => {}),
          run: async () => {
            for (const query of inputs(data)) await copyOut(admin, query);
            await admin.query('begin');
            await copyIn(admin, 'payroll.payslip_equal', result.payslips);
            await copyIn(admin, 'payroll.finding_equal', result.findings);
            await admin.query('commit');
            return people;
          },
        },
        ...(await spreadsheetVariant(people)),
      ],
      facts: () => [
        `${Math.round(result.payslips.length / people)} bytes a payslip with items and reasons, ` +
          `${Math.round(result.findings.length / people)} bytes of findings a person`,
      ],
      async tearDown() {
        await admin.end();
        await world.close();
      },
    };
  },
};

async function copyResult(admin: pg.Client, { runId }: PayrollData) {
  const ofRun = (table: string) => `
    select t.* from payroll.${table} t join payroll.run r on r.calculation_id = t.calculation_id
     where r.id = '${runId}' order by 3, 4`;
  return {
    payslips: await copyOut(admin, ofRun('payslip')),
    findings: await copyOut(admin, ofRun('finding')),
  };
}

/** The columns that a calculation reads, as plain scans of their tables. */
function inputs({ tenantId, runId }: PayrollData): string[] {
  const own = `tenant_id = '${tenantId}'`;
  return [
    `select id, document_hash, residency, name from people.person where ${own}`,
    `select person_id, account_hash, holder_name from people.payee_account where ${own}`,
    `select id, person_id, starts_on, ends_on from people.employment where ${own}`,
    `select employment_id, form, pay_entity_id, insurance_entity_id, work_city_code
       from people.employment_term where ${own}`,
    `select employment_id, pay_item_id, effective_from, amount from payroll.pay_term where ${own}`,
    `select employment_id, due_days, attended_days, absence_days, sick_days, overtime_weekday_hours,
            overtime_rest_day_hours, overtime_holiday_hours
       from payroll.attendance where ${own} and run_id = '${runId}'`,
    `select employment_id, pay_item_id, amount from payroll.one_off_item
      where ${own} and run_id = '${runId}'`,
    `select employment_id, kind, type, source, period, base_fen, employer_fen, employee_fen
       from insurance.contribution_line where ${own} and bill_period = '2026-11'`,
    `select document_hash, id from payroll.taxpayer where ${own}`,
    `select taxpayer_id, version, last_period, employed_from, declared_months, withholding_method,
            income, exempt, basic_deduction, special, additional, other, relief, withheld, bonus_income
       from payroll.tax_cumulation where ${own}`,
    `select taxpayer_id, child_education, infant_care, continuing_education, housing_loan_interest,
            housing_rent, elder_support, other, takes_basic_deduction, first_employment
       from payroll.special_deduction where ${own}`,
    `select employment_id, net, gross, tax_rate_ppm, payee_account_hash from payroll.payslip
      where ${own} and calculation_id in (
              select calculation_id from payroll.run where ${own} and id <> '${runId}')`,
  ];
}

async function copyOut(client: pg.Client, query: string): Promise<Buffer> {
  const stream = client.query(copyTo(`copy (${query}) to stdout (format binary)`));
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function copyIn(client: pg.Client, table: string, rows: Buffer): Promise<void> {
  const stream = client.query(copyFrom(`copy ${table} from stdin (format binary)`));
  await new Promise<void>((resolve, reject) => {
    stream.on('error', reject);
    stream.on('finish', resolve);
    stream.end(rows);
  });
}
