import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formatId } from '@heyi/kernel';
import { balanceOf } from '@heyi/ledger';
import { applyReports } from '@heyi/payments';
import type { TestHost } from '@heyi/platform/testing';
import {
  castRunClient,
  castWorker,
  deliver,
  done,
  finance,
  lockMonth,
  openRun,
  openWorld,
  receive,
  settleOrders,
} from '../testing/run-world.ts';

let world: TestHost;
before(async () => {
  world = await openWorld('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

test('关账之后第二天退汇：重新挂账、各页可见、首页提醒，改账户后重付并结清', async () => {
  const client = await castRunClient(world, '退汇');
  const { tenantId, entityId, payerAccountId } = client;
  const worker = await castWorker(world, client, { name: '阿依古丽' });
  await castWorker(world, client, { name: '巴特尔' });
  const runId = await openRun(world, client, '2026-11');
  await lockMonth(world, client, runId);
  const { missing } = await done(world, tenantId, 'fundRun', { runId }, finance);
  await receive(world, client, missing);
  await done(world, tenantId, 'fundRun', { runId }, finance);
  await done(world, tenantId, 'payRun', { runId }, finance);
  await settleOrders(world, tenantId, runId);
  await done(world, tenantId, 'closeRun', { runId });
  const owed = { kind: 'wagesPayable', legalEntityId: entityId } as const;
  const bank = { kind: 'bank', payerAccountId } as const;
  const balances = async () =>
    (await world.as(tenantId, (tx) => balanceOf(tx, [owed, bank]))).map(({ balance }) => balance);
  assert.deepEqual(await balances(), [0, 0]);
  const view = () => done(world, tenantId, 'getPayrollRun', { runId }, finance);
  assert.deepEqual(
    [(await view()).failedPayments, (await view()).can.retryFailed, (await view()).can.payHeld],
    [0, 'payroll_run.nobody_to_pay', 'payroll_run.nobody_to_pay'],
  );

  const { rows } = await done(world, tenantId, 'listPayOrders', {
    subjectId: formatId('run', runId),
  });
  const order = rows.find(({ payeeName }) => payeeName === '阿依古丽')!;
  world.clock.set('2026-11-24T01:00:00.000Z');
  const report = {
    reference: formatId('pay', order.id),
    state: 'returned' as const,
    bankReference: 'ST-9',
    code: 'AC04',
    text: '账户已销户',
    occurredAt: '2026-11-24T00:30:00.000Z' as const,
  };
  // 每日流水可能再次带来同一条消息。
  await applyReports(world.host, [report, report], 'file');
  await applyReports(world.host, [report], 'file');
  await deliver(world);

  assert.deepEqual(await balances(), [0 - order.amount, order.amount], 'owed again, money is back');
  const returned = await view();
  assert.deepEqual([returned.state, returned.failedPayments], ['closed', 1]);
  assert.equal(returned.steps.find(({ step }) => step === 'pay')!.state, 'attention');
  assert.equal(returned.can.retryFailed, null);
  const payment = await done(world, tenantId, 'getRunPayment', { runId }, finance);
  assert.deepEqual([payment.rows[0]!.returned, payment.failedPeople], [1, 1]);
  const [open] = (await done(world, tenantId, 'getRunObligations', { runId }, finance)).rows;
  assert.deepEqual([open!.kind, open!.open], ['wages', order.amount]);
  const batches = await done(world, tenantId, 'listPayBatches', {}, finance);
  assert.ok(
    batches.rows[0]!.byState.some(({ state, count }) => state === 'returned' && count === 1),
  );
  const home = await done(world, tenantId, 'listWaiting', {}, finance);
  assert.ok(home.rows.some(({ kind, clientId }) => kind === 'returned' && clientId === tenantId));

  await done(world, tenantId, 'retryFailedMembers', { runId }, finance);
  await settleOrders(world, tenantId, runId);
  assert.deepEqual(await balances(), [0, 0]);
  const settled = await view();
  assert.deepEqual([settled.state, settled.failedPayments], ['closed', 0]);
  const members = await done(world, tenantId, 'listRunMembers', { runId });
  const member = members.rows.find(({ employmentId }) => employmentId === worker.employmentId);
  assert.equal(member!.payState, 'paid');
  const after = await done(world, tenantId, 'getRunPayment', { runId }, finance);
  assert.deepEqual([after.paidPeople, after.proof.agrees], [2, true]);
});
