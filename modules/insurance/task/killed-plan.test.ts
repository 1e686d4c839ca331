import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { plainDate } from '@heyi/kernel';
import { endEmployment } from '@heyi/people';
import { castHouse, joiner, valueOf } from '@heyi/people/testing';
import { inTransaction, systemActor, type Transaction } from '@heyi/platform';
import { createTestHost, type TestHost, untilWaiting } from '@heyi/platform/testing';
import { setInsuranceScheme } from '../scheme/set-insurance-scheme.ts';
import { castShop, type Shop, submitTask, succeedTask } from '../testing.ts';
import { planTasks } from './plan-tasks.ts';
import { openTasks } from './task.store.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  await castHouse(world);
});
after(() => world.close());

/** A client in whose plan there is something of each kind to do. */
async function castMoves(name: string): Promise<Shop> {
  const shop = await castShop(world, name);
  const { tenant: tenantId, company, social, fund } = shop;
  const scheme = {
    tenantId,
    insuranceEntityId: company,
    cityCode: '110000',
    socialInsuranceId: social,
    medicalId: null,
    housingFundId: fund,
    insuranceBaseRule: 'floor' as const,
    insuranceBase: null,
    fundBaseRule: 'floor' as const,
    fundBase: null,
    fundRate: null,
    joinUntilDay: 31,
    leaveUntilDay: 0,
    leaverDifferences: 'client' as const,
  };
  valueOf(await world.as(tenantId, (tx) => setInsuranceScheme(tx, scheme)));
  await joiner(world, tenantId, company, { startsOn: '2026-11-16' });
  await shop.enrol('2026-11-16', '2026-11', 'both');
  const leaver = await shop.enrol('2024-03-01', '2024-03');
  const end = { tenantId, employmentId: leaver, endsOn: plainDate('2026-11-20') };
  const leave = { ...end, leavingReason: 'resignation' as const };
  valueOf(await world.as(tenantId, (tx) => endEmployment(tx, leave)));
  return shop;
}

/** The process dies before the statement of that number: its transaction is gone. */
async function diesAt<T>(
  shop: Shop,
  statement: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T | 'dead'> {
  const scope = {
    tenantIds: [shop.tenant, world.host.houseId],
    actor: systemActor('test'),
    requestId: 'test',
  };
  let left = statement;
  return inTransaction(world.host, scope, (tx) => {
    const sql = ((...args: Parameters<typeof tx.sql>) => {
      left -= 1;
      if (left < 0) throw new Error('killed');
      return tx.sql(...args);
    }) as typeof tx.sql;
    return work({ ...tx, sql });
  }).catch((fault: Error) => {
    assert.equal(fault.message, 'killed');
    return 'dead' as const;
  });
}

const taskCount = async ({ tenant }: Shop) =>
  world.as(tenant, async (tx) => {
    const [row] = await tx.sql<{ count: number }>`
      select count(*)::int as count from insurance.task
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`;
    return row!.count;
  });

test('排任务时在任一步被杀：什么都没有留下，重来一次全部生成', async () => {
  const shop = await castMoves('被杀');
  let survived = 0;
  for (let step = 0; survived === 0; step += 1) {
    assert.ok(step < 60, 'the plan ends');
    const plan = await diesAt(shop, step, (tx) => planTasks(tx, null));
    if (plan === 'dead') {
      assert.equal(await taskCount(shop), 0, `第${step}步`);
    } else {
      // 入职的两人各两项，离职的一项。
      assert.deepEqual(plan, { openedCount: 5, movedCount: 0 });
      survived = step;
    }
  }
  assert.ok(survived > 8);
  assert.equal(await taskCount(shop), 5);
});

test('记录办理结果时被杀：任务仍是已提交，不会显示为办成', async () => {
  const shop = await castMoves('结果');
  await world.as(shop.tenant, (tx) => planTasks(tx, null));
  const [task] = await world.as(shop.tenant, (tx) => openTasks(tx));
  const { taskId } = task!;
  await world.as(shop.tenant, (tx) => submitTask(tx, taskId, { attempt: '1' }));
  const state = () =>
    world.as(shop.tenant, async (tx) => {
      const [row] = await tx.sql<{ state: string }>`
        select state from insurance.task
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${taskId}`;
      return row!.state;
    });
  const done = { officialNumber: 'A1', effectivePeriod: null };
  for (let step = 0; ; step += 1) {
    const answer = await diesAt(shop, step, (tx) => succeedTask(tx, taskId, done));
    if (answer !== 'dead') break;
    assert.equal(await state(), 'submitted', `第${step}步`);
  }
  assert.equal(await state(), 'succeeded');
});

test('两处同时排：后来的等先来的，不重复生成', async () => {
  const shop = await castMoves('同时');
  let goOn = () => {};
  let isPlanned = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const planned = new Promise<void>((resolve) => (isPlanned = resolve));
  const first = world.as(shop.tenant, async (tx) => {
    const plan = await planTasks(tx, null);
    isPlanned();
    await held;
    return plan;
  });
  await planned;
  const second = world.as(shop.tenant, (tx) => planTasks(tx, null));
  await untilWaiting(world.database);
  goOn();
  assert.equal((await first).openedCount, 5);
  assert.deepEqual(await second, { openedCount: 0, movedCount: 0 });
  assert.equal(await taskCount(shop), 5);
});
