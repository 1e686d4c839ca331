import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fen, formatYuan, plainDate, yuan } from '@heyi/kernel';
import { endEmployment } from '@heyi/people';
import { valueOf } from '@heyi/people/testing';
import type { TestHost } from '@heyi/platform/testing';
import {
  approve,
  calculate,
  call,
  castRunClient,
  castWorker,
  done,
  finance,
  lockMonth,
  openRun,
  openWorld,
  payslipOf,
  putTerm,
  receive,
  settleOrders,
  stateOf,
  submit,
} from './testing/run-world.ts';

let world: TestHost;
before(async () => {
  world = await openWorld('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

test('从名单到发放：创建、数据、计算、检查、审批、锁定、配款、发放、关账', async () => {
  const client = await castRunClient(world, '华联');
  const { tenantId } = client;
  const worker = await castWorker(world, client, { name: '阿依古丽·买买提' });
  await castWorker(world, client, { name: '䶮昊', basePay: yuan('9000') });
  const runId = await openRun(world, client, '2026-11');
  assert.equal(await stateOf(world, tenantId, runId), 'draft');

  await calculate(world, client, runId);
  assert.equal(await stateOf(world, tenantId, runId), 'calculated');
  const slip = await payslipOf(world, tenantId, runId, worker.employmentId);
  assert.equal(slip.ownContributions, yuan('4503.00'));

  await submit(world, client, runId);
  await approve(world, client, runId);
  valueOf(await call(world, tenantId, 'lockRun', { runId }));
  const waiting = valueOf(await call(world, tenantId, 'fundRun', { runId }, finance));
  assert.equal(waiting.isFunded, false);
  assert.equal(await stateOf(world, tenantId, runId), 'awaitingFunds');
  await receive(world, client, waiting.missing);
  const funded = valueOf(await call(world, tenantId, 'fundRun', { runId }, finance));
  assert.equal(funded.isFunded, true);
  assert.equal(await stateOf(world, tenantId, runId), 'funded');

  valueOf(await call(world, tenantId, 'payRun', { runId }, finance));
  assert.equal(await stateOf(world, tenantId, runId), 'paying');
  await settleOrders(world, tenantId, runId);
  assert.equal(await stateOf(world, tenantId, runId), 'paid');
  const payment = valueOf(await call(world, tenantId, 'getRunPayment', { runId }));
  assert.deepEqual([payment.paidPeople, payment.proof.agrees], [2, true]);
  valueOf(await call(world, tenantId, 'closeRun', { runId }));
  assert.equal(await stateOf(world, tenantId, runId), 'closed');

  for (const { line } of slip.lines) {
    const why = valueOf(
      await call(world, tenantId, 'explainPayslipLine', { payslipId: slip.id, line }),
    );
    assert.ok(why.reasons[0]!.textZh.length > 4, why.line.code);
  }
});

test('批次列表：只看分配给自己的客户，按状态筛选', async () => {
  const client = await castRunClient(world, '列表');
  await castWorker(world, client);
  const runId = await openRun(world, client, '2026-11');
  const wanted = { client: client.tenantId, open: true };
  const { rows } = await done(world, client.tenantId, 'listPayrollRuns', wanted);
  assert.deepEqual(
    rows.map(({ id, clientName, state, waitsFor }) => [id, clientName, state, waitsFor]),
    [[runId, '列表', 'draft', 'preparer']],
  );
  await calculate(world, client, runId);
  const [row] = (await done(world, client.tenantId, 'listPayrollRuns', wanted)).rows;
  assert.equal(row!.people, 1);
  assert.ok(row!.openWarnings > 0);
  const closed = await done(world, client.tenantId, 'listPayrollRuns', {
    ...wanted,
    state: 'closed',
  });
  assert.deepEqual(closed.rows, []);
});

test('薪资方案：设置改动使未锁定的结果作废', async () => {
  const client = await castRunClient(world, '方案');
  await castWorker(world, client);
  const runId = await openRun(world, client, '2026-11');
  await calculate(world, client, runId);
  const settings = {
    contributionMonthOffset: 0,
    netChangePercent: 50,
    recoverReceivables: false,
    sickPayPercent: 100,
  };
  const scheme = await done(world, client.tenantId, 'putPayScheme', settings);
  assert.equal(scheme.sickPayPercent, 100);
  assert.equal(await stateOf(world, client.tenantId, runId), 'collecting');
});

test('与上月比较、人员名单：调薪、入职各有原因，相加等于差额', async () => {
  const client = await castRunClient(world, '比较');
  const worker = await castWorker(world, client, { base: null });
  const october = await openRun(world, client, '2026-10');
  await lockMonth(world, client, october);
  const joiner = await castWorker(world, client, { base: null, startsOn: '2026-11-02' });
  await putTerm(world, client, worker, 'basePay', yuan('21000'), '2026-11-01');
  const runId = await openRun(world, client, '2026-11');
  await calculate(world, client, runId);
  const comparison = await done(world, client.tenantId, 'getRunComparison', { runId });
  assert.equal(comparison.previousRunId, october);
  assert.equal(comparison.unexplained, 0);
  const net = comparison.totals.find(({ figure }) => figure === 'net')!;
  const bridged = comparison.bridge.reduce((all, { change }) => all + change, 0);
  assert.equal(formatYuan(fen(bridged)), net.change);
  const reasons = new Map(comparison.rows.map((row) => [row.employmentId, row.reasons]));
  assert.equal(reasons.get(joiner.employmentId)![0]!.reason, 'joiner');
  assert.ok(reasons.get(worker.employmentId)!.some(({ reason }) => reason === 'payTerm'));
  const joiners = await done(world, client.tenantId, 'listRunMembers', { runId, filter: 'joiner' });
  assert.deepEqual(
    joiners.rows.map(({ employmentId, presence }) => [employmentId, presence]),
    [[joiner.employmentId, 'joiner']],
  );
  const inputs = await done(world, client.tenantId, 'listMonthInputs', { runId });
  assert.deepEqual(inputs.rows, []);
});

test('离职结算：先发最后一次工资，当月常规批次不再有此人', async () => {
  const client = await castRunClient(world, '结算');
  const { tenantId } = client;
  const leaver = await castWorker(world, client);
  const stays = await castWorker(world, client);
  const facts = { endsOn: plainDate('2026-11-13'), leavingReason: 'resignation' as const };
  await world.as(tenantId, async (tx) => {
    valueOf(await endEmployment(tx, { tenantId, employmentId: leaver.employmentId, ...facts }));
  });
  const final = await openRun(world, client, '2026-11', {
    kind: 'final',
    payDate: plainDate('2026-11-16'),
  });
  const place = {
    runId: final,
    employmentId: leaver.employmentId,
    place: 'included',
    reason: '离职结算',
  };
  await done(world, tenantId, 'placeMember', place);
  await lockMonth(world, client, final);
  const slip = await payslipOf(world, tenantId, final, leaver.employmentId);
  // 11月13日前10个计薪日少于缺勤的11日，按发：20000÷21.75×10。
  assert.equal(formatYuan(slip.gross), '9195.40');
  const regular = await openRun(world, client, '2026-11');
  await calculate(world, client, regular);
  const members = await done(world, tenantId, 'listRunMembers', { runId: regular });
  assert.deepEqual(
    members.rows.map(({ employmentId }) => employmentId),
    [stays.employmentId],
  );
});
