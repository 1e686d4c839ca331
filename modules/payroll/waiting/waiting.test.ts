import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { permissionsOf } from '@heyi/access';
import { createLicence } from '@heyi/clients';
import { accessContract } from '@heyi/contract';
import { addDays, formatId, type Id, newId, type PlainDate, plainDate, yuan } from '@heyi/kernel';
import { askPapers, openThread, postMessage, settleThread } from '@heyi/messages';
import {
  type Actor,
  inTransaction,
  shardKeyOf,
  systemActor,
  type Transaction,
} from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import {
  call,
  castRunClient,
  castWorker,
  done,
  finance,
  lockMonth,
  openRun,
  openWorld,
  receive,
  type RunClient,
  settleOrders,
  specialist,
} from '../testing/run-world.ts';
import { listWaiting } from './list-waiting.ts';
import { type OpenRun, waitingOfRun } from './waiting.ts';

const today = plainDate('2026-11-23');
/** Somebody with every role. */
const all = { ...specialist, permissions: permissionsOf(accessContract.roles) };
const everything = () => true;
const only =
  (...permissions: string[]) =>
  (permission: string) =>
    permissions.includes(permission);

const open: OpenRun = {
  id: newId<'run'>(),
  clientId: newId<'ten'>(),
  title: '2026年11月工资',
  state: 'collecting',
  payDate: plainDate('2026-11-25'),
  blockers: 0,
  openWarnings: 0,
  submitted: 0,
};

type Case = {
  title: string;
  run: Partial<OpenRun>;
  may?: (permission: string) => boolean;
  kinds: string[];
};
const cases: Case[] = [
  { title: '收集数据：等制单', run: {}, kinds: ['prepare 1'] },
  { title: '收到数据：还等审核', run: { submitted: 2 }, kinds: ['prepare 1', 'review 2'] },
  {
    title: '有阻断项和提醒：等解决，不再说制单',
    run: { state: 'calculated', blockers: 3, openWarnings: 5 },
    kinds: ['blockers 3', 'warnings 5'],
  },
  { title: '只有提醒', run: { state: 'rejected', openWarnings: 1 }, kinds: ['warnings 1'] },
  { title: '计算中：不等人', run: { state: 'calculating' }, kinds: [] },
  { title: '审核中：等审批', run: { state: 'inReview', submitted: 1 }, kinds: ['approve 1'] },
  { title: '已审批：等锁定', run: { state: 'approved' }, kinds: ['prepare 1'] },
  { title: '已锁定：等配款', run: { state: 'locked' }, kinds: ['fund 1'] },
  { title: '待到款', run: { state: 'awaitingFunds' }, kinds: ['fund 1'] },
  { title: '已到款：等付款', run: { state: 'funded' }, kinds: ['pay 1'] },
  { title: '发放中：等银行', run: { state: 'paying' }, kinds: [] },
  { title: '部分发放：有未付成的', run: { state: 'partiallyPaid' }, kinds: ['payFailures 1'] },
  { title: '已发放：等关账', run: { state: 'paid' }, kinds: ['prepare 1'] },
  { title: '已关账', run: { state: 'closed' }, kinds: [] },
  {
    title: '专员不审批',
    run: { state: 'inReview' },
    may: only('payroll_run:prepare'),
    kinds: [],
  },
  {
    title: '没有锁定的权限：已审批的不等他',
    run: { state: 'approved' },
    may: only('payroll_run:prepare'),
    kinds: [],
  },
  { title: '财务不制单', run: {}, may: only('payroll_run:fund'), kinds: [] },
];

describe('一个批次等谁', () => {
  for (const { title, run, may = everything, kinds } of cases) {
    test(title, () => {
      const rows = waitingOfRun({ ...open, ...run }, may);
      assert.deepEqual(
        rows.map(({ kind, count }) => `${kind} ${count}`),
        kinds,
      );
      assert.ok(rows.every(({ dueOn }) => dueOn === open.payDate));
    });
  }
});

