import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantId, Transaction } from '../postgres/transaction.ts';
import { createTestHost, type TestHost } from '../testing.ts';
import { batchListener, deliverEvents, type Listener, listener } from './deliver.ts';
import { type Event, publish, publishAll } from './publish.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost();
});
after(() => world.close());

async function published(count: number, type = 'step'): Promise<TenantId> {
  const tenant = await world.tenant();
  for (let number = 1; number <= count; number += 1) {
    await world.as(tenant, (tx) => publish(tx, { type, payload: { number } }));
    await sleep(2);
  }
  return tenant;
}

/** Writes one row in the transaction of the delivery: its effect. */
async function leaveEffect(tx: Transaction): Promise<void> {
  await tx.sql`
    insert into platform.audit_waiting (shard_key, tenant_id, entry_id)
    values (${tx.shardKey}, ${tx.tenantId}, gen_random_uuid())`;
}

async function effectsIn(tenant: TenantId): Promise<number> {
  const rows = await world.as(
    tenant,
    (tx) => tx.sql`select 1 from platform.audit_waiting where tenant_id = ${tenant}`,
  );
  return rows.length;
}

function numbersListener(seen: number[], run: (number: number) => Promise<void> = async () => {}) {
  return listener<{ type: 'step'; payload: { number: number } }>({
    name: 'numbers',
    type: 'step',
    run: async (tx, payload) => {
      await run(payload.number);
      await leaveEffect(tx);
      seen.push(payload.number);
    },
  });
}

test('按发生的先后送达，每件一次', async () => {
  const tenant = await published(5);
  const seen: number[] = [];
  assert.equal(await deliverEvents(world.host, [numbersListener(seen)]), 5);
  assert.deepEqual(seen, [1, 2, 3, 4, 5]);
  assert.equal(await deliverEvents(world.host, [numbersListener(seen)]), 0);
  assert.equal(await effectsIn(tenant), 5);
});

test('一个事务里发出的几件，也按先后送达', async () => {
  const tenant = await world.tenant();
  await world.as(tenant, async (tx) => {
    for (let number = 1; number <= 20; number += 1) {
      await publish(tx, { type: 'step', payload: { number } });
    }
  });
  const seen: number[] = [];
  await deliverEvents(world.host, [numbersListener(seen)]);
  assert.deepEqual(
    seen,
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
});

test('没有人听的也算送达，类型不同的不送', async () => {
  await published(2, 'unheard');
  const seen: number[] = [];
  assert.equal(await deliverEvents(world.host, [numbersListener(seen)]), 2);
  assert.deepEqual(seen, []);
});

test('两个送达者同时送：不重复，也不越过前一件', async () => {
  const tenant = await published(10);
  const seen: number[] = [];
  const listeners: Listener[] = [numbersListener(seen, () => sleep(5))];
  const counts = await Promise.all([
    deliverEvents(world.host, listeners),
    deliverEvents(world.host, listeners),
    deliverEvents(world.host, listeners),
  ]);
  assert.equal(counts[0] + counts[1] + counts[2], 10);
  assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.equal(await effectsIn(tenant), 10);
});

test('听者出错：它的效果撤回，后面的等着，别的客户照送', async () => {
  const poisoned = await published(3);
  const healthy = await published(3);
  let broken = true;
  const seen: number[] = [];
  const first = listener<{ type: 'step'; payload: { number: number } }>({
    name: 'first',
    type: 'step',
    run: (tx) => leaveEffect(tx),
  });
  const second = listener<{ type: 'step'; payload: { number: number } }>({
    name: 'second',
    type: 'step',
    run: async (tx, { number }) => {
      if (broken && number === 2 && tx.tenantId === poisoned) throw new Error('余额查询失败');
      if (tx.tenantId === poisoned) seen.push(number);
    },
  });
  await assert.rejects(deliverEvents(world.host, [first, second]), /余额查询失败/);
  assert.equal(await effectsIn(poisoned), 1);
  assert.equal(await effectsIn(healthy), 3);
  broken = false;
  assert.equal(await deliverEvents(world.host, [first, second]), 2);
  assert.deepEqual(seen, [1, 2, 3]);
  assert.equal(await effectsIn(poisoned), 3);
});

/** Starts a process that delivers slowly, kills it after so many effects; answers what has stayed. */
async function deliverAndKill(tenant: TenantId, kind: 'single' | 'batch', effectsMax: number) {
  const script = path.join(import.meta.dirname, 'testing/deliverer-worker.ts');
  const args = [script, world.database.urls.appUrl, world.host.houseId, kind];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let effects = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    effects += chunk.toString().split('\n').length - 1;
    if (effects >= effectsMax) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  assert.ok(effects >= effectsMax);
  return effectsIn(tenant);
}

/** PostgreSQL notices the dead deliverer within moments; until then its tenant is passed over. */
async function deliverUntil(listeners: readonly Listener[], isDone: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!isDone() && performance.now() < deadline) {
    await deliverEvents(world.host, listeners);
    await sleep(50);
  }
}

