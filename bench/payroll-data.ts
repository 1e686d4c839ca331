import { assert, type Id, newId, payPeriod, plainDate } from '@heyi/kernel';
import { calculateJob } from '../modules/payroll/calculation/calculate-run.ts';
import { startCalculation } from '../modules/payroll/calculation/start-calculation.ts';
import { createPayrollRun } from '../modules/payroll/run/create-payroll-run.ts';
import { loadPayItems } from '../modules/payroll/scheme/pay-scheme.store.ts';
import { castClient, entity, registration, valueOf } from '@heyi/people/testing';
import { shardKeyOf, type TenantId, type Transaction } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import pg from 'pg';

export type PayrollData = { tenantId: TenantId; runId: Id<'run'>; people: number };

/**
 * A client with so many people in November: three pay terms, an attendance row, every fifth with a
 * one-off item; five billed contribution lines; a cumulation to October and a line of the deduction
 * file each; October's payslips to compare with.
 */
export async function buildPayroll(world: TestHost, people: number): Promise<PayrollData> {
  const tenantId = await castClient(world, 'agency', `基准${people}`);
  const { id: entityId } = await entity(world, tenantId, `基准${people}有限公司`);
  const registrationId = await registration(world, tenantId, entityId, 'socialInsurance');
  const items = await world.as(tenantId, (tx) => loadPayItems(tx));
  const itemOf = (code: string) => items.find((item) => item.code === code)!.id;
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  const names = {
    people: String(people),
    shard: String(shardKeyOf(tenantId)),
    tenant: `'${tenantId}'::uuid`,
    entity: `'${entityId}'::uuid`,
    registration: `'${registrationId}'::uuid`,
    base: `'${itemOf('basePay')}'::uuid`,
    position: `'${itemOf('positionPay')}'::uuid`,
    meal: `'${itemOf('mealAllowance')}'::uuid`,
    bonus: `'${itemOf('bonus')}'::uuid`,
  };
  const fill = (sql: string) =>
    sql.replace(/:(\w+)/g, (whole, name: string) => names[name as keyof typeof names] ?? whole);
  try {
    // The rows fit together by how they are made; checking each would take most of the time.
    await admin.query('set session_replication_role = replica');
    for (const sql of staff) await admin.query(fill(sql));
    const october = await openRun(world, tenantId, '2026-10');
    const november = await openRun(world, tenantId, '2026-11');
    const runs = (sql: string) =>
      fill(sql)
        .replaceAll('$october', `'${october}'::uuid`)
        .replaceAll('$november', `'${november}'::uuid`);
    for (const sql of month)
      await admin.query(runs(sql).replaceAll('$calculation', `'${newId()}'::uuid`));
    await admin.query('vacuum (analyze)');
    return { tenantId, runId: november, people };
  } finally {
    await admin.end();
  }
}

/** A run that has its inputs and was never calculated. */
export async function reset(world: TestHost, { tenantId, runId }: PayrollData): Promise<void> {
  await world.as(tenantId, async (tx) => {
    const own = await tx.sql<{ id: string }>`
      select id from payroll.calculation where tenant_id = ${tenantId} and run_id = ${runId}`;
    const ids = own.map(({ id }) => id);
    await tx.sql`delete from payroll.payslip where calculation_id = any (${ids}::uuid[])`;
    await tx.sql`delete from payroll.finding where calculation_id = any (${ids}::uuid[])`;
    await tx.sql`
      update payroll.run set state = 'draft', calculation_id = null, pending_calculation_id = null
       where id = ${runId}`;
    valueOf(await startCalculation(tx, { tenantId, runId }));
  });
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  await admin.query('vacuum payroll.payslip, payroll.finding');
  await admin.end();
}

