import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { recordContributionLines } from '@heyi/insurance';
import { type Id, payPeriod, plainDate, yuan, zeroFen } from '@heyi/kernel';
import { joinPerson, reviseEmployment } from '@heyi/people';
import { idCardNumber, valueOf } from '@heyi/people/testing';
import { type TestHost, untilWaiting } from '@heyi/platform/testing';
import {
  approve,
  calculate,
  call,
  castRunClient,
  castWorker,
  deliver,
  finance,
  giveAccount,
  lockMonth,
  openRun,
  openWorld,
  putTerm,
  receive,
  type RunClient,
  runCalculation,
  stateOf,
  submit,
  type Worker,
} from '../testing/run-world.ts';

let world: TestHost;
const now = '2026-11-23T01:00:00.000Z';
before(async () => {
  world = await openWorld(now);
});
after(() => world.close());

const attendance = {
  dueDays: '21',
  attendedDays: '20',
  absenceDays: '1',
  sickDays: null,
  overtimeWeekdayHours: null,
  overtimeRestDayHours: null,
  overtimeHolidayHours: null,
};

/** Somebody who is employed, and of whom nothing else is known yet. */
const joiner = ({ tenantId, entityId }: RunClient) => ({
  tenantId,
  person: {
    name: '古丽',
    documentKind: 'idCard' as const,
    documentNumber: idCardNumber(1, '19950101'),
  },
  employment: {
    contractEntityId: entityId,
    payTaxEntityId: entityId,
    form: 'serviceAgreement' as const,
    workCityCode: '110000',
    startsOn: plainDate('2026-11-02'),
  },
});

async function calculated(name: string, people = 2) {
  const client = await castRunClient(world, name);
  const workers: Worker[] = [];
  for (let index = 0; index < people; index += 1) workers.push(await castWorker(world, client));
  const runId = await openRun(world, client, '2026-11');
  await deliver(world);
  await calculate(world, client, runId);
  return { client, workers, runId };
}

async function countSlips(client: RunClient, runId: Id<'run'>): Promise<number> {
  const [row] = await world.as(
    client.tenantId,
    (tx) => tx.sql<{ slips: number }>`
    select count(*)::int as slips from payroll.payslip s
      join payroll.calculation c
        on c.shard_key = s.shard_key and c.tenant_id = s.tenant_id and c.id = s.calculation_id
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId} and c.run_id = ${runId}`,
  );
  return row!.slips;
}

test('计算后的任何改动都使结果作废，并说明原因', async (t) => {
  const { client, workers, runId } = await calculated('作废');
  const { tenantId } = client;
  const [one, two] = workers as [Worker, Worker];
  const { employmentId } = one;
  const edits: [string, string, () => Promise<void>][] = [
    [
      '个人本月数据',
      'monthInput',
      async () => {
        const facts = { runId, employmentId, attendance, items: [] };
        valueOf(await call(world, tenantId, 'putMonthInput', facts));
      },
    ],
    [
      '固定薪资',
      'payTerm',
      () => putTerm(world, client, one, 'basePay', yuan('21000'), '2026-11-01'),
    ],
    [
      '名单',
      'member',
      async () => {
        const facts = { runId, employmentId: two.employmentId, place: 'skipped', reason: '停薪' };
        valueOf(await call(world, tenantId, 'placeMember', facts));
      },
    ],
    [
      '没有账户的人入职',
      'joiner',
      async () => {
        await world.as(tenantId, async (tx) => valueOf(await joinPerson(tx, joiner(client))));
        await deliver(world);
      },
    ],
    [
      '收款账户',
      'payeeAccount',
      async () => {
        await giveAccount(world, client, one, '员工');
        await deliver(world);
      },
    ],
    [
      '调动',
      'employment',
      async () => {
        await world.as(tenantId, async (tx) => {
          valueOf(
            await reviseEmployment(tx, {
              tenantId,
              employmentId,
              appliesFrom: plainDate('2026-11-01'),
              payTaxEntityId: client.entityId,
              insuranceEntityId: client.entityId,
              form: 'partTime',
              workCityCode: '110000',
            }),
          );
        });
        await deliver(world);
      },
    ],
  ];
  for (const [what, cause, change] of edits) {
    await t.test(what, async () => {
      if ((await stateOf(world, tenantId, runId)) !== 'calculated')
        await calculate(world, client, runId);
      await change();
      const view = valueOf(await call(world, tenantId, 'getPayrollRun', { runId }));
      assert.equal(view.state, 'collecting');
      assert.deepEqual([view.voidReason?.cause, view.events[0]!.cause], [cause, cause]);
      assert.equal(view.totals, null);
      await calculate(world, client, runId);
    });
  }
});

