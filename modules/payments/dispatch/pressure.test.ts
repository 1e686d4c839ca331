import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@heyi/kernel';
import { type Host, pressureChannel, pressureOf } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { startDispatcher } from '../index.ts';
import { type LyingBank, openLyingBank } from '../testing/lying-bank.ts';
import {
  addClient,
  assertBooksAgree,
  createPayWorld,
  ordersOf,
  pay,
  until,
} from '../testing/pay-world.ts';

let world: TestHost;
let host: Host;
let bank: LyingBank;
before(async () => {
  ({ world, host } = await createPayWorld(() => [
    (bank = openLyingBank({ clock: systemClock, answerMs: 5 })),
  ]));
});
after(() => world.close());

/** Another server says that people wait, a dispatcher of this one hears it. */
async function pressed(): Promise<void> {
  await host.pool.query(`select pg_notify($1, '')`, [pressureChannel]);
}

async function heard(): Promise<void> {
  for (let tries = 0; pressureOf(host).share === 1; tries += 1) {
    assert.ok(tries < 100, 'the signal of another process is heard');
    await sleep(10);
  }
}

test('别的服务器有人在等：付款让路，但不停；没人等了，接着付完，各一次，账平', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 2 });
  const dispatcher = await startDispatcher({ host, channels: [bank] });
  await pressed();
  await heard();
  const names = Array.from({ length: 200 }, (_, index) => ({ name: `李文静 ${index}` }));
  const signals = setInterval(() => void pressed(), 200);
  await pay(host, client, names);
  const since = performance.now();
  await until(host, client.tenantId, (orders) => orders.some(({ state }) => state === 'succeeded'));
  await sleep(1000);
  const looks = Math.ceil((performance.now() - since) / 500) + 1;
  const few = Math.ceil(bank.inFlightMax / 4);
  assert.ok(bank.submitted.length <= looks * few, `${bank.submitted.length} in ${looks} looks`);
  assert.ok(bank.submitted.length < 200);
  // The server that said so is killed: it says nothing more, and nothing is left of it.
  clearInterval(signals);
  const paid = await until(host, client.tenantId, (orders) =>
    orders.every(({ state }) => state === 'succeeded'),
  );
  assert.equal(paid.length, 200);
  assert.equal(new Set(bank.submitted).size, 200);
  assert.equal(bank.submitted.length, 200);
  await dispatcher.stop();
  await assertBooksAgree(host, client);
});

test('正在让路时停下：在途的有结果，别的留在队里，账平', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  const dispatcher = await startDispatcher({ host, channels: [bank] });
  await pressed();
  await heard();
  await pay(
    host,
    client,
    Array.from({ length: 60 }, (_, index) => ({ name: `李文静 ${index}` })),
  );
  const before = bank.submitted.length;
  const submits = () => bank.submitted.length - before;
  for (const endAt = performance.now() + 5000; submits() === 0; await sleep(20)) {
    assert.ok(performance.now() < endAt, 'some go on');
    await pressed();
  }
  await dispatcher.stop();
  const orders = await ordersOf(host, client.tenantId);
  assert.equal(orders.filter(({ state }) => state === 'succeeded').length, submits());
  assert.equal(orders.filter(({ state }) => state === 'queued').length, 60 - submits());
  await assertBooksAgree(host, client);
});
