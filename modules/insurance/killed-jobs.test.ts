import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { payPeriod, yuan } from '@heyi/kernel';
import { type EmploymentId, type EntityId, type RegistrationId, setEnrolment } from '@heyi/people';
import {
  castClient,
  castHouse,
  idCardNumber,
  joiner,
  registration,
  valueOf,
} from '@heyi/people/testing';
import {
  inTransaction,
  type Job,
  type JobContext,
  type JobId,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { openPolicy, policyVersion } from '@heyi/statutory';
import { recordEstimates } from './contribution-line/record-estimates.ts';
import { prepareDeclaration } from './declaration/prepare-declaration.ts';
import { commitDifferences } from './difference-run/commit-differences.ts';
import { previewDifferences } from './difference-run/preview-differences.ts';
import { jobs } from './jobs.ts';
import { acceptOfficialBill } from './official-bill/accept-official-bill.ts';
import { decideBillDifferences } from './official-bill/decide-bill-differences.ts';
import { importOfficialBill } from './official-bill/import-official-bill.ts';

/**
 * 进程在任一步被杀: each job dies before every statement and before every commit, in turn, and is run
 * again. What it leaves on its way is never shown as done, and at the end everything is there once.
 */

let world: TestHost;
let house: EntityId;
let social: RegistrationId;
const clients: TenantId[] = [];
const people: { id: EmploymentId; tenant: TenantId; name: string; document: string }[] = [];
const byKind = new Map(jobs.map((job) => [job.kind, job as Job]));
const period = payPeriod('2026-11');

before(async () => {
  world = await createTestHost('2026-11-20T01:00:00.000Z');
  house = await castHouse(world);
  social = await registration(world, world.host.houseId, house, 'socialInsurance');
  for (const [index, name] of ['甲厂', '乙厂'].entries()) {
    const tenant = await castClient(world, 'dispatch', name);
    clients.push(tenant);
    await insured(tenant, '欧阳䶮', 610 + index, '9000');
    await insured(tenant, '马赫木提·买买提', 620 + index, '5000');
  }
});
after(() => world.close());

async function insured(tenant: TenantId, name: string, order: number, base: string) {
  const document = idCardNumber(order);
  const { id } = await joiner(world, tenant, house, { name, document });
  const fromPeriod = payPeriod('2026-01');
  const enrolment = { tenantId: tenant, employmentId: id, registrationId: social, fromPeriod };
  const input = { ...enrolment, base: yuan(base) };
  valueOf(await world.as(tenant, (tx) => setEnrolment(tx, input)));
  people.push({ id, tenant, name, document });
}

/** A step is a statement, or the commit after the last one. */
type Life = { left: number };

async function mortal<T>(
  life: Life,
  tenantId: TenantId,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const step = () => {
    life.left -= 1;
    if (life.left < 0) throw new Error('killed');
  };
  const tenantIds = [...new Set([tenantId, world.host.houseId])];
  const scope = { tenantIds, actor: systemActor('jobs'), requestId: 'test' };
  return inTransaction(world.host, scope, async (tx) => {
    const counted = (sql: typeof tx.sql) =>
      ((...args: Parameters<typeof tx.sql>) => {
        step();
        return sql(...args);
      }) as typeof tx.sql;
    const value = await work({ ...tx, sql: counted(tx.sql), door: counted(tx.door) });
    step();
    return value;
  });
}

/** Runs the job again and again, each time one step further, until it lives to its end. */
async function dieAtEveryStep(
  task: { kind: string; tenantId: TenantId; jobId: JobId; input: unknown },
  look: (step: number) => Promise<void>,
): Promise<number> {
  const { kind, tenantId, jobId, input } = task;
  for (let step = 0; step < 400; step += 1) {
    const life: Life = { left: step };
    const context: JobContext = {
      host: world.host,
      tenantId,
      jobId,
      transaction: (work) => mortal(life, tenantId, work),
      progress: async () => undefined,
      signal: new AbortController().signal,
    };
    const outcome = await byKind
      .get(kind)!
      .run(context, input)
      .catch((fault: Error) => {
        assert.equal(fault.message, 'killed', fault.stack);
        return null;
      });
    if (outcome !== null) {
      assert.ok(outcome.ok);
      return step;
    }
    await look(step);
  }
  throw new Error(`${kind} does not end`);
}

const inHouse = <T>(work: (tx: Transaction) => Promise<T>) => world.as(world.host.houseId, work);

/** What stands in the tenant now. */
async function standing(tenant = world.host.houseId) {
  return world.as(tenant, async (tx) => {
    const [declarations] = await tx.sql<{ done: number; people: number; rows: number }>`
      select count(*) filter (where d.state <> 'preparing')::int as done,
             coalesce(sum(d.person_count) filter (where d.state = 'prepared'), 0)::int as people,
             (select count(*)::int from insurance.declaration_row r
               where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}) as rows
        from insurance.declaration d
       where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}`;
    const months = await tx.sql<{ state: string }>`
      select distinct state from insurance.contribution_month
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} order by state`;
    const bills = await tx.sql<{ state: string }>`
      select state from insurance.official_bill
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`;
    const [read] = await tx.sql<{ rows: number; findings: number; differences: number }>`
      select (select count(*)::int from insurance.official_bill_row
               where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}) as rows,
             (select count(*)::int from insurance.official_bill_finding
               where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}) as findings,
             (select count(*)::int from insurance.bill_difference
               where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}) as differences`;
    return {
      declarations: declarations!,
      months: months.map(({ state }) => state),
      bills: bills.map(({ state }) => state),
      read: read!,
    };
  });
}

/** Of one client: the state of its difference run, its differences, its lines of November. */
async function standingOf(tenant: TenantId) {
  return world.as(tenant, async (tx) => {
    const [row] = await tx.sql<{ run: string | null; differences: number; november: number }>`
      select (select max(state) from insurance.difference_run
               where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}) as run,
             (select count(*)::int from insurance.difference_line
               where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}) as differences,
             (select count(*)::int from insurance.contribution_line
               where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
                 and bill_period = '2026-11') as november`;
    return row!;
  });
}

/** What counts now of every person: kind, source and amounts, each once. */
async function linesNow(billPeriod: string): Promise<string[]> {
  const all = await Promise.all(
    clients.map((tenant) =>
      world.as(
        tenant,
        (tx) => tx.sql<{ told: string }>`
          select concat_ws(' ', employment_id, kind, type, source, employer_fen, employee_fen) as told
            from insurance.contribution_line
           where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
             and bill_period = ${billPeriod} and superseded_at is null
           order by employment_id, kind, type`,
      ),
    ),
  );
  return all.flat().map(({ told }) => told);
}

test('申报名单：在任一步被杀，不会显示为待申报；做完时人与费款各一份', async () => {
  const input = { tenantId: world.host.houseId, registrationId: social, period };
  const { id, jobId } = valueOf(await inHouse((tx) => prepareDeclaration(tx, input)));
  const task = { kind: 'fill_declaration', tenantId: world.host.houseId, jobId: jobId! };
  const steps = await dieAtEveryStep({ ...task, input: { declarationId: id } }, async (step) => {
    const { declarations, months } = await standing();
    assert.deepEqual([declarations.done, months], [0, []], `第${step}步`);
  });
  assert.ok(steps > 15, `${steps}步`);
  assert.deepEqual((await standing()).declarations, { done: 1, people: 4, rows: 4 });
  const lines = await linesNow('2026-11');
  // 养老、失业、工伤.
  assert.equal(lines.length, 4 * 3);
  assert.equal(new Set(lines).size, lines.length);
});

test('账单：读到一半、入账一半被杀，重来一次不多不少；没有入完不显示为已入账', async () => {
  const estimated = await linesNow('2026-11');
  const head =
    '姓名,证件号码,养老保险缴费基数,养老保险单位,养老保险个人,失业保险单位,失业保险个人,工伤保险单位';
  const rows = people.map(({ name, document }) => `${name},${document},9000,1440,720,45,45,36`);
  const content = Buffer.from(`\uFEFF${[head, ...rows].join('\r\n')}\r\n`);
  const upload = { name: '账单.csv', type: 'text/csv', content };
  const wanted = { tenantId: world.host.houseId, registrationId: social, period };
  const bill = valueOf(await inHouse((tx) => importOfficialBill({ ...tx, upload }, wanted)));
  const officialBillId = bill.id;
  const reading = { kind: 'reconcile_bill', tenantId: world.host.houseId, jobId: bill.jobId! };
  const read = await dieAtEveryStep({ ...reading, input: { officialBillId } }, async (step) => {
    const { bills, months, read: kept } = await standing();
    assert.deepEqual([bills, months], [['reading'], ['estimated']], `第${step}步`);
    assert.deepEqual(kept, { rows: 0, findings: 0, differences: 0 }, `第${step}步`);
  });
  assert.ok(read > 15, `${read}步`);
  assert.equal((await standing()).read.rows, 4);
  assert.deepEqual(await linesNow('2026-11'), estimated, '读过的账单不改费款');

  const at = { tenantId: world.host.houseId, officialBillId };
  for (const cause of ['baseDiffers', 'rateDiffers'] as const) {
    const decision = { ...at, cause, decision: 'takeBill' as const };
    valueOf(await inHouse((tx) => decideBillDifferences(tx, decision)));
  }
  const accepting = valueOf(await inHouse((tx) => acceptOfficialBill(tx, at)));
  const entering = { kind: 'enter_bill', tenantId: world.host.houseId, jobId: accepting.jobId! };
  const entered = await dieAtEveryStep({ ...entering, input: { officialBillId } }, async (step) => {
    assert.deepEqual((await standing()).bills, ['accepting'], `第${step}步`);
    assert.equal((await linesNow('2026-11')).length, estimated.length, `第${step}步`);
  });
  assert.ok(entered > 10, `${entered}步`);
  assert.deepEqual((await standing()).bills, ['accepted']);
  const now = await linesNow('2026-11');
  assert.equal(now.length, estimated.length);
  assert.ok(
    now.every((line) => line.includes(' regular officialBill ')),
    now.join('\n'),
  );
  for (const tenant of clients) {
    // Each estimate was superseded once, whatever died on the way.
    assert.equal((await standingOf(tenant)).november, 2 * 3 * 2);
  }
});

test('补差：测算、确认时在任一步被杀；差额只计入一次', async () => {
  const known = openPolicy(`${policyVersion}@2026-08-01`);
  assert.ok(known.ok);
  const tenant = clients[1]!;
  const mine = people.filter((one) => one.tenant === tenant).map(({ id }) => id);
  const july = payPeriod('2026-07');
  const wanted = { policy: known.value, period: july, billPeriod: july, employmentIds: mine };
  await world.as(tenant, (tx) => recordEstimates(tx, wanted));
  const run = valueOf(
    await world.as(tenant, (tx) =>
      previewDifferences(tx, {
        tenantId: tenant,
        registrationId: social,
        fromPeriod: july,
        toPeriod: july,
        billPeriod: payPeriod('2026-12'),
      }),
    ),
  );
  const task = { kind: 'calculate_differences', tenantId: tenant, jobId: run.jobId! };
  const input = { differenceRunId: run.id };
  const steps = await dieAtEveryStep({ ...task, input }, async (step) => {
    assert.equal((await standingOf(tenant)).run, 'calculating', `第${step}步`);
  });
  assert.ok(steps > 5, `${steps}步`);
  // Only who is at the floor is short: of pension, unemployment and work injury.
  assert.equal((await standingOf(tenant)).differences, 3);
  const commit = (life: Life) =>
    mortal(life, tenant, (tx) =>
      commitDifferences(tx, { tenantId: tenant, differenceRunId: run.id }),
    ).catch((fault: Error) => {
      assert.equal(fault.message, 'killed', fault.stack);
      return null;
    });
  let died = 0;
  while ((await commit({ left: died })) === null) {
    assert.equal((await standingOf(tenant)).run, 'calculated', `第${died}步`);
    assert.deepEqual(await linesNow('2026-12'), [], `第${died}步`);
    died += 1;
    assert.ok(died < 100, 'the commit ends');
  }
  assert.ok(died > 5, `${died}步`);
  assert.equal((await linesNow('2026-12')).length, 3);
});