/** 养老保险 of November as the agency bills it. */
function pensionOf(employmentId: Worker['employmentId'], of: RunClient['registrations']) {
  const november = payPeriod('2026-11');
  return {
    employmentId,
    registrationId: of.socialInsurance,
    kind: 'pension',
    period: november,
    billPeriod: november,
    type: 'regular',
    source: 'officialBill',
    base: yuan('5910'),
    employer: yuan('945.60'),
    employee: yuan('472.80'),
    lateFee: zeroFen,
    provisional: false,
    policyPin: null,
    evidenceFileId: null,
    differenceRunId: null,
  } as const;
}

test('官方账单入账：费款一变，结果作废并写明；同样的费款再来一次，结果不动', async () => {
  const { client, workers, runId } = await calculated('费款');
  const { tenantId, registrations } = client;
  const { employmentId } = workers[0]!;
  const enter = async () => {
    const line = pensionOf(employmentId, registrations);
    await world.as(tenantId, (tx) => recordContributionLines(tx, [line]));
    await deliver(world);
  };
  await enter();
  const moved = valueOf(await call(world, tenantId, 'getPayrollRun', { runId }));
  assert.deepEqual(
    [moved.state, moved.voidReason],
    ['collecting', { cause: 'contributions', note: null }],
  );
  await calculate(world, client, runId);
  await enter();
  const still = valueOf(await call(world, tenantId, 'getPayrollRun', { runId }));
  assert.deepEqual([still.state, still.voidReason], ['calculated', null]);
});

test('社保公积金的覆盖只数批次里的人：已离职的人还有费款，不算在内', async () => {
  const { client, workers, runId } = await calculated('覆盖');
  const { tenantId, registrations } = client;
  const [present, left] = workers as [Worker, Worker];
  await world.as(
    tenantId,
    (tx) => tx.sql`
    update people.employment set ends_on = '2026-10-20', leaving_reason = 'resignation'
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${left.employmentId}`,
  );
  await world.as(tenantId, (tx) =>
    recordContributionLines(
      tx,
      [present, left].map(({ employmentId }) => pensionOf(employmentId, registrations)),
    ),
  );
  const board = valueOf(await call(world, tenantId, 'getInputBoard', { runId }));
  const row = board.rows.find((one: { source: string }) => one.source === 'contributions');
  assert.deepEqual([row?.covered, row?.expected], [1, 1]);
});

test('审批后改动：审批一并作废', async () => {
  const { client, workers, runId } = await calculated('审批作废');
  await submit(world, client, runId);
  await approve(world, client, runId);
  const facts = { runId, employmentId: workers[0]!.employmentId, attendance, items: [] };
  valueOf(await call(world, client.tenantId, 'putMonthInput', facts));
  const view = valueOf(await call(world, client.tenantId, 'getPayrollRun', { runId }));
  assert.deepEqual([view.state, view.approvedBy], ['collecting', null]);
  const approvals = await world.as(
    client.tenantId,
    (tx) => tx.sql<{ open: number }>`
    select count(*) filter (where voided_at is null)::int as open from payroll.approval
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${runId}`,
  );
  assert.equal(approvals[0]!.open, 0);
});

