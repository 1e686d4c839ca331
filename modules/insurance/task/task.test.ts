import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId, payPeriod, plainDate, yuan } from '@heyi/kernel';
import { endEmployment, type EmploymentId, setEnrolment, stopEnrolment } from '@heyi/people';
import { castHouse, valueOf } from '@heyi/people/testing';
import { deliverEvents, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { listeners } from '../listeners.ts';
import {
  cancelTask,
  castShop as castTestShop,
  failTask,
  reopenTask,
  type Shop,
  submitTask,
  succeedTask,
} from '../testing.ts';
import { listRegistrationsDue } from '../cutoff/list-registrations-due.ts';
import { confirmLastPeriod } from '../last-period/confirm-last-period.ts';
import { listProcedures } from '../procedure/list-procedures.ts';
import { setProcedure } from '../procedure/set-procedure.ts';
import { getInsuranceChain } from './get-insurance-chain.ts';
import { listInsuranceTasks } from './list-insurance-tasks.ts';
import { planDay } from './plan-day.ts';
import { planTasks } from './plan-tasks.ts';
import { requestInsuranceTask } from './request-insurance-task.ts';
import { openTasks } from './task.store.ts';
import type { TaskId } from './task.ts';

/** 2026-11-23 is a Monday; Beijing's day is the 25th, the client's three working days before it. */
const monday = '2026-11-23T01:00:00.000Z';
const period = payPeriod;

let world: TestHost;
before(async () => {
  world = await createTestHost(monday);
  await castHouse(world);
});
after(() => world.close());

const castShop = (name: string, city?: string) => castTestShop(world, name, city);
const plan = (tenant: TenantId, ids: EmploymentId[] | null = null) =>
  world.as(tenant, (tx) => planTasks(tx, ids));
const chainOf = async (tenantId: TenantId, employmentId: EmploymentId) =>
  valueOf(await world.as(tenantId, (tx) => getInsuranceChain(tx, { tenantId, employmentId })));
const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? 'ok' : result.failure!.code;

/** The registration's own procedure with everything known; `changed` is what the test is about. */
function known(shop: Shop, changed: object = {}) {
  return {
    tenantId: shop.tenant,
    registrationId: shop.social,
    validFrom: period('2026-01'),
    enrolDay: 25,
    stopDay: 25,
    backContributionDay: null,
    enrolEffective: 'thisMonth' as const,
    stopEffective: 'thisMonth' as const,
    payment: 'current' as const,
    backContributionMonths: 3,
    reasonCodes: [{ reason: 'retirement' as const, code: '04', words: '退休' }],
    signIn: 'uKey' as const,
    filingFirst: null,
    injuryFromJoining: null,
    source: '经办机构电话答复',
    mark: 'secondary' as const,
    ...changed,
  };
}

describe('入职生成增员任务', () => {
  test('当月、截止日前三个工作日为客户截止日；再排一次不变', async () => {
    const shop = await castShop('入职');
    const id = await shop.enrol('2026-11-16', '2026-11', 'both');
    assert.deepEqual(await plan(shop.tenant), { openedCount: 2, movedCount: 0 });
    assert.deepEqual(await plan(shop.tenant), { openedCount: 0, movedCount: 0 });
    const { enrolments, tasks } = await chainOf(shop.tenant, id);
    assert.deepEqual(
      enrolments.map(({ registrationKind, state }) => [registrationKind, state]),
      [
        ['socialInsurance', 'awaitingEnrol'],
        ['housingFund', 'awaitingEnrol'],
      ],
    );
    const social = tasks.find(({ registrationKind }) => registrationKind === 'socialInsurance')!;
    assert.equal(social.period, '2026-11');
    assert.equal(social.officialCutoff, '2026-11-25');
    assert.equal(social.clientCutoff, '2026-11-20');
    assert.equal(social.cutoffProvisional, true);
    assert.equal(social.base, yuan('9000'));
    const fund = tasks.find(({ registrationKind }) => registrationKind === 'housingFund')!;
    assert.deepEqual([fund.officialCutoff, fund.cutoffProvisional], [null, true]);
  });

  test('接手客户时已在保的人不生成任务，状态为接手在保', async () => {
    const shop = await castShop('接手');
    const id = await shop.enrol('2024-03-01', '2024-03');
    assert.deepEqual(await plan(shop.tenant), { openedCount: 0, movedCount: 0 });
    assert.equal((await chainOf(shop.tenant, id)).enrolments[0]!.state, 'takenOver');
  });

  test('工资代发的客户自己向机构参保：不生成任务', async () => {
    const shop = await castTestShop(world, '代发', '110000', 'payrollAgency');
    const id = await shop.enrol('2026-11-16', '2026-11', 'both');
    assert.deepEqual(await plan(shop.tenant), { openedCount: 0, movedCount: 0 });
    assert.deepEqual((await chainOf(shop.tenant, id)).tasks, []);
  });

  test('花名册与入离职的消息各排一次，两条消息不重复生成', async () => {
    const shop = await castShop('消息');
    await shop.enrol('2026-11-16', '2026-11');
    await deliverEvents(world.host, listeners);
    const open = await world.as(shop.tenant, (tx) => openTasks(tx));
    assert.deepEqual(
      open.map(({ kind, period: month }) => [kind, month]),
      [['enrol', '2026-11']],
    );
  });
});

describe('截止日已过', () => {
  test('顺延到下月并说明原因；任务排队时截止日过了也一样', async () => {
    const shop = await castShop('顺延');
    const id = await shop.enrol('2026-11-16', '2026-11');
    await plan(shop.tenant);
    const [task] = (await chainOf(shop.tenant, id)).tasks;
    world.clock.set('2026-11-26T01:00:00.000Z');
    try {
      const submit = (taskId: TaskId) =>
        world.as(shop.tenant, (tx) => submitTask(tx, taskId, { attempt: 'a' }));
      assert.equal(codeOf(await submit(task!.id)), 'insurance_task.cutoff_passed');
      assert.ok((await planDay(world.host)) > 0);
      assert.equal(await planDay(world.host), 0);
      const { enrolments, tasks } = await chainOf(shop.tenant, id);
      assert.deepEqual(
        [tasks[0]!.period, tasks[0]!.askedPeriod, tasks[0]!.movedReason],
        ['2026-12', '2026-11', 'cutoffPassed'],
      );
      assert.equal(tasks[0]!.officialCutoff, '2026-12-25');
      // 入职到现在都没有工伤保障。
      assert.deepEqual(
        [enrolments[0]!.uncovered?.from, enrolments[0]!.uncovered?.days],
        ['2026-11-16', 11],
      );
      const told = await world.as(
        shop.tenant,
        (tx) => tx.sql<{ payload: unknown }>`
          select payload from platform.outbox
           where tenant_id = ${shop.tenant} and type = 'insurance_task.moved'`,
      );
      assert.equal(told.length, 1);
      // 顺延后办成：参保从十二月起，不再记作十一月在保。
      assert.equal(codeOf(await submit(task!.id)), 'ok');
      const done = { officialNumber: '4401', effectivePeriod: null };
      await world.as(shop.tenant, (tx) => succeedTask(tx, task!.id, done));
      const settled = await chainOf(shop.tenant, id);
      assert.deepEqual(
        [settled.enrolments[0]!.startPeriod, settled.enrolments[0]!.state],
        ['2026-12', 'insured'],
      );
      assert.equal(settled.enrolments[0]!.uncovered!.to, '2026-11-30');
      assert.deepEqual(await plan(shop.tenant), { openedCount: 0, movedCount: 0 });
    } finally {
      world.clock.set(monday);
    }
  });

  test('次月生效的单位户：为十二月参保，十一月办；已过则为一月', async () => {
    const shop = await castShop('次月');
    const input = known(shop, { enrolEffective: 'nextMonth', enrolDay: 20 });
    valueOf(await world.as(shop.tenant, (tx) => setProcedure(tx, input)));
    const late = await shop.enrol('2026-11-16', '2026-12');
    const early = await shop.enrol('2026-11-16', '2027-01');
    await plan(shop.tenant);
    const [moved] = (await chainOf(shop.tenant, late)).tasks;
    assert.deepEqual([moved!.period, moved!.movedReason], ['2027-01', 'cutoffPassed']);
    const [kept] = (await chainOf(shop.tenant, early)).tasks;
    // 20日是周日，提前到周五。
    assert.deepEqual([kept!.period, kept!.officialCutoff], ['2027-01', '2026-12-18']);
  });
});

describe('办理', () => {
  let shop: Shop;
  before(async () => {
    shop = await castShop('办理');
  });
  const run = <T>(work: (tx: Parameters<typeof openTasks>[0]) => Promise<T>) =>
    world.as(shop.tenant, work);

  test('待办理 → 已提交 → 失败 → 重办 → 成功；同一次提交说两遍算一次', async () => {
    const id = await shop.enrol('2026-11-18', '2026-11');
    await plan(shop.tenant);
    const state = async () => (await chainOf(shop.tenant, id)).enrolments[0]!.state;
    const taskId = (await chainOf(shop.tenant, id)).tasks[0]!.id;
    const done = { officialNumber: null, effectivePeriod: null };
    assert.equal(
      codeOf(await run((tx) => succeedTask(tx, taskId, done))),
      'insurance_task.state_wrong',
    );
    assert.equal(codeOf(await run((tx) => submitTask(tx, taskId, { attempt: '1' }))), 'ok');
    assert.equal(codeOf(await run((tx) => submitTask(tx, taskId, { attempt: '1' }))), 'ok');
    const again = await run((tx) => submitTask(tx, taskId, { attempt: '2' }));
    assert.equal(codeOf(again), 'insurance_task.state_wrong');
    assert.equal(await state(), 'enrolSubmitted');
    const cancelled = await run((tx) => cancelTask(tx, taskId, { reason: '不办了' }));
    assert.equal(codeOf(cancelled), 'insurance_task.state_wrong');
    const words = '该员工已在其他单位参保未停保';
    await run((tx) => failTask(tx, taskId, { reasonCode: 'insuredElsewhere', words }));
    assert.equal(await state(), 'enrolFailed');
    assert.equal((await chainOf(shop.tenant, id)).tasks[0]!.failureWords, words);
    await run((tx) => reopenTask(tx, taskId));
    assert.equal(await state(), 'awaitingEnrol');
    await run((tx) => submitTask(tx, taskId, { attempt: '2' }));
    assert.equal(codeOf(await run((tx) => succeedTask(tx, taskId, done))), 'ok');
    assert.equal(await state(), 'insured');
  });

  test('没有这项任务', async () => {
    const id = newId<'tsk'>();
    const done = { officialNumber: null, effectivePeriod: null };
    const words = { reasonCode: 'other' as const, words: '无' };
    const answers = [
      await run((tx) => submitTask(tx, id, { attempt: '1' })),
      await run((tx) => succeedTask(tx, id, done)),
      await run((tx) => failTask(tx, id, words)),
      await run((tx) => reopenTask(tx, id)),
      await run((tx) => cancelTask(tx, id, { reason: '无' })),
    ];
    assert.deepEqual(new Set(answers.map(codeOf)), new Set(['insurance_task.not_found']));
  });

  test('取消增员：参保不再在册，以后也不再自动生成', async () => {
    const id = await shop.enrol('2026-11-18', '2026-11');
    await plan(shop.tenant);
    const taskId = (await chainOf(shop.tenant, id)).tasks[0]!.id;
    await run((tx) => cancelTask(tx, taskId, { reason: '员工未报到' }));
    const { enrolments, tasks } = await chainOf(shop.tenant, id);
    assert.deepEqual([enrolments.length, tasks[0]!.state], [0, 'cancelled']);
    assert.deepEqual(await plan(shop.tenant, [id]), { openedCount: 0, movedCount: 0 });
  });

  test('基数变更：从本月起的新基数生成任务，顺延后办成按实际月份', async () => {
    const id = await shop.enrol('2024-03-01', '2024-03');
    const base = (fromPeriod: string, amount: string) => {
      const { tenant: tenantId, social } = shop;
      const input = { tenantId, employmentId: id, registrationId: social };
      const terms = { ...input, fromPeriod: period(fromPeriod), base: yuan(amount) };
      return run((tx) => setEnrolment(tx, terms));
    };
    valueOf(await base('2026-11', '12000'));
    await plan(shop.tenant);
    valueOf(await base('2026-11', '12500'));
    await plan(shop.tenant);
    const [task] = (await chainOf(shop.tenant, id)).tasks;
    assert.deepEqual([task!.kind, task!.base], ['changeBase', yuan('12500')]);
    await run((tx) => submitTask(tx, task!.id, { attempt: '1' }));
    const held = { officialNumber: null, effectivePeriod: period('2026-12') };
    await run((tx) => succeedTask(tx, task!.id, held));
    const terms = await run(
      (tx) => tx.sql<{ month: string; fen: number }>`
        select b.from_period as month, b.base_fen as fen from people.enrolment_base b
          join people.enrolled_person e on e.shard_key = b.shard_key
           and e.tenant_id = b.tenant_id and e.enrolment_id = b.enrolment_id
         where b.tenant_id = ${shop.tenant} and e.employment_id = ${id} order by 1`,
    );
    assert.deepEqual(
      terms.map(({ month, fen }) => [month, fen]),
      [
        ['2024-03', 900_000],
        ['2026-12', 1_250_000],
      ],
    );
    assert.deepEqual(await plan(shop.tenant, [id]), { openedCount: 0, movedCount: 0 });
    // 改回原来的基数：未提交的任务失去依据。
    valueOf(await base('2027-01', '15000'));
    await plan(shop.tenant, [id]);
    valueOf(await base('2027-01', '12500'));
    await plan(shop.tenant, [id]);
    const states = (await chainOf(shop.tenant, id)).tasks.map(({ state }) => state);
    assert.deepEqual(states, ['cancelled', 'succeeded']);
  });
});

describe('离职', () => {
  test('减员任务等客户确认末月；撤回离职则取消，再离职再生成', async () => {
    const shop = await castShop('离职');
    const id = await shop.enrol('2024-03-01', '2024-03');
    const leave = {
      tenantId: shop.tenant,
      employmentId: id,
      endsOn: plainDate('2026-11-20'),
      leavingReason: 'resignation' as const,
    };
    valueOf(await world.as(shop.tenant, (tx) => endEmployment(tx, leave)));
    await plan(shop.tenant);
    const { enrolments, tasks } = await chainOf(shop.tenant, id);
    assert.equal(enrolments[0]!.state, 'awaitingStop');
    assert.deepEqual(
      [tasks[0]!.kind, tasks[0]!.period, tasks[0]!.waitsFor, tasks[0]!.leavingReason],
      ['stop', '2026-12', 'lastPeriod', 'resignation'],
    );
    assert.deepEqual(await world.as(shop.tenant, (tx) => openTasks(tx)), []);
    const submitted = await world.as(shop.tenant, (tx) =>
      submitTask(tx, tasks[0]!.id, { attempt: '1' }),
    );
    assert.equal(codeOf(submitted), 'insurance_task.waits');
    await world.as(
      shop.tenant,
      (tx) => tx.sql`
        update people.employment set ends_on = null, leaving_reason = null
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`,
    );
    await plan(shop.tenant);
    assert.equal((await chainOf(shop.tenant, id)).tasks[0]!.cancelReason, 'leavingWithdrawn');
    assert.equal((await chainOf(shop.tenant, id)).enrolments[0]!.state, 'takenOver');
    valueOf(await world.as(shop.tenant, (tx) => endEmployment(tx, leave)));
    assert.equal((await plan(shop.tenant)).openedCount, 1);
  });

  test('按单位户的离职原因代码；已提交减员不是已停保，失败也不是，办成才是', async () => {
    const shop = await castShop('代码');
    const codes = [{ reason: 'resignation' as const, code: '09', words: '个人辞职' }];
    const input = known(shop, { reasonCodes: codes });
    valueOf(await world.as(shop.tenant, (tx) => setProcedure(tx, input)));
    const id = await shop.enrol('2024-03-01', '2024-03', 'both');
    const leave = {
      tenantId: shop.tenant,
      employmentId: id,
      endsOn: plainDate('2026-11-20'),
      leavingReason: 'resignation' as const,
    };
    valueOf(await world.as(shop.tenant, (tx) => endEmployment(tx, leave)));
    await deliverEvents(world.host, listeners);
    const { tasks } = await chainOf(shop.tenant, id);
    assert.deepEqual(
      new Map(tasks.map((one) => [one.registrationKind, one.agencyReason?.code ?? null])),
      new Map([
        ['housingFund', null],
        ['socialInsurance', '09'],
      ]),
      '离职的消息自己生成减员；没有代码的机构不编',
    );
    const stop = tasks.find(({ registrationKind }) => registrationKind === 'socialInsurance')!;
    assert.deepEqual(stop.agencyReason, { code: '09', words: '个人辞职' });
    const confirmations = tasks.map((one) => ({ taskId: one.id, lastPeriod: period('2026-11') }));
    const confirmed = { tenantId: shop.tenant, confirmations };
    valueOf(await world.as(shop.tenant, (tx) => confirmLastPeriod(tx, confirmed)));
    const state = async () => {
      const { enrolments } = await chainOf(shop.tenant, id);
      return enrolments.find(({ registrationId }) => registrationId === shop.social)!.state;
    };
    const run = <T>(work: (tx: Parameters<typeof openTasks>[0]) => Promise<T>) =>
      world.as(shop.tenant, work);
    await run((tx) => submitTask(tx, stop.id, { attempt: '1' }));
    assert.equal(await state(), 'stopSubmitted');
    const refused = { reasonCode: 'other' as const, words: '该员工有未结清的费款' };
    await run((tx) => failTask(tx, stop.id, refused));
    assert.equal(await state(), 'stopFailed');
    await run((tx) => reopenTask(tx, stop.id));
    assert.equal(await state(), 'awaitingStop');
    await run((tx) => submitTask(tx, stop.id, { attempt: '2' }));
    const done = { officialNumber: null, effectivePeriod: null };
    await run((tx) => succeedTask(tx, stop.id, done));
    assert.equal(await state(), 'stopped');
  });

  test('末月已记录的直接可办；经办机构多收一个月，在册末月随之', async () => {
    const shop = await castShop('末月');
    const id = await shop.enrol('2024-03-01', '2024-03', 'both');
    const { enrolments } = await chainOf(shop.tenant, id);
    for (const { enrolmentId } of enrolments) {
      const stop = { tenantId: shop.tenant, enrolmentId, stopPeriod: period('2026-11') };
      valueOf(await world.as(shop.tenant, (tx) => stopEnrolment(tx, stop)));
    }
    await plan(shop.tenant);
    for (const { taskId, registrationKind } of await world.as(shop.tenant, (tx) => openTasks(tx))) {
      await world.as(shop.tenant, (tx) => submitTask(tx, taskId, { attempt: taskId }));
      const month = registrationKind === 'housingFund' ? '2026-12' : '2027-01';
      const done = { officialNumber: null, effectivePeriod: period(month) };
      await world.as(shop.tenant, (tx) => succeedTask(tx, taskId, done));
    }
    const after = (await chainOf(shop.tenant, id)).enrolments;
    assert.deepEqual(
      after.map(({ state, stopPeriod }) => [state, stopPeriod]),
      [
        ['stopped', '2026-12'],
        ['sealed', '2026-11'],
      ],
    );
  });
});

describe('用工备案', () => {
  test('先备案的单位户：备案办成后才能增员；退工在停保之后', async () => {
    const shop = await castShop('备案');
    const input = known(shop, { filingFirst: true });
    valueOf(await world.as(shop.tenant, (tx) => setProcedure(tx, input)));
    const id = await shop.enrol('2026-11-16', '2026-11');
    await plan(shop.tenant);
    const { tasks } = await chainOf(shop.tenant, id);
    const filing = tasks.find(({ kind }) => kind === 'employmentFiling')!;
    const enrol = tasks.find(({ kind }) => kind === 'enrol')!;
    assert.deepEqual([filing.officialCutoff, enrol.waitsFor], ['2026-11-25', 'filing']);
    const work = async (taskId: TaskId) => {
      const sent = await world.as(shop.tenant, (tx) => submitTask(tx, taskId, { attempt: taskId }));
      const done = { officialNumber: null, effectivePeriod: null };
      if (sent.ok) await world.as(shop.tenant, (tx) => succeedTask(tx, taskId, done));
      return codeOf(sent);
    };
    assert.equal(await work(enrol.id), 'insurance_task.waits');
    assert.equal(await work(filing.id), 'ok');
    assert.equal(await work(enrol.id), 'ok');
    const [enrolment] = (await chainOf(shop.tenant, id)).enrolments;
    const { enrolmentId } = enrolment!;
    const stop = { tenantId: shop.tenant, enrolmentId, stopPeriod: period('2026-11') };
    valueOf(await world.as(shop.tenant, (tx) => stopEnrolment(tx, stop)));
    await plan(shop.tenant);
    const leaving = (await chainOf(shop.tenant, id)).tasks;
    const exit = leaving.find(({ kind }) => kind === 'exitFiling')!;
    assert.equal(exit.waitsFor, 'stop');
    assert.equal(await work(exit.id), 'insurance_task.waits');
    assert.equal(await work(leaving.find(({ kind }) => kind === 'stop')!.id), 'ok');
    assert.equal(await work(exit.id), 'ok');
  });
});

describe('单位户办理规则', () => {
  test('单位户自己的优先，其余用城市的；没有的仍是未知；同月再设为更正', async () => {
    const shop = await castShop('规则', '310000');
    const list = async () => {
      const input = { tenantId: shop.tenant, period: period('2026-11') };
      const { rows } = valueOf(await world.as(shop.tenant, (tx) => listProcedures(tx, input)));
      return rows.find(({ registrationId }) => registrationId === shop.social)!;
    };
    const before = await list();
    assert.deepEqual([before.enrolDay, before.stopDay, before.provisional], [15, 11, true]);
    assert.deepEqual([before.filingFirst, before.backContributionMonths], [null, null]);
    assert.equal(before.city!.mark, 'secondary');
    const own = known(shop, { enrolDay: 20, stopDay: 18 });
    valueOf(await world.as(shop.tenant, (tx) => setProcedure(tx, own)));
    const later = known(shop, { enrolDay: 10, validFrom: period('2027-01') });
    valueOf(await world.as(shop.tenant, (tx) => setProcedure(tx, later)));
    const after = await list();
    assert.deepEqual([after.enrolDay, after.provisional, after.own.length], [20, false, 2]);
    assert.deepEqual(
      [before.signIn, after.signIn, after.payment, after.backContributionMonths],
      [null, 'uKey', 'current', 3],
    );
    assert.deepEqual(after.reasonCodes, own.reasonCodes);
    assert.equal(after.own[1]!.setByName, '王芳');
    valueOf(await world.as(shop.tenant, (tx) => setProcedure(tx, known(shop, { enrolDay: 22 }))));
    assert.deepEqual([(await list()).enrolDay, (await list()).own.length], [22, 2]);
  });

  test('别家的单位户不能设；规则改了，待办任务的截止日随之', async () => {
    const [shop, other] = [await castShop('改规则'), await castShop('别家')];
    const foreign = { ...known(shop), tenantId: other.tenant };
    const refused = await world.as(other.tenant, (tx) => setProcedure(tx, foreign));
    assert.equal(codeOf(refused), 'registration.not_found');
    const id = await shop.enrol('2026-11-16', '2026-11');
    await plan(shop.tenant);
    const input = known(shop, { enrolDay: 28 });
    valueOf(await world.as(shop.tenant, (tx) => setProcedure(tx, input)));
    await deliverEvents(world.host, listeners);
    const [task] = (await chainOf(shop.tenant, id)).tasks;
    // 28日是周六。
    assert.deepEqual([task!.officialCutoff, task!.cutoffProvisional], ['2026-11-27', false]);
  });
});

describe('发起与列表', () => {
  test('转移、首次社保卡由人发起；不属于该机构、没有参保、正在办理的拒绝', async () => {
    const shop = await castShop('发起');
    const id = await shop.enrol('2024-03-01', '2024-03');
    const ask = (changed: object) => {
      const { tenant: tenantId } = shop;
      const input = { tenantId, employmentId: id, registrationId: shop.social };
      const wanted = { ...input, kind: 'firstCard' as const, ...changed };
      return world.as(tenantId, (tx) => requestInsuranceTask(tx, wanted));
    };
    assert.equal(codeOf(await ask({ employmentId: newId<'emp'>() })), 'employment.not_found');
    assert.equal(codeOf(await ask({ registrationId: newId<'reg'>() })), 'registration.not_found');
    assert.equal(codeOf(await ask({ registrationId: shop.fund })), 'insurance_task.kind_wrong');
    const transfer = { kind: 'transferIn', registrationId: shop.fund };
    assert.equal(codeOf(await ask(transfer)), 'insurance_task.not_insured');
    assert.equal(valueOf(await ask({})).kind, 'firstCard');
    assert.equal(codeOf(await ask({})), 'insurance_task.open_already');
    assert.equal(valueOf(await ask({ kind: 'transferIn' })).enrolmentId !== null, true);
    const unknown = { tenantId: shop.tenant, employmentId: newId<'emp'>() };
    const chain = await world.as(shop.tenant, (tx) => getInsuranceChain(tx, unknown));
    assert.equal(codeOf(chain), 'employment.not_found');
  });

  test('按截止日排列，未知的在后；按客户、状态、险种、截止日筛选；分页', async () => {
    const shop = await castShop('列表');
    for (const day of ['2026-11-16', '2026-11-17', '2026-11-18']) {
      await shop.enrol(day, '2026-11', 'both');
    }
    await plan(shop.tenant);
    const list = async (wanted: object) =>
      valueOf(
        await world.as(shop.tenant, (tx) =>
          listInsuranceTasks(tx, { clientId: shop.tenant, ...wanted }),
        ),
      );
    const first = await list({ limit: 4 });
    assert.deepEqual([first.rows.length, first.total], [4, 6]);
    assert.deepEqual(
      first.rows.map(({ officialCutoff }) => officialCutoff),
      ['2026-11-25', '2026-11-25', '2026-11-25', null],
    );
    const rest = await list({ limit: 4, after: first.next! });
    assert.deepEqual([rest.rows.length, rest.total, rest.next], [2, null, null]);
    const counts = [
      await list({ state: 'open' }),
      await list({ state: 'unconfirmed' }),
      await list({ registrationKind: 'housingFund' }),
      await list({ dueBy: plainDate('2026-11-25') }),
      await list({ cityCode: '310000' }),
      await list({ kind: 'enrol', state: 'pending' }),
      await list({ dueOn: plainDate('2026-11-24') }),
    ];
    assert.deepEqual(
      counts.map(({ total }) => total),
      [6, 0, 3, 3, 0, 6, 0],
    );
    assert.equal(first.rows[0]!.clientShortName, '列表');
  });

  test('截止日旁的件数就是点进去的行：已提交的不算', async () => {
    const shop = await castShop('截止件数');
    const ids = await Promise.all(
      ['2026-11-16', '2026-11-17'].map((day) => shop.enrol(day, '2026-11')),
    );
    await plan(shop.tenant);
    const counted = async () => {
      const due = valueOf(await world.as(shop.tenant, (tx) => listRegistrationsDue(tx, {})));
      return due.rows.find(({ registrationId }) => registrationId === shop.social)!;
    };
    const listed = async () => {
      const { officialCutoff: dueOn } = await counted();
      const wanted = { clientId: shop.tenant, state: 'unsent' as const, dueOn: dueOn! };
      const { rows, total } = valueOf(
        await world.as(shop.tenant, (tx) => listInsuranceTasks(tx, wanted)),
      );
      return [rows.length, total];
    };
    assert.equal((await counted()).unsentTasks, 2);
    assert.deepEqual(await listed(), [2, 2]);
    const [task] = (await chainOf(shop.tenant, ids[0]!)).tasks;
    const sent = await world.as(shop.tenant, (tx) => submitTask(tx, task!.id, { attempt: 'a' }));
    assert.equal(codeOf(sent), 'ok');
    assert.equal((await counted()).unsentTasks, 1);
    assert.deepEqual(await listed(), [1, 1]);
  });
});
