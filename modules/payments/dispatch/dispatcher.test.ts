import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { addSeconds, systemClock } from '@heyi/kernel';
import type { Host } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { type Dispatcher, type DispatchPolicy, startDispatcher } from '../index.ts';
import { referenceOf } from '../order/pay-order.ts';
import { type LyingBank, openLyingBank } from '../testing/lying-bank.ts';
import {
  addClient,
  assertBooksAgree,
  asTenant,
  createPayWorld,
  type OrderRow,
  ordersOf,
  pay,
  until,
} from '../testing/pay-world.ts';

const hasty: DispatchPolicy = {
  answerSeconds: 2,
  askAfterSeconds: [0.1, 0.2, 0.3, 0.4],
  resendAfterSeconds: [0.5, 0.5, 0.5],
};

let world: TestHost;
let host: Host;
let bank: LyingBank;
const dispatchers: Dispatcher[] = [];
before(async () => {
  const made = await createPayWorld(() => [
    (bank = openLyingBank({ clock: systemClock, answerMs: 5 })),
  ]);
  ({ world, host } = made);
});
afterEach(stopAll);
after(() => world.close());

async function start(policy: DispatchPolicy = hasty): Promise<Dispatcher> {
  const dispatcher = await startDispatcher({ host, channels: [bank], policy });
  dispatchers.push(dispatcher);
  return dispatcher;
}

async function stopAll(): Promise<void> {
  for (const dispatcher of dispatchers.splice(0)) await dispatcher.stop();
}

const all = (state: string) => (orders: OrderRow[]) =>
  orders.length > 0 && orders.every((order) => order.state === state);
const submitsOf = (order: OrderRow) =>
  bank.submitted.filter((reference) => reference === referenceOf(order.id)).length;
const people = (count: number, name = '李文静') =>
  Array.from({ length: count }, (_, index) => ({ name: `${name} ${index}` }));

test('四个主体一起发，各一次；通道同时在途不超过上限；账平', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 4, inHouse: true });
  await start();
  bank.openMax = 0;
  await pay(host, client, people(100));
  const orders = await until(host, client.tenantId, all('succeeded'));
  assert.ok(orders.every((order) => submitsOf(order) === 1));
  assert.equal(bank.openMax, bank.inFlightMax);
  const first = bank.submitted.slice(-100, -80).map((reference) => {
    const order = orders.find(({ id }) => referenceOf(id) === reference)!;
    return order.legalEntityId;
  });
  assert.equal(new Set(first).size, 4, 'every entity is among the first twenty');
  await assertBooksAgree(host, client);
});

test('每一种谎：超时、断线、报错、查无，每笔恰好一个结果，绝不付两次', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 2 });
  const lies = ['timeoutBefore', 'timeoutAfter', 'arrivesLate', 'throws', 'fails', 'closed'];
  await start();
  await pay(
    host,
    client,
    [...lies, ...lies].map((name, index) => ({ name: `${name} ${index}` })),
  );
  const isOver = ({ state }: OrderRow) => state === 'succeeded' || state === 'failed';
  const orders = await until(host, client.tenantId, (rows) => rows.every(isOver));
  for (const order of orders) {
    const executed = bank.book.get(referenceOf(order.id));
    assert.equal(executed?.state, order.state, order.payeeName);
    assert.equal(order.state, order.payeeName.startsWith('fails') ? 'failed' : 'succeeded');
    if (!/^(timeoutBefore|closed)/.test(order.payeeName)) {
      assert.equal(submitsOf(order), 1, `${order.payeeName} was sent once`);
    }
  }
  await assertBooksAgree(host, client);
});

test('多次发送仍查无此笔：转人工，不再发送', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  await start();
  await pay(host, client, [{ name: 'neverArrives' }]);
  const [order] = await until(host, client.tenantId, all('manual'));
  assert.equal(order?.code, 'not_found');
  assert.equal(submitsOf(order), hasty.resendAfterSeconds.length);
  await assertBooksAgree(host, client);
});

test('受理后久无结果：按间隔询问，问完转人工', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  await start();
  await pay(host, client, [{ name: 'silent' }]);
  const [order] = await until(host, client.tenantId, all('manual'));
  assert.equal(order?.code, 'unanswered');
  const asked = bank.queried.filter((reference) => reference === referenceOf(order.id));
  assert.equal(asked.length, hasty.askAfterSeconds.length);
  assert.equal(submitsOf(order), 1);
});