/** The job as the worker runs it; answers how many people. */
export async function calculate(
  world: TestHost,
  { tenantId, runId, people }: PayrollData,
): Promise<number> {
  const [run] = await world.as(
    tenantId,
    (tx) => tx.sql<{ id: string }>`
    select pending_calculation_id as id from payroll.run where id = ${runId}`,
  );
  const done = await calculateJob.run(
    {
      host: world.host,
      tenantId,
      jobId: newId<'job'>(),
      transaction: <T>(work: (tx: Transaction) => Promise<T>) => world.as(tenantId, work),
      progress: async () => undefined,
      signal: new AbortController().signal,
    },
    { runId, calculationId: run!.id },
  );
  assert(done.ok, 'the job has ended well');
  return people;
}

async function openRun(world: TestHost, tenantId: TenantId, month: string): Promise<Id<'run'>> {
  const input = {
    tenantId,
    kind: 'regular' as const,
    wageMonth: payPeriod(month),
    payDate: plainDate(`${month}-25`),
  };
  return valueOf(await world.as(tenantId, (tx) => createPayrollRun(tx, input))).id;
}

/** An id that follows from kind and number, in the order of the numbers. */
const idOf = (kind: string, number = 'n') =>
  `('01900000-${kind}-7000-8000-' || lpad(to_hex(${number} + :people * 16), 12, '0'))::uuid`;
const all = 'generate_series(1, :people) n';

const staff = [
  `insert into people.person (shard_key, tenant_id, id, name, document_kind, document_sealed,
                              document_hash, document_masked, birth_date, sex, nationality, residency,
                              hukou_type, created_at, updated_at)
   select :shard, :tenant, ${idOf('1111')}, '员工' || n, 'idCard', decode(repeat('ab', 47), 'hex'),
          sha256((':people ' || n)::bytea), '110105********0307', '1990-03-07', 'male', 'CHN',
          'resident', 'localUrban', now(), now() from ${all}`,
  `insert into people.payee_account (shard_key, tenant_id, id, person_id, bank_name, account_sealed,
                                     account_hash, account_masked, holder_name, changed_at)
   select :shard, :tenant, ${idOf('2222')}, ${idOf('1111')}, '中国工商银行',
          decode(repeat('cd', 48), 'hex'), sha256((':people account ' || n)::bytea),
          '6222********0000', '员工' || n, now() from ${all}`,
  `insert into people.employment (shard_key, tenant_id, id, person_id, contract_entity_id,
                                  contract_entity_tenant_id, employee_no, starts_on, created_at)
   select :shard, :tenant, ${idOf('3333')}, ${idOf('1111')}, :entity, :tenant, 'A' || n,
          case when n % 50 = 0 then '2026-11-10'::date else '2025-06-01'::date end, now() from ${all}`,
  `insert into people.employment_term (shard_key, tenant_id, employment_id, applies_from, form,
                                       pay_entity_id, pay_entity_tenant_id, insurance_entity_id,
                                       insurance_entity_tenant_id, department, work_city_code)
   select :shard, :tenant, ${idOf('3333')},
          case when n % 50 = 0 then '2026-11-10'::date else '2025-06-01'::date end, 'fullTime',
          :entity, :tenant, :entity, :tenant, '门店' || n % 100, '110000' from ${all}`,
  `insert into people.enrolment (shard_key, tenant_id, id, employment_id, registration_id,
                                 registration_tenant_id, kind, city_code, start_period, created_at)
   select :shard, :tenant, ${idOf('4444')}, ${idOf('3333')}, :registration, :tenant,
          'socialInsurance', '110000', '2026-01', now() from ${all}`,
  `insert into people.enrolment_term (shard_key, tenant_id, enrolment_id, from_period, base_fen,
                                      insured_type)
   select :shard, :tenant, ${idOf('4444')}, '2026-01', 800000 + n % 40000 * 50, 'employee'
     from ${all}`,
  `insert into payroll.taxpayer (shard_key, tenant_id, id, legal_entity_id, document_hash,
                                 document_kind, document_sealed, document_masked, person_name,
                                 created_at)
   select :shard, :tenant, ${idOf('5555')}, :entity, sha256((':people ' || n)::bytea), 'idCard',
          decode(repeat('ab', 47), 'hex'), '110105********0307', '员工' || n, now() from ${all}`,
  'vacuum (analyze)',
];

