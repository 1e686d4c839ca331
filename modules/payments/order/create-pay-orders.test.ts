import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fen, newId, systemClock } from '@heyi/kernel';
import { balanceOf } from '@heyi/ledger';
import type { Host } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { createPayOrders, latestPayOrdersOf, payProgressOf } from '../index.ts';
import { openLyingBank } from '../testing/lying-bank.ts';
import {
  addClient,
  asTenant,
  createPayWorld,
  ordersOf,
  pay,
  payeesOf,
} from '../testing/pay-world.ts';
import { listPayBatches } from './list-pay-batches.ts';
import { listPayOrders } from './list-pay-orders.ts';

let world: TestHost;
let host: Host;
before(async () => {
  ({ world, host } = await createPayWorld(() => [openLyingBank({ clock: systemClock })]));
});
after(() => world.close());

const request = { subjectKind: 'payrollRun', purpose: '2026年11月工资' } as const;
const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `陈晓 ${index}`,
    amount: fen(100 + index),
  }));

test('一百次并发点击发放：只生成一套指令，只记一次账', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 2, inHouse: true });
  const subjectId = newId<'run'>();
  const orders = await asTenant(host, client.tenantId, (tx) => payeesOf(tx, client, people(20)));
  const clicks = await Promise.all(
    Array.from({ length: 100 }, () =>
      asTenant(host, client.tenantId, (tx) =>
        createPayOrders(tx, { ...request, subjectId, orders }),
      ),
    ),
  );
  const total = orders.amounts.reduce((sum, amount) => sum + amount, 0);
  assert.deepEqual(
    clicks.filter(({ created }) => created > 0),
    [{ created: 20, amount: total }],
  );
  assert.equal((await ordersOf(host, client.tenantId)).length, 20);
  await asTenant(host, client.tenantId, async (tx) => {
    const flights = await balanceOf(
      tx,
      client.entities.map(({ payerAccountId }) => ({
        kind: 'paymentsInFlight' as const,
        payerAccountId,
      })),
    );
    assert.equal(
      flights.reduce((sum, { balance }) => sum - balance, 0),
      total,
    );
    const journals = await tx.sql`
      select 1 from ledger.journal where tenant_id = ${tx.tenantId} and kind = 'pay_order.queued'`;
    assert.equal(journals.length, 2, 'one journal an entity and account');
  });
});

test('锁在别人手里时点击：等他提交，然后什么也不再生成', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  const subjectId = newId<'run'>();
  const orders = await asTenant(host, client.tenantId, (tx) => payeesOf(tx, client, people(3)));
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const first = asTenant(host, client.tenantId, async (tx) => {
    const made = await createPayOrders(tx, { ...request, subjectId, orders });
    await held;
    return made.created;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const second = asTenant(host, client.tenantId, (tx) =>
    createPayOrders(tx, { ...request, subjectId, orders }),
  );
  setTimeout(() => release(), 50);
  assert.deepEqual([await first, (await second).created], [3, 0]);
});

test('缓发的人后来加入同一批次：只生成他们的，合计随之增加', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  const subjectId = newId<'run'>();
  const orders = await asTenant(host, client.tenantId, (tx) => payeesOf(tx, client, people(5)));
  const cut = (count: number) =>
    Object.fromEntries(
      Object.entries(orders).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.slice(0, count) : value,
      ]),
    ) as typeof orders;
  const createFirst = (count: number) =>
    asTenant(host, client.tenantId, (tx) =>
      createPayOrders(tx, { ...request, subjectId, orders: cut(count) }),
    );
  assert.equal((await createFirst(3)).created, 3);
  assert.equal((await createFirst(5)).created, 2);
  await asTenant(host, client.tenantId, async (tx) => {
    const progress = await payProgressOf(tx, subjectId);
    assert.deepEqual([progress.count, progress.amount, progress.isMoving], [5, 510, true]);
    assert.equal(progress.batches.length, 1);
    assert.equal((await latestPayOrdersOf(tx, subjectId)).size, 5);
  });
});

test('金额为零、账户停用、列长不齐：拒绝', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  const orders = await asTenant(host, client.tenantId, (tx) => payeesOf(tx, client, people(2)));
  const create = (change: Partial<typeof orders>) =>
    asTenant(host, client.tenantId, (tx) =>
      createPayOrders(tx, { ...request, subjectId: newId(), orders: { ...orders, ...change } }),
    );
  await assert.rejects(create({ amounts: [fen(1), fen(0)] }), /positive amount/);
  await assert.rejects(create({ payeeNames: ['一人'] }), /one length/);
  await assert.rejects(create({ payerAccountIds: [newId(), newId()] }), /cannot be seen/);
  const twice = [orders.subjectIds[0]!, orders.subjectIds[0]!];
  await assert.rejects(create({ subjectIds: twice }), /paid by one order/);
  await asTenant(
    host,
    client.tenantId,
    (tx) => tx.sql`
    update payments.payer_account set state = 'closed' where tenant_id = ${tx.tenantId}`,
  );
  await assert.rejects(create({}), /is closed/);
  const nobody = await asTenant(host, client.tenantId, async (tx) =>
    createPayOrders(tx, { ...request, subjectId: newId(), orders: await payeesOf(tx, client, []) }),
  );
  assert.deepEqual(nobody, { created: 0, amount: 0 });
});

test('查询：按批次、状态、姓名、尾号、参考号；可翻页；别的客户看不到', async () => {
  const client = await addClient(world, host, { channel: 'lying', entities: 2 });
  const other = await addClient(world, host, { channel: 'lying', entities: 1 });
  const subjectId = await pay(host, client, people(7));
  await asTenant(host, client.tenantId, async (tx) => {
    const { tenantId } = client;
    const list = async (filter: object) => (await listPayOrders(tx, { tenantId, ...filter })).value;
    const batches = (await listPayBatches(tx, { tenantId, subjectId })).value.rows;
    assert.deepEqual(new Set(batches.map(({ count }) => count)), new Set([3, 4]));
    assert.equal((await listPayBatches(tx, { tenantId, limit: 1 })).value.rows.length, 1);
    assert.equal((await list({ payBatchId: batches[0]!.id })).rows.length, batches[0]!.count);
    assert.equal((await list({ state: 'queued' })).rows.length, 7);
    assert.equal((await list({ state: 'failed' })).rows.length, 0);
    assert.deepEqual(
      (await list({ search: '陈晓 3' })).rows.map(({ payeeName }) => payeeName),
      ['陈晓 3'],
    );
    const [order] = (await list({ search: '0003' })).rows;
    assert.equal(order?.payeeName, '陈晓 3');
    assert.equal((await list({ search: order.reference })).rows[0]?.id, order.id);
    assert.equal((await list({ subjectId: order.subjectId })).rows[0]?.id, order.id);
    assert.deepEqual((await list({ subjectId: 'unknown_1' })).rows, []);
    const first = await list({ limit: 4 });
    const rest = await list({ limit: 4, after: first.next });
    assert.deepEqual([first.rows.length, rest.rows.length, rest.next], [4, 3, null]);
  });
  await asTenant(host, other.tenantId, async (tx) => {
    const seen = await listPayOrders(tx, { tenantId: other.tenantId, subjectId: undefined });
    assert.deepEqual(seen.value.rows, []);
    assert.equal((await payProgressOf(tx, subjectId)).count, 0);
  });
});