test('没有权限：转人工；挂账：转人工，银行处理后自动有结果', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  await start();
  await pay(host, client, [{ name: 'forbidden' }, { name: 'suspended' }]);
  const orders = await until(host, client.tenantId, all('manual'));
  assert.deepEqual(
    new Set(orders.map(({ code }) => code)),
    new Set(['payer_not_authorised', null]),
  );
  const suspended = orders.find(({ payeeName }) => payeeName === 'suspended')!;
  bank.report(referenceOf(suspended.id), 'succeeded');
  await until(host, client.tenantId, (rows) => rows.some(({ state }) => state === 'succeeded'));
  await assertBooksAgree(host, client);
});

test('银行关门：等到开门再发，关着的时候不反复敲门', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  bank.opensAt = addSeconds(systemClock.now(), 1);
  const before = bank.submitted.length;
  await start();
  await pay(host, client, people(60));
  await new Promise((resolve) => setTimeout(resolve, 600));
  const knocks = bank.submitted.length - before;
  assert.ok(knocks < 40, `${knocks} calls at a closed bank`);
  assert.ok((await ordersOf(host, client.tenantId)).every(({ state }) => state !== 'succeeded'));
  await until(host, client.tenantId, all('succeeded'));
  bank.opensAt = null;
  await assertBooksAgree(host, client);
});

test('两个调度器同时工作：每笔只发一次', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 3 });
  await Promise.all([start(), start()]);
  await Promise.all([pay(host, client, people(90)), pay(host, client, people(90))]);
  const orders = await until(
    host,
    client.tenantId,
    (rows) => rows.length === 180 && all('succeeded')(rows),
  );
  assert.deepEqual(
    orders.filter((order) => submitsOf(order) !== 1),
    [],
  );
  await assertBooksAgree(host, client);
});

test('停下时：已领未发的退回排队，在途的等到结果', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  const dispatcher = await start();
  await pay(host, client, people(40, 'slow'));
  await until(host, client.tenantId, (rows) => rows.some(({ state }) => state === 'sent'));
  await dispatcher.stop();
  dispatchers.splice(0);
  const orders = await ordersOf(host, client.tenantId);
  const states = Map.groupBy(orders, ({ state }) => state);
  assert.deepEqual([...states.keys()].toSorted(), ['queued', 'succeeded']);
  assert.ok(states.get('queued')!.every((order) => submitsOf(order) === 0 && order.sends === 0));
  await start();
  await until(host, client.tenantId, all('succeeded'));
  await assertBooksAgree(host, client);
});

test('银行忽然变慢：已领而久未发出的退回排队，之后每笔只发一次', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  await start();
  // Longer than a claim stays fresh, and shorter than its lease.
  const slow = bank.inFlightMax * 3;
  await pay(host, client, [...people(200), ...people(slow, 'crawls'), ...people(40)]);
  const orders = await until(host, client.tenantId, all('succeeded'), 20_000);
  assert.deepEqual(
    orders.filter((order) => submitsOf(order) !== 1 || order.sends !== 1),
    [],
  );
  const history = await asTenant(
    host,
    client.tenantId,
    (tx) => tx.sql<{ state: string }>`
    select state from payments.pay_order_event
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and state = 'queued'`,
  );
  assert.ok(history.length > 0, 'some were given back');
  await assertBooksAgree(host, client);
});

test('合计与明细不符：整批不发', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  await pay(host, client, people(3));
  await asTenant(
    host,
    client.tenantId,
    (tx) => tx.sql`
    update payments.pay_batch set order_amount = order_amount + 1 where tenant_id = ${tx.tenantId}`,
  );
  await start();
  const orders = await until(host, client.tenantId, all('held'));
  assert.ok(orders.every((order) => order.code === 'totals_differ' && submitsOf(order) === 0));
});

test('数据库连接在中途被切断：每笔恰好一个结果', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 3 });
  await start();
  await pay(host, client, people(300));
  const pg = await import('pg');
  const admin = new pg.default.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  for (let round = 0; round < 6; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 40));
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename = 'heyi_app'`,
    );
  }
  await admin.end();
  const isOver = (rows: OrderRow[]) => all('succeeded')(rows);
  const retrying = async (): Promise<OrderRow[]> => {
    try {
      return await until(host, client.tenantId, isOver, 15_000);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return retrying();
    }
  };
  const orders = await retrying();
  assert.deepEqual(
    orders.filter((order) => !bank.book.has(referenceOf(order.id))),
    [],
  );
  await assertBooksAgree(host, client);
});