test('送到一半进程被杀：没提交的重送，提交了的不重送', async () => {
  const tenant = await published(20);
  // In the middle of the sixth: its effect is written and not committed.
  const before = await deliverAndKill(tenant, 'single', 6);
  assert.ok(before >= 5 && before < 20, `杀掉时已送达 ${before} 件`);
  const seen: number[] = [];
  await deliverUntil([numbersListener(seen)], () => seen.length === 20 - before);
  assert.equal(await effectsIn(tenant), 20);
  assert.deepEqual(
    seen,
    Array.from({ length: 20 - before }, (_, index) => before + index + 1),
  );
});

type Step = Event<string, { readonly number: number }>;

/** Leaves an effect for each event of a call, and keeps what each call was given. */
function stepsListener(
  calls: number[][],
  { types = ['step'], run = async () => {} }: { types?: string[]; run?: BatchRun } = {},
): Listener {
  return batchListener<Step>({
    name: 'steps',
    types,
    run: async (tx, news) => {
      const numbers = news.map(({ payload }) => payload.number);
      await run(tx, numbers);
      for (let count = 0; count < news.length; count += 1) await leaveEffect(tx);
      calls.push(numbers);
    },
  });
}

type BatchRun = (tx: Transaction, numbers: readonly number[]) => Promise<void>;

async function publishedAtOnce(steps: readonly (readonly [string, number])[]): Promise<TenantId> {
  const tenant = await world.tenant();
  const events = steps.map(([type, number]) => ({ type, payload: { number } }));
  await world.as(tenant, (tx) => publishAll(tx, events));
  return tenant;
}

const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, index) => from + index);

