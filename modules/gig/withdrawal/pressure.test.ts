import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pressureOf, showTenants, stripeKeysOf } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { answered, castWithdrawals, type WithdrawalCast } from '../testing/withdrawal-world.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

/** What a batch locks first is held: whoever asks waits. */
async function holdStripes({ client }: WithdrawalCast) {
  const stripes = await world.as(client.tenantId, stripeKeysOf);
  const holder = await world.host.pool.connect();
  try {
    await holder.query('begin');
    await holder.query(showTenants([client.tenantId]));
    for (const key of stripes) {
      await holder.query(
        'select 1 from gig.program_stripe where shard_key = $1 and tenant_id = $2 for update',
        [key, client.tenantId],
      );
    }
  } catch (refusal) {
    holder.release(true);
    throw refusal;
  }
  return async () => {
    await holder.query('commit');
    holder.release();
  };
}

/** As a dispatcher elsewhere hears it. */
async function listening() {
  const ear = await world.host.pool.connect();
  const signals: number[] = [];
  ear.on('notification', () => signals.push(performance.now()));
  await ear.query('listen heyi_pressure');
  return { signals, close: () => ear.release(true) };
}

test('有人等得太久：隔四分之一秒告诉所有进程；答完就不再说', async () => {
  const cast = await castWithdrawals(world, { workers: 1, collector: { isAwaited: true } });
  const ear = await listening();
  const release = await holdStripes(cast);
  const since = performance.now();
  const asked = cast.ask(cast.workers[0]!, '100.00');
  await sleep(1100);
  await release();
  assert.equal(answered(await asked).state, 'accepted');
  const seconds = (performance.now() - since) / 1000;
  assert.ok(ear.signals.length >= 2, `${ear.signals.length} signals`);
  assert.ok(ear.signals.length <= seconds * 4 + 1, `${ear.signals.length} in ${seconds} s`);
  assert.ok(pressureOf(world.host).share < 1);
  await sleep(700);
  const told = ear.signals.length;
  assert.equal(pressureOf(world.host).share, 1);
  await sleep(300);
  assert.equal(ear.signals.length, told);
  ear.close();
  await cast.collector.close();
});

test('没有人在等的批次，等多久也不让别的事让路', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const ear = await listening();
  const release = await holdStripes(cast);
  const asked = cast.ask(cast.workers[0]!, '100.00');
  await sleep(300);
  await release();
  assert.equal(answered(await asked).state, 'accepted');
  assert.deepEqual(ear.signals, []);
  assert.equal(pressureOf(world.host).share, 1);
  ear.close();
  await cast.collector.close();
});