test('与批次无关的改动、缓发都不影响结果', async () => {
  const { client, runId, workers } = await calculated('无关');
  await castWorker(world, client, { startsOn: '2027-01-04', base: null });
  const held = { runId, employmentId: workers[0]!.employmentId, reason: '账户核实中' };
  valueOf(await call(world, client.tenantId, 'holdMember', held));
  await deliver(world);
  assert.equal(await stateOf(world, client.tenantId, runId), 'calculated');
  const view = valueOf(await call(world, client.tenantId, 'getPayrollRun', { runId }));
  assert.equal(view.totals!.held, 1);
  await submit(world, client, runId);
});

test('重新计算：整份替换，不留旧行；计算中改动则丢弃', async () => {
  const { client, workers, runId } = await calculated('替换');
  await calculate(world, client, runId);
  assert.equal(await countSlips(client, runId), 2);
  valueOf(await call(world, client.tenantId, 'startCalculation', { runId }));
  const [pending] = await world.as(
    client.tenantId,
    (tx) => tx.sql<{ id: string }>`
    select pending_calculation_id as id from payroll.run
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${runId}`,
  );
  const facts = { runId, employmentId: workers[0]!.employmentId, attendance, items: [] };
  valueOf(await call(world, client.tenantId, 'putMonthInput', facts));
  assert.ok(pending!.id);
  assert.equal(await stateOf(world, client.tenantId, runId), 'collecting');
  await calculate(world, client, runId);
  assert.equal(await countSlips(client, runId), 2);
  const calculation = valueOf(await call(world, client.tenantId, 'getCalculation', { runId }));
  assert.equal(calculation.version, 4);
});

