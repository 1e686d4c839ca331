import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId, payPeriod, plainDate } from '@heyi/kernel';
import { endEmployment, type EmploymentId } from '@heyi/people';
import { castHouse, valueOf } from '@heyi/people/testing';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { currentPolicy } from '@heyi/statutory';
import { setInsuranceScheme } from '../scheme/set-insurance-scheme.ts';
import { getInsuranceChain } from '../task/get-insurance-chain.ts';
import { planDay } from '../task/plan-day.ts';
import { planTasks } from '../task/plan-tasks.ts';
import { openTasks } from '../task/task.store.ts';
import { castShop, type Shop } from '../testing.ts';
import { confirmLastPeriod } from './confirm-last-period.ts';
import { countLastPeriods } from './count-last-periods.ts';
import { leaverWarnings } from './leaver-warnings.ts';
import { listLastPeriods } from './list-last-periods.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  await castHouse(world);
});
after(() => world.close());

const period = payPeriod;
const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? 'ok' : result.failure!.code;

async function leave(shop: Shop, employmentId: EmploymentId, on: string): Promise<void> {
  const { tenant: tenantId } = shop;
  const endsOn = plainDate(on);
  const input = { tenantId, employmentId, endsOn, leavingReason: 'resignation' as const };
  valueOf(await world.as(tenantId, (tx) => endEmployment(tx, input)));
  await world.as(tenantId, (tx) => planTasks(tx, [employmentId]));
}

const list = async ({ tenant: tenantId }: Shop) =>
  valueOf(await world.as(tenantId, (tx) => listLastPeriods(tx, { tenantId }))).rows;

type Confirmations = Parameters<typeof confirmLastPeriod>[1]['confirmations'];
const confirm = ({ tenant: tenantId }: Shop, confirmations: Confirmations) =>
  world.as(tenantId, (tx) => confirmLastPeriod(tx, { tenantId, confirmations }), { name: '周敏' });

function scheme({ tenant: tenantId, company, social, fund }: Shop) {
  return {
    tenantId,
    insuranceEntityId: company,
    cityCode: '110000',
    socialInsuranceId: social,
    medicalId: null,
    housingFundId: fund,
    insuranceBaseRule: 'agreedWage' as const,
    insuranceBase: null,
    fundBaseRule: 'agreedWage' as const,
    fundBase: null,
    fundRate: null,
    joinUntilDay: 31,
    leaveUntilDay: 15,
    leaverDifferences: 'client' as const,
  };
}