describe('等我处理', () => {
  let world: TestHost;
  let house: Id<'ten'>;
  let client: RunClient;
  before(async () => {
    world = await openWorld('2026-11-23T01:00:00.000Z');
    house = world.host.houseId;
    client = await castRunClient(world, '云杉');
    await castWorker(world, client, { name: '欧阳䶮' });
  });
  after(() => world.close());

  const clientHr = () => ({
    ...specialist,
    accountId: newId<'acc'>(),
    tenantId: client.tenantId,
    permissions: permissionsOf(['client_hr']),
  });
  const waiting = async (given: Record<string, unknown> = {}) =>
    done(world, client.tenantId, 'listWaiting', given, all);
  const kinds = async (given: Record<string, unknown> = {}) =>
    (await waiting(given)).rows.map(({ kind, dueOn }) => `${dueOn ?? '—'} ${kind}`);

  test('跟着批次走：制单、审批、配款；锁定以后还等申报，最早的在前', async () => {
    assert.deepEqual(await kinds(), []);
    const runId = await openRun(world, client, '2026-11');
    assert.deepEqual(await kinds(), ['2026-11-25 prepare']);
    const [row] = (await waiting()).rows;
    assert.equal(row!.clientName, '云杉');
    assert.equal(row!.run!.id, runId);
    await done(world, client.tenantId, 'submitInput', { runId, source: 'payChanges' });
    assert.deepEqual(await kinds(), ['2026-11-25 prepare', '2026-11-25 review']);
    await lockMonth(world, client, runId);
    assert.deepEqual(await kinds(), ['2026-11-25 fund', '2026-12-15 returns']);
    const { total, due } = await waiting();
    assert.deepEqual([total, due], [2, 0]);
    world.clock.set('2026-11-25T01:00:00.000Z');
    assert.equal((await waiting()).due, 1, '发放日当天算到期');
    world.clock.set('2026-11-23T01:00:00.000Z');
  });

  test('垫付、证照、没人认领的到款、付款失败', async () => {
    const { run } = (await waiting()).rows[0]!;
    const advance = {
      payerAccountId: client.payerAccountId,
      subjectId: formatId('run', run!.id),
      amount: yuan('10'),
      reason: '客户款未到',
    };
    const { shardKey, now } = {
      shardKey: shardKeyOf(client.tenantId),
      now: world.host.clock.now(),
    };
    await world.as(
      client.tenantId,
      (tx) => tx.sql`
        insert into billing.advance (shard_key, tenant_id, id, payer_account_id, subject_id, amount,
                                     reason, state, requested_by_name, requested_at)
        values (${shardKey}, ${tx.tenantId}, ${newId()}, ${advance.payerAccountId}, ${run!.id}, 1000,
                ${advance.reason}, 'requested', '李静', ${now})`,
    );
    const licence = { kind: 'labourDispatch' as const, number: '0417', holderName: '合一' };
    const expiresOn: PlainDate = addDays(today, 45);
    await world.as(house, (tx) => createLicence(tx, { tenantId: house, ...licence, expiresOn }));
    await done(
      world,
      client.tenantId,
      'recordReceipt',
      {
        payerAccountId: client.payerAccountId,
        amount: yuan('5'),
        senderName: '不知道是谁',
        bankReference: 'R1',
        receivedOn: plainDate('2026-11-20'),
        isMatched: false,
      },
      finance,
    );
    await world.as(
      house,
      (tx) => tx.sql`
        insert into reconciliation.discrepancy (shard_key, tenant_id, id, payer_account_id, kind,
                                                subject_id, arisen_on, bank_amount, state, opened_at)
        values (${tx.shardKey}, ${house}, ${newId()}, ${client.payerAccountId}, 'bankOnly',
                ${newId()}, '2026-11-19', -500, 'open', ${now})`,
    );
    assert.deepEqual(await kinds(), [
      '2026-11-19 discrepancies',
      '2026-11-20 receipts',
      '2026-11-25 advances',
      '2026-11-25 fund',
      '2026-12-15 returns',
      '2027-01-07 licences',
    ]);
    const [last] = (await waiting()).rows.slice(-1);
    assert.deepEqual(last!.licence, { kind: 'labourDispatch', title: null, number: '0417' });
    assert.deepEqual(await kinds({ client: house }), [
      '2026-11-19 discrepancies',
      '2027-01-07 licences',
    ]);
  });

  test('客户人事的提问等专员，专员要的材料等客户人事；各看各的，带着回复时限', async () => {
    const { employmentId } = await castWorker(world, client, { name: '马赫木提·买买提' });
    const threadId = await world.as(client.tenantId, (tx) =>
      openThread(tx, {
        subjectKind: 'orderLine',
        subjectId: newId<'orl'>(),
        employmentId,
        title: '住房公积金贷款',
      }),
    );
    const hr = clientHr();
    const seenBy = async (actor: Partial<Actor>) =>
      (await done(world, client.tenantId, 'listWaiting', {}, actor)).rows
        .filter(({ kind }) => kind === 'threads' || kind.startsWith('papers'))
        .map(({ kind, count, dueAt }) => [kind, count, dueAt]);
    await world.as(client.tenantId, (tx) => postMessage(tx, { threadId, text: '办好了吗？' }), hr);
    assert.deepEqual(await seenBy(hr), []);
    assert.deepEqual(await seenBy(all), [['threads', 1, '2026-11-23T06:00:00.000Z']]);
    const papers = [{ name: '劳动合同' }];
    await world.as(client.tenantId, (tx) => askPapers(tx, { threadId, from: 'clientHr', papers }));
    assert.deepEqual(await seenBy(all), []);
    const dueAt = '2026-11-23T10:00:00.000Z';
    assert.deepEqual(await seenBy(hr), [
      ['papersToHandIn', 1, dueAt],
      ['threads', 1, dueAt],
    ]);
    await world.as(client.tenantId, (tx) => settleThread(tx, { threadId }));
  });

  test('欠费、账单差异、没有出成的账单等专员；打回的订单行等客户人事', async () => {
    const bill = newId<'obl'>();
    const order = newId<'sor'>();
    await world.as(client.tenantId, async (tx) => {
      await tx.sql`
        insert into billing.bill_drawing (shard_key, tenant_id, period, due_on, failure, tried_at)
        values (${tx.shardKey}, ${tx.tenantId}, '2026-11', '2026-11-05', 'terms_missing',
                ${tx.now})`;
      await tx.sql`
        insert into insurance.arrears
               (shard_key, tenant_id, id, registration_id, period, due_on, failed_on, principal_fen,
                responsibility, reason, recorded_by_name, recorded_at)
        values (${tx.shardKey}, ${tx.tenantId}, ${newId()}, ${newId()}, '2026-10', '2026-10-15',
                '2026-10-16', 100, 'client', '扣款余额不足', '李静', ${tx.now})`;
      await tx.sql`
        insert into insurance.official_bill
               (shard_key, tenant_id, id, registration_id, registration_ids, period, state, file_id,
                file_name, sha256, evidence_id, created_by_name, created_at)
        values (${tx.shardKey}, ${tx.tenantId}, ${bill}, ${client.registrations.socialInsurance},
                array[]::uuid[], '2026-10', 'read', ${newId()}, '账单.csv', '\\x00', ${newId()}, '李静',
                ${tx.now})`;
      await tx.sql`
        insert into insurance.bill_difference
               (shard_key, tenant_id, id, bill_id, person_name, period, type, cause, our_base_fen,
                our_employer_fen, our_employee_fen, bill_base_fen, bill_employer_fen,
                bill_employee_fen)
        values (${tx.shardKey}, ${tx.tenantId}, ${newId()}, ${bill}, '欧阳䶮', '2026-10', 'regular',
                'rounding', 0, 0, 0, 0, 1, 0)`;
      await tx.sql`
        insert into orders.service_order
               (shard_key, tenant_id, id, title, cooperation_mode, city_code, collection,
                from_period, state, created_at, created_by_name)
        values (${tx.shardKey}, ${tx.tenantId}, ${order}, '北京社保', 'outsourcing', '110000',
                'prepaid', '2026-01', 'draft', ${tx.now}, '李静')`;
      await tx.sql`
        insert into orders.line
               (shard_key, tenant_id, id, order_id, item, service, employment_id, person_id,
                person_name, city_code, period, asked_period, cutoff_provisional, source,
                submitted_by_name, state, channel, reason, created_at, changed_at)
        values (${tx.shardKey}, ${tx.tenantId}, ${newId()}, ${order}, 'socialInsurance', 'enrol',
                ${newId()}, ${newId()}, '欧阳䶮', '110000', '2026-11', '2026-11', false, 'form',
                '李静', 'sentBack', 'manualOnline', '缺身份证', ${tx.now}, ${tx.now})`;
    });
    const added = ['billsNotDrawn', 'arrears', 'differences', 'linesSentBack'];
    const seenBy = async (actor: Partial<Actor>) =>
      (await done(world, client.tenantId, 'listWaiting', {}, actor)).rows.filter(({ kind }) =>
        added.includes(kind),
      );
    const told = await seenBy(all);
    assert.deepEqual(
      told.map(({ kind, count, dueOn }) => [kind, count, dueOn]),
      [
        ['arrears', 1, '2026-10-15'],
        ['billsNotDrawn', 1, '2026-11-05'],
        ['differences', 1, null],
      ],
    );
    assert.deepEqual(told[2]!.officialBill, {
      id: bill,
      period: '2026-10',
      place: '北京',
    });
    assert.deepEqual(
      (await seenBy(clientHr())).map(({ kind, count }) => [kind, count]),
      [['linesSentBack', 1]],
    );
  });

  test('翻页不重不漏；只看得到自己有权限处理的', async () => {
    const keys = (await waiting()).rows.map(({ key }) => key);
    const read: string[] = [];
    let next: string | null = null;
    do {
      const given: Record<string, unknown> = { limit: 2, ...(next !== null && { after: next }) };
      const page = await waiting(given);
      assert.equal(page.total, keys.length, '每页都说总数');
      read.push(...page.rows.map(({ key }) => key));
      next = page.next;
    } while (next !== null);
    assert.deepEqual(read, keys);
    const permissions = new Set(['tax:file']);
    const filing = await call(
      world,
      client.tenantId,
      'listWaiting',
      {},
      {
        ...specialist,
        permissions,
      },
    );
    assert.ok(filing.ok);
    assert.deepEqual(
      filing.value.rows.map(({ kind }) => kind),
      ['returns'],
    );
    const nobody = { ...specialist, permissions: new Set<string>() };
    const none = await call(world, client.tenantId, 'listWaiting', {}, nobody);
    assert.ok(none.ok);
    assert.deepEqual([none.value.rows, none.value.total], [[], 0]);
  });

  test('付款失败的那笔等人看，重付以后不再等', async () => {
    const other = await castRunClient(world, '海棠');
    await castWorker(world, other, { name: '古丽' });
    const runId = await openRun(world, other, '2026-11');
    await lockMonth(world, other, runId);
    const { totals } = await done(world, other.tenantId, 'getPayrollRun', { runId });
    await receive(world, other, totals!.net);
    await done(world, other.tenantId, 'fundRun', { runId }, finance);
    await done(world, other.tenantId, 'payRun', { runId }, finance);
    await settleOrders(world, other.tenantId, runId, () => 'failed');
    const seen = async () =>
      (await done(world, other.tenantId, 'listWaiting', { client: other.tenantId }, all)).rows.map(
        ({ kind }) => kind,
      );
    assert.deepEqual((await seen()).toSorted(), ['failed', 'payFailures', 'returns']);
    await done(world, other.tenantId, 'retryFailedMembers', { runId }, finance);
    assert.ok(!(await seen()).includes('failed'));
  });
});

