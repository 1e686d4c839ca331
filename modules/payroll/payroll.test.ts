import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { yuan } from '@heyi/kernel';
import { valueOf } from '@heyi/people/testing';
import type { TestHost } from '@heyi/platform/testing';
import {
  approve,
  calculate,
  call,
  castRunClient,
  castWorker,
  finance,
  openRun,
  openWorld,
  payslipOf,
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
    assert.ok(why.reasons[0].textZh.length > 4, why.line.code);
  }
});
