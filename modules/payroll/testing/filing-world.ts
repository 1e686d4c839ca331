import {
  add,
  type Fen,
  fen,
  type Id,
  multiply,
  newId,
  type PayPeriod,
  plainDate,
  rate,
  zeroFen,
} from '@heyi/kernel';
import { type EntityId, joinPerson } from '@heyi/people';
import { idCardNumber, valueOf } from '@heyi/people/testing';
import type { TenantId, Transaction } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { calculateJob } from '../calculation/calculate-run.ts';
import { startCalculation } from '../calculation/start-calculation.ts';
import { saveOneOffItems } from '../input/month-input.store.ts';
import { lockRun } from '../lock/lock-run.ts';
import { createPayrollRun } from '../run/create-payroll-run.ts';
import type { RunId } from '../run/payroll-run.store.ts';
import { loadPayItems } from '../scheme/pay-scheme.store.ts';
import { saveTerms } from '../term/pay-term.store.ts';

/** What one person is paid in a month of the tests. */
export type PaidMonth = {
  readonly employmentId: Id<'emp'>;
  readonly basePay: Fen;
  /** The contribution base of all kinds; absent pays no contributions. */
  readonly base?: Fen;
  readonly bonus?: Fen;
};

/** Shares of the person in the bills of the tests. */
const ownShares = [
  ['pension', rate('0.08'), rate('0.16')],
  ['medical', rate('0.02'), rate('0.098')],
  ['unemployment', rate('0.005'), rate('0.005')],
  ['housingFund', rate('0.12'), rate('0.12')],
] as const;

let people = 0;

export type Facts = {
  readonly name: string;
  readonly startsOn?: string;
  readonly documentNumber?: string;
  readonly phone?: string | null;
  readonly form?: 'fullTime' | 'serviceAgreement' | 'intern';
  readonly department?: string;
  readonly costCentre?: string;
  readonly employeeNumber?: string;
};

/** Somebody whom the entity employs and pays, complete enough to be reported. */
export async function employee(
  world: TestHost,
  tenantId: TenantId,
  entityId: EntityId,
  facts: Facts,
): Promise<Id<'emp'>> {
  people += 1;
  const { name, documentNumber = idCardNumber(people % 1000), phone = '13812345678' } = facts;
  const input = {
    tenantId,
    person: { name, documentKind: 'idCard' as const, documentNumber, phone },
    employment: {
      contractEntityId: entityId,
      payTaxEntityId: entityId,
      insuranceEntityId: facts.form === undefined ? entityId : null,
      form: facts.form ?? ('fullTime' as const),
      workCityCode: '110000',
      department: facts.department ?? null,
      costCentre: facts.costCentre ?? null,
      employeeNumber: facts.employeeNumber ?? null,
      startsOn: plainDate(facts.startsOn ?? '2026-01-05'),
    },
  };
  return valueOf(await world.as(tenantId, (tx) => joinPerson(tx, input))).id;
}

type Wanted = { kind?: 'regular' | 'offCycle'; entityIds?: readonly EntityId[] };

/** Pays a month by the real engine, up to the locking: run, calculation, steps of the cumulation. */
export async function payMonth(
  world: TestHost,
  tenantId: TenantId,
  month: PayPeriod,
  people: readonly PaidMonth[],
  wanted: Wanted = {},
): Promise<RunId> {
  const runId = await unlockedRun(world, tenantId, month, people, wanted);
  await calculate(world, tenantId, runId);
  await lock(world, tenantId, runId);
  return runId;
}

/** A run with its inputs, neither calculated nor locked. */
export async function unlockedRun(
  world: TestHost,
  tenantId: TenantId,
  month: PayPeriod,
  people: readonly PaidMonth[],
  { kind = 'regular', entityIds }: Wanted = {},
): Promise<RunId> {
  return world.as(tenantId, async (tx) => {
    const { id } = valueOf(
      await createPayrollRun(tx, {
        tenantId,
        kind,
        wageMonth: month,
        payDate: plainDate(`${month}-25`),
        ...(entityIds && { entityIds: [...entityIds] }),
      }),
    );
    await putInputs(tx, id, month, { kind, people });
    return id;
  });
}