describe('两百个客户', () => {
  let world: TestHost;
  before(async () => {
    world = await openWorld('2026-11-23T01:00:00.000Z');
  });
  after(() => world.close());

  async function asksFor(tenantIds: Id<'ten'>[]) {
    const actor = { ...systemActor('王芳'), permissions: all.permissions };
    const scope = { tenantIds, actor, requestId: 'test' };
    return inTransaction(world.host, scope, async (tx) => {
      let statements = 0;
      const sql = ((...parts: Parameters<Transaction['sql']>) => {
        statements += 1;
        return tx.sql(...parts);
      }) as Transaction['sql'];
      const answer = await listWaiting({ ...tx, sql }, { limit: 500 });
      assert.ok(answer.ok);
      return { statements, ...answer.value };
    });
  }

  test('每个客户一个批次：一次读全，查询的条数与客户数无关', async () => {
    const tenantIds: Id<'ten'>[] = [world.host.houseId];
    for (let count = 0; count < 200; count += 1) tenantIds.push(await world.tenant());
    const clients = tenantIds.slice(1);
    const scope = { tenantIds: clients, actor: systemActor('王芳'), requestId: 'test' };
    await inTransaction(
      world.host,
      scope,
      (tx) => tx.sql`
        insert into payroll.run
               (shard_key, tenant_id, id, kind, title, wage_month, pay_date, tax_period,
                approval_mode, state, prepared_by_name, created_at, changed_at)
        select c.shard_key, c.id, c.run_id, 'regular', '2026年11月工资', '2026-11',
               '2026-11-01'::date + (c.number % 28)::int, '2026-11', 'client', 'collecting', '李静',
               ${tx.now}, ${tx.now}
          from unnest(${clients.map(shardKeyOf)}::int[], ${clients}::uuid[],
                      ${clients.map(() => newId())}::uuid[]) with ordinality
               as c (shard_key, id, run_id, number)`,
    );
    const few = await asksFor(tenantIds.slice(0, 4));
    const many = await asksFor(tenantIds);
    assert.equal(few.rows.length, 3);
    assert.equal(many.rows.length, 200);
    assert.equal(many.total, 200);
    assert.equal(new Set(many.rows.map(({ clientId }) => clientId)).size, 200);
    assert.equal(many.statements, few.statements);
    const days = many.rows.map(({ dueOn }) => dueOn!);
    assert.deepEqual(days, days.toSorted());
    assert.equal(many.due, days.filter((day) => day <= today).length);
  });
});