describe('成批听的', () => {
  test('等着的一次听完，先后不变；再送没有', async () => {
    const tenant = await published(20);
    const calls: number[][] = [];
    assert.equal(await deliverEvents(world.host, [stepsListener(calls)]), 20);
    assert.deepEqual(calls, [upTo(20)]);
    assert.equal(await effectsIn(tenant), 20);
    assert.equal(await deliverEvents(world.host, [stepsListener(calls)]), 0);
  });

  test('很多件分几批，一件不漏、一件不重', async () => {
    const tenant = await publishedAtOnce(upTo(1_234).map((number) => ['step', number]));
    const calls: number[][] = [];
    assert.equal(await deliverEvents(world.host, [stepsListener(calls)]), 1_234);
    assert.deepEqual(calls.flat(), upTo(1_234));
    assert.ok(calls.length < 5, `${calls.length} calls`);
    assert.equal(await effectsIn(tenant), 1_234);
  });

  test('同一件事发了两次：一次听到两件', async () => {
    const tenant = await publishedAtOnce([
      ['step', 7],
      ['step', 7],
    ]);
    const calls: number[][] = [];
    assert.equal(await deliverEvents(world.host, [stepsListener(calls)]), 2);
    assert.deepEqual(calls, [[7, 7]]);
    assert.equal(await effectsIn(tenant), 2);
  });

  test('几类一起听，没人听的夹在中间；有人逐件听的把批断开，谁也不越过谁', async () => {
    await publishedAtOnce([
      ['step', 1],
      ['unheard', 2],
      ['jump', 3],
      ['alone', 4],
      ['alone', 5],
      ['step', 6],
      ['jump', 7],
    ]);
    const order: string[] = [];
    const together = batchListener<Step>({
      name: 'together',
      types: ['step', 'jump'],
      run: async (_, news) =>
        void order.push(news.map(({ type, payload }) => `${type} ${payload.number}`).join()),
    });
    const jumps = batchListener<Step>({
      name: 'jumps',
      types: ['jump'],
      run: async (_, news) => void order.push(`${news.length} jump`),
    });
    const alone = listener<Step>({
      name: 'alone',
      type: 'alone',
      run: async (_, { number }) => void order.push(`alone ${number}`),
    });
    assert.equal(await deliverEvents(world.host, [together, jumps, alone]), 7);
    assert.deepEqual(order, [
      'step 1,jump 3',
      '1 jump',
      'alone 4',
      'alone 5',
      'step 6,jump 7',
      '1 jump',
    ]);
  });

  test('许多件里有一件送不了：它之前的都送到，它和后面的等着；好了以后各送一次', async () => {
    const poisoned = await publishedAtOnce(upTo(300).map((number) => ['step', number]));
    const healthy = await publishedAtOnce(upTo(300).map((number) => ['step', number]));
    let broken = true;
    const calls: number[][] = [];
    const run: BatchRun = async (tx, numbers) => {
      if (broken && tx.tenantId === poisoned && numbers.includes(201)) throw new Error('坏的一件');
    };
    const steps = stepsListener(calls, { run });
    await assert.rejects(deliverEvents(world.host, [steps]), /坏的一件/);
    assert.equal(await effectsIn(poisoned), 200);
    assert.equal(await effectsIn(healthy), 300);
    await assert.rejects(deliverEvents(world.host, [steps]), /坏的一件/);
    assert.equal(await effectsIn(poisoned), 200);
    broken = false;
    calls.length = 0;
    assert.equal(await deliverEvents(world.host, [steps]), 100);
    assert.deepEqual(calls.flat(), upTo(100, 201));
    assert.equal(await effectsIn(poisoned), 300);
  });

  test('一批里一个听者出错，另一个听者的效果一并撤回', async () => {
    const tenant = await published(4);
    const calls: number[][] = [];
    const fails = stepsListener([], {
      run: async () => {
        throw new Error('断电');
      },
    });
    await assert.rejects(deliverEvents(world.host, [stepsListener(calls), fails]), /断电/);
    assert.equal(await effectsIn(tenant), 0);
    calls.length = 0;
    assert.equal(await deliverEvents(world.host, [stepsListener(calls)]), 4);
    assert.deepEqual(calls, [upTo(4)]);
  });

  test('一批送到一半进程被杀：一件都没有留下，重送各一次', async () => {
    const tenant = await published(20);
    assert.equal(await deliverAndKill(tenant, 'batch', 6), 0);
    const calls: number[][] = [];
    await deliverUntil([stepsListener(calls)], () => calls.length > 0);
    assert.deepEqual(calls, [upTo(20)]);
    assert.equal(await effectsIn(tenant), 20);
  });

  test('几个送达者同时送：每批只有一个', async () => {
    const tenant = await published(30);
    const calls: number[][] = [];
    const steps = stepsListener(calls, { run: () => sleep(20) });
    const counts = await Promise.all([1, 2, 3].map(() => deliverEvents(world.host, [steps])));
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      30,
    );
    assert.deepEqual(calls, [upTo(30)]);
    assert.equal(await effectsIn(tenant), 30);
  });
});

test('事务撤回，消息也没有', async () => {
  const tenant = await world.tenant();
  await assert.rejects(
    world.as(tenant, async (tx) => {
      await publish(tx, { type: 'step', payload: { number: 1 } });
      throw new Error('断电');
    }),
    /断电/,
  );
  const seen: number[] = [];
  assert.equal(await deliverEvents(world.host, [numbersListener(seen)]), 0);
});