const month = [
  `insert into payroll.pay_term (shard_key, tenant_id, employment_id, pay_item_id, effective_from,
                                 amount, recorded_at)
   select :shard, :tenant, ${idOf('3333')}, item, '2025-06-01', amount, now()
     from ${all}, lateral (values (:base, 800000 + n % 40000 * 50), (:position, 150000),
                                  (:meal, 30000)) t (item, amount)
    order by 3, 4`,
  `insert into payroll.attendance (shard_key, tenant_id, run_id, employment_id, due_days,
                                   attended_days, absence_days, overtime_weekday_hours)
   select :shard, :tenant, $november, ${idOf('3333')}, 2100, 2100 - n % 10 / 9 * 100,
          n % 10 / 9 * 100, n % 7 * 100 from ${all}`,
  `insert into payroll.one_off_item (shard_key, tenant_id, run_id, employment_id, pay_item_id, amount)
   select :shard, :tenant, $november, ${idOf('3333')}, :bonus, 50000 from ${all} where n % 5 = 0`,
  `insert into insurance.contribution_line (shard_key, tenant_id, id, employment_id, registration_id,
                                            kind, period, bill_period, type, source, base_fen,
                                            employer_fen, employee_fen, provisional, recorded_at)
   select :shard, :tenant, gen_random_uuid(), ${idOf('3333')}, :registration, kind, '2026-11',
          '2026-11', 'regular', 'officialBill', base, base * employer / 1000, base * own / 1000,
          false, now()
     from ${all}, lateral (select 800000 + n % 28000 * 100 as base) b,
          lateral (values ('pension', 160, 80), ('medical', 98, 20), ('unemployment', 5, 5),
                          ('workInjury', 4, 0), ('housingFund', 120, 120)) k (kind, employer, own)
    order by n, kind`,
  `insert into payroll.tax_cumulation (shard_key, tenant_id, taxpayer_id, tax_year, income_kind,
                                       version, last_period, employed_from, declared_months,
                                       withholding_method, income, exempt, basic_deduction, special,
                                       additional, other, relief, withheld, bonus_income, bonus_tax)
   select :shard, :tenant, ${idOf('5555')}, 2026, 'wages', 10, '2026-10', '2026-01', 10, 'standard',
          10000000, 0, 5000000, 2000000, 1000000, 0, 0, 60000, 0, 0 from ${all} where n % 50 <> 0`,
  `insert into payroll.special_deduction (shard_key, tenant_id, taxpayer_id, tax_period,
                                          child_education, infant_care, continuing_education,
                                          housing_loan_interest, housing_rent, elder_support, other,
                                          takes_basic_deduction, first_employment, recorded_at)
   select :shard, :tenant, ${idOf('5555')}, '2026-11', 0, 0, 0, 1100000, 0, 0, 0, true, 'none', now()
     from ${all}`,
  `insert into payroll.calculation (shard_key, tenant_id, id, run_id, version, policy_pin,
                                    input_revision, people, net, gross, own_contributions, tax,
                                    employer_contributions, employer_cost, receivable, source_hash,
                                    snapshot_hash, started_at, finished_at)
   select :shard, :tenant, $calculation, $october, 1, '1.0.0', 0, :people, 0, 0, 0, 0, 0, 0, 0,
          '', '', now(), now()`,
  `insert into payroll.payslip
   select :shard, :tenant, ${idOf('6666')}, c.id, ${idOf('3333')}, ${idOf('5555')}, :entity, 'wages',
          'standard', 9, 0, 1000000, 0, 1000000, 0, 64000, 16000, 4000, 96000, 0, 0, 180000, 0, 200000,
          96000, 0, 0, 0, 6000, 0, 800000, 0, 10000000, 0, 5000000, 2000000, 1000000, 0, 0, 2000000,
          60000, 54000, 30000, '2026-01', sha256((':people account ' || n)::bytea), '\\x00'
     from ${all}, payroll.calculation c
    where c.run_id = $october and n % 50 <> 0
    order by n`,
  `update payroll.run set state = 'closed', calculation_id = (
     select id from payroll.calculation where run_id = $october) where id = $october`,
];
