import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantId, Transaction } from '../postgres/transaction.ts';
import { createTestHost, type TestHost } from '../testing.ts';
import { deliverEvents, type Listener, listener } from './deliver.ts';
import { publish } from './publish.ts';

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

test('送到一半进程被杀：没提交的重送，提交了的不重送', async () => {
  const tenant = await published(20);
  const script = path.join(import.meta.dirname, 'testing/deliverer-worker.ts');
  const args = [script, world.database.urls.appUrl, world.host.houseId];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let effects = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    effects += chunk.toString().split('\n').length - 1;
    // In the middle of the sixth: its effect is written and not committed.
    if (effects >= 6) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  const before = await effectsIn(tenant);
  assert.ok(before >= 5 && before < 20, `杀掉时已送达 ${before} 件`);
  const seen: number[] = [];
  // PostgreSQL notices the dead deliverer within moments; until then its tenant is passed over.
  const deadline = performance.now() + 10_000;
  while (seen.length < 20 - before && performance.now() < deadline) {
    await deliverEvents(world.host, [numbersListener(seen)]);
    await sleep(50);
  }
  assert.equal(await effectsIn(tenant), 20);
  assert.deepEqual(
    seen,
    Array.from({ length: 20 - before }, (_, index) => before + index + 1),
  );
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