async function putInputs(
  tx: Transaction,
  runId: RunId,
  month: PayPeriod,
  { kind, people }: { kind: string; people: readonly PaidMonth[] },
): Promise<void> {
  const items = await loadPayItems(tx);
  const idOf = (code: string) => items.find((item) => item.code === code)!.id;
  const oneOff = people.flatMap(({ employmentId, basePay, bonus = zeroFen }) => {
    const paid = kind === 'regular' ? [] : [{ payItemId: idOf('bonus'), amount: basePay }];
    if (bonus > 0) paid.push({ payItemId: idOf('annualBonus'), amount: bonus });
    return paid.map((item) => ({ employmentId, ...item, note: null }));
  });
  if (oneOff.length > 0) await saveOneOffItems(tx, runId, oneOff);
  if (kind !== 'regular') return;
  const effectiveFrom = plainDate(`${month}-01`);
  const payItemId = idOf('basePay');
  await saveTerms(
    tx,
    people.map(({ employmentId, basePay: amount }) => ({
      employmentId,
      payItemId,
      effectiveFrom,
      amount,
    })),
  );
  for (const { employmentId, base } of people) {
    if (base !== undefined) await bill(tx, employmentId, month, base);
  }
}

/** Beijing takes three yuan a month beside the medical insurance. */
const ownMedicalFixed = fen(300);

/** The agency's bill of one person and month. */
async function bill(
  tx: Transaction,
  employmentId: Id<'emp'>,
  month: PayPeriod,
  base: Fen,
): Promise<void> {
  for (const [kind, own, employer] of ownShares) {
    const fixed = kind === 'medical' ? ownMedicalFixed : zeroFen;
    const employee = add(multiply(base, own, 'half_up_fen'), fixed);
    await tx.sql`
      insert into insurance.contribution_line (
             shard_key, tenant_id, id, employment_id, registration_id, kind, period, bill_period,
             type, source, base_fen, employer_fen, employee_fen, provisional, recorded_at)
      values (${tx.shardKey}, ${tx.tenantId}, ${newId()}, ${employmentId}, ${newId()}, ${kind},
              ${month}, ${month}, 'regular', 'officialBill', ${base},
              ${multiply(base, employer, 'half_up_fen')}, ${employee}, false,
              ${tx.now})`;
  }
}

export async function calculate(world: TestHost, tenantId: TenantId, runId: RunId): Promise<void> {
  await world.as(tenantId, async (tx) => {
    valueOf(await startCalculation(tx, { tenantId, runId }));
  });
  const [run] = await world.as(
    tenantId,
    (tx) => tx.sql<{ id: string }>`
    select pending_calculation_id as id from payroll.run
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${runId}`,
  );
  const context = {
    host: world.host,
    tenantId,
    jobId: newId<'job'>(),
    transaction: <T>(work: (tx: Transaction) => Promise<T>) => world.as(tenantId, work),
    progress: async () => undefined,
    signal: new AbortController().signal,
  };
  valueOf(await calculateJob.run(context, { runId, calculationId: run!.id }));
}

/** Approval is another subject: the run is locked as if it had been given. */
export async function lock(world: TestHost, tenantId: TenantId, runId: RunId): Promise<void> {
  await world.as(tenantId, async (tx) => {
    await tx.sql`
      update payroll.run set state = 'approved'
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${runId}`;
    valueOf(await lockRun(tx, { tenantId, runId }));
  });
}

/** One line of the deduction file, cumulative to the month, at the withholding entity. */
export async function declareDeductions(
  world: TestHost,
  entityTenantId: TenantId,
  entityId: EntityId,
  line: { name: string; month: PayPeriod; elderSupport?: Fen; childEducation?: Fen },
): Promise<void> {
  await world.as(
    entityTenantId,
    (tx) => tx.sql`
    insert into payroll.special_deduction (
           shard_key, tenant_id, taxpayer_id, tax_period, child_education, infant_care,
           continuing_education, housing_loan_interest, housing_rent, elder_support, other,
           takes_basic_deduction, first_employment, recorded_at)
    select t.shard_key, t.tenant_id, t.id, ${line.month}, ${line.childEducation ?? fen(0)}, 0, 0, 0,
           0, ${line.elderSupport ?? fen(0)}, 0, true, 'none', ${tx.now}
      from payroll.taxpayer t
     where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.legal_entity_id = ${entityId} and t.person_name = ${line.name}`,
  );
}

/** Payslips of a locked run by the name of their person. */
export async function slipsOfRun(
  world: TestHost,
  tenantId: TenantId,
  runId: RunId,
): Promise<Map<string, Id<'slp'>>> {
  const rows = await world.as(
    tenantId,
    (tx) => tx.sql<{ id: Id<'slp'>; name: string }>`
    select p.id, e.person_name as name
      from payroll.locked_payslip p
      join people.payable_employment e
        on e.shard_key = p.shard_key and e.tenant_id = p.tenant_id
       and e.employment_id = p.employment_id
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId} and p.run_id = ${runId}`,
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}