test('计算进程被杀：什么都没留下，重来一次结果完整且不重复', async () => {
  const { client, runId } = await calculated('被杀', 3);
  const { tenantId } = client;
  valueOf(await call(world, tenantId, 'startCalculation', { runId }));
  const [run] = await world.as(
    tenantId,
    (tx) => tx.sql<{ calculationId: string }>`
    select pending_calculation_id as "calculationId" from payroll.run
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${runId}`,
  );
  const facts = {
    appUrl: world.database.urls.appUrl,
    houseId: world.host.houseId,
    tenantId,
    runId,
    now,
    calculationId: run!.calculationId,
  };
  const script = path.join(import.meta.dirname, '../testing/calculation-process.ts');
  await world.as(tenantId, async (tx) => {
    // The child has written everything when it waits for this row; then it dies.
    await tx.sql`
      select from payroll.run
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${runId} for update`;
    const child = spawn(process.execPath, [script, JSON.stringify(facts)], { stdio: 'inherit' });
    await untilWaiting(world.database);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  assert.equal(await stateOf(world, tenantId, runId), 'calculating');
  assert.equal(await countSlips(client, runId), 3, 'the former result still stands alone');
  await runCalculation(world, tenantId, runId);
  assert.equal(await stateOf(world, tenantId, runId), 'calculated');
  assert.equal(await countSlips(client, runId), 3);
});

test('同时点击发放一百次：只发一次', async () => {
  const { client, runId } = await calculated('百次', 2);
  const { tenantId } = client;
  await submit(world, client, runId);
  await approve(world, client, runId);
  valueOf(await call(world, tenantId, 'lockRun', { runId }));
  const waiting = valueOf(await call(world, tenantId, 'fundRun', { runId }, finance));
  await receive(world, client, waiting.missing);
  valueOf(await call(world, tenantId, 'fundRun', { runId }, finance));
  const clicks: Promise<{ ok: boolean }>[] = [];
  await world.as(tenantId, async (tx) => {
    await tx.sql`
      select from payroll.run
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${runId} for update`;
    for (let click = 0; click < 100; click += 1) {
      clicks.push(call(world, tenantId, 'payRun', { runId }, finance));
    }
    await untilWaiting(world.database, 5);
  });
  const answers = await Promise.all(clicks);
  assert.equal(answers.filter(({ ok }) => ok).length, 1);
  const progress = valueOf(await call(world, tenantId, 'getPayProgress', { subjectId: runId }));
  assert.equal(progress.count, 2);
});

test('同一扣缴单位的两个批次同时锁定：后到的要重新计算', async () => {
  const { client, runId, workers } = await calculated('同时锁定', 1);
  const { tenantId } = client;
  const bonus = await openRun(world, client, '2026-11', { kind: 'offCycle' });
  const items = valueOf(await call(world, tenantId, 'getPayScheme', {})).items;
  const payItemId = items.find(({ code }) => code === 'bonus')!.id;
  const facts = { runId: bonus, employmentId: workers[0]!.employmentId, attendance: null };
  const amount = yuan('10000');
  valueOf(
    await call(world, tenantId, 'putMonthInput', { ...facts, items: [{ payItemId, amount }] }),
  );
  await calculate(world, client, bonus);
  for (const id of [runId, bonus]) {
    await submit(world, client, id);
    await approve(world, client, id);
  }
  const [taxpayer] = await world.as(
    tenantId,
    (tx) => tx.sql<{ id: string }>`
    select id from payroll.taxpayer
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`,
  );
  const locks: ReturnType<typeof call>[] = [];
  await world.as(tenantId, async (tx) => {
    await tx.sql`
      select from payroll.taxpayer
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${taxpayer!.id}
         for update`;
    locks.push(
      call(world, tenantId, 'lockRun', { runId }),
      call(world, tenantId, 'lockRun', { runId: bonus }),
    );
    await untilWaiting(world.database, 2);
  });
  const answers = await Promise.all(locks);
  assert.equal(answers.filter(({ ok }) => ok).length, 1);
  const loser = answers.find(({ ok }) => !ok)!;
  assert.equal(loser.ok ? null : loser.failure.code, 'payroll_run.cumulation_moved');
});

test('没有账户、审批后换账户的人自动缓发，其他人照发；解除后补发', async () => {
  const client = await castRunClient(world, '缓发');
  const { tenantId } = client;
  const [, without, changed] = [
    await castWorker(world, client),
    await castWorker(world, client, { account: null }),
    await castWorker(world, client),
  ];
  const runId = await openRun(world, client, '2026-11');
  await lockMonth(world, client, runId);
  await giveAccount(world, client, changed, '新账户');
  const waiting = valueOf(await call(world, tenantId, 'fundRun', { runId }, finance));
  await receive(world, client, waiting.missing);
  valueOf(await call(world, tenantId, 'fundRun', { runId }, finance));
  valueOf(await call(world, tenantId, 'payRun', { runId }, finance));
  const members = valueOf(await call(world, tenantId, 'listRunMembers', { runId, filter: 'held' }));
  assert.deepEqual(members.rows.map((row) => row.hold!.reason).toSorted(), [
    '审批后收款账户有变动',
    '没有收款账户',
  ]);
  const payment = valueOf(await call(world, tenantId, 'getRunPayment', { runId }));
  assert.deepEqual([payment.people, payment.heldPeople, payment.rows[0]!.queued], [3, 2, 1]);
  await giveAccount(world, client, without, '补录');
  for (const { employmentId } of [without, changed]) {
    valueOf(
      await call(world, tenantId, 'releaseMember', { runId, employmentId, reason: '已核实' }),
    );
  }
  valueOf(await call(world, tenantId, 'payHeldMembers', { runId }, finance));
  const later = valueOf(await call(world, tenantId, 'getRunPayment', { runId }));
  assert.deepEqual([later.heldPeople, later.rows[0]!.queued, later.proof.agrees], [0, 3, true]);
});
