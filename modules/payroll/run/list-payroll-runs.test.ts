import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { payPeriod } from '@heyi/kernel';
import { valueOf } from '@heyi/people/testing';
import type { TestHost } from '@heyi/platform/testing';
import {
  calculate,
  call,
  castRunClient,
  castWorker,
  openRun,
  openWorld,
  stateOf,
} from '../testing/run-world.ts';

let world: TestHost;
before(async () => {
  world = await openWorld('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

test('listPayrollRuns：新的在前，按月份、状态、未完成筛选，写明轮到谁', async () => {
  const client = await castRunClient(world, '云杉');
  const { tenantId } = client;
  await castWorker(world, client, { name: '欧阳䶮' });
  const october = await openRun(world, client, '2026-10');
  const november = await openRun(world, client, '2026-11');
  await calculate(world, client, november);
  valueOf(await call(world, tenantId, 'cancelRun', { runId: october, reason: '重开' }));

  const idsOf = async (filter: Record<string, unknown>) =>
    valueOf(await call(world, tenantId, 'listPayrollRuns', filter)).rows.map(({ id }) => id);
  assert.deepEqual(await idsOf({}), [november, october]);
  assert.deepEqual(await idsOf({ open: true }), [november]);
  assert.deepEqual(await idsOf({ wageMonth: payPeriod('2026-10') }), [october]);
  assert.deepEqual(await idsOf({ state: 'calculated' }), [november]);
  assert.deepEqual(await idsOf({ limit: 1 }), [november]);
  const [row] = valueOf(await call(world, tenantId, 'listPayrollRuns', { limit: 1 })).rows;
  assert.deepEqual([row?.waitsFor, row?.people, row?.clientName], ['preparer', 1, '云杉']);
});

test('putPayScheme：改了薪资方案，未锁定批次的结果作废', async () => {
  const client = await castRunClient(world, '海棠');
  const { tenantId } = client;
  await castWorker(world, client, { name: '古丽' });
  const runId = await openRun(world, client, '2026-11');
  await calculate(world, client, runId);
  const scheme = valueOf(await call(world, tenantId, 'getPayScheme', {}));
  const changed = { ...scheme, netChangePercent: 45 };
  const changedScheme = valueOf(await call(world, tenantId, 'putPayScheme', changed));
  assert.equal(changedScheme.netChangePercent, 45);
  assert.equal(await stateOf(world, tenantId, runId), 'collecting');
});