describe('离职人员的末月', () => {
  test('按方案提议：15日及以前离职，上月为末月；客户可以改', async () => {
    const shop = await castShop(world, '提议');
    valueOf(await world.as(shop.tenant, (tx) => setInsuranceScheme(tx, scheme(shop))));
    const early = await shop.enrol('2024-03-01', '2024-03', 'both');
    const late = await shop.enrol('2024-03-01', '2024-03');
    await leave(shop, early, '2026-11-13');
    await leave(shop, late, '2026-11-20');
    const rows = await list(shop);
    const proposals = rows.map(({ employmentId, agencies }) => [
      employmentId === early ? '13日' : '20日',
      agencies.map((one) => one.proposedPeriod),
    ]);
    assert.deepEqual(proposals, [
      ['13日', ['2026-10', '2026-10']],
      ['20日', ['2026-11']],
    ]);
    // 十月末月要在十一月截止日前减员；客户截止日已过，提示逾期。
    assert.deepEqual(
      [rows[0]!.agencies[0]!.officialCutoff, rows[0]!.agencies[0]!.overdue],
      ['2026-11-25', true],
    );
    const confirmations = rows[0]!.agencies.map(({ taskId, registrationKind }) => ({
      taskId,
      lastPeriod: period(registrationKind === 'housingFund' ? '2026-11' : '2026-10'),
    }));
    assert.deepEqual(valueOf(await confirm(shop, confirmations)), { confirmed: 2 });
    const { tasks, enrolments } = valueOf(
      await world.as(shop.tenant, (tx) =>
        getInsuranceChain(tx, { tenantId: shop.tenant, employmentId: early }),
      ),
    );
    assert.deepEqual(
      enrolments.map(({ stopPeriod, state }) => [stopPeriod, state]),
      [
        ['2026-10', 'awaitingStop'],
        ['2026-11', 'awaitingStop'],
      ],
    );
    assert.deepEqual(
      new Set(tasks.map(({ period: month, confirmedByName }) => `${month} ${confirmedByName}`)),
      new Set(['2026-11 周敏', '2026-12 周敏']),
    );
    const open = await world.as(shop.tenant, (tx) => openTasks(tx));
    assert.equal(open.length, 2);
    assert.equal((await list(shop)).length, 1);
    const [counted] = await world.as(shop.tenant, (tx) => countLastPeriods(tx));
    assert.deepEqual([counted!.clientId, counted!.count], [shop.tenant, 1], '首页数字等于行数');
  });

  test('拒绝：没有这项任务、已经确认、月份不可能；一条不对全部不记', async () => {
    const shop = await castShop(world, '拒绝');
    const one = await shop.enrol('2024-03-01', '2024-03');
    const two = await shop.enrol('2024-03-01', '2024-03');
    await leave(shop, one, '2026-11-20');
    await leave(shop, two, '2026-11-20');
    const [first, second] = (await list(shop)).map(({ agencies }) => agencies[0]!.taskId);
    const lastPeriod = period('2026-11');
    const unknown = await confirm(shop, [
      { taskId: first!, lastPeriod },
      { taskId: newId<'tsk'>(), lastPeriod },
    ]);
    assert.equal(codeOf(unknown), 'insurance_task.not_found');
    for (const month of ['2026-09', '2027-12', '2024-02']) {
      const wrong = await confirm(shop, [
        { taskId: first!, lastPeriod },
        { taskId: second!, lastPeriod: period(month) },
      ]);
      assert.equal(codeOf(wrong), 'last_period.out_of_range');
    }
    assert.equal((await list(shop)).length, 2);
    valueOf(await confirm(shop, [{ taskId: first!, lastPeriod }]));
    const again = await confirm(shop, [{ taskId: first!, lastPeriod }]);
    assert.equal(codeOf(again), 'insurance_task.not_unconfirmed');
  });

  test('确认时截止日已过：减员顺延，多缴一个月', async () => {
    const shop = await castShop(world, '多缴');
    const id = await shop.enrol('2024-03-01', '2024-03');
    await leave(shop, id, '2026-11-20');
    world.clock.set('2026-12-28T01:00:00.000Z');
    try {
      await planDay(world.host);
      const [row] = await list(shop);
      assert.equal(row!.agencies[0]!.proposedPeriod, '2026-11');
      assert.equal(row!.agencies[0]!.officialCutoff, '2027-01-25');
      const { taskId } = row!.agencies[0]!;
      valueOf(await confirm(shop, [{ taskId, lastPeriod: period('2026-11') }]));
      const input = { tenantId: shop.tenant, employmentId: id };
      const chain = await world.as(shop.tenant, (tx) => getInsuranceChain(tx, input));
      const [task] = valueOf(chain).tasks;
      assert.deepEqual(
        [task!.askedPeriod, task!.period, task!.movedReason],
        ['2026-12', '2027-01', 'cutoffPassed'],
      );
    } finally {
      world.clock.set('2026-11-23T01:00:00.000Z');
    }
  });
});

describe('只提示、不拦截', () => {
  const someone = {
    startsOn: plainDate('2008-03-01'),
    endsOn: plainDate('2026-11-20'),
    leavingReason: 'dismissal',
    birthDate: plainDate('1970-05-06'),
    sex: 'male' as const,
  };
  const cases = [
    ['工龄满15年、距退休不足5年被辞退', {}, ['nearRetirement']],
    ['本人辞职', { leavingReason: 'resignation' }, []],
    ['工龄不满15年', { startsOn: plainDate('2016-03-01') }, []],
    ['距退休五年以上', { birthDate: plainDate('1975-05-06') }, []],
    ['未到退休月份办退休', { leavingReason: 'retirement' }, ['retirementEarly']],
    ['出生日期不详', { birthDate: null }, []],
    ['性别不详', { sex: null }, []],
    ['最后工作日未到', { birthDate: null, endsOn: plainDate('2026-11-30') }, ['beforeLastDay']],
  ] as const;
  for (const [title, changed, expected] of cases) {
    test(title, () => {
      const leaver = { ...someone, ...changed };
      const found = leaverWarnings(currentPolicy, leaver, plainDate('2026-11-23'));
      assert.deepEqual(found, expected);
    });
  }
});
