import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId, systemClock } from '@heyi/kernel';
import { type Host, shardKeyOf, showTenants } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { dispatchPolicy } from '../order/pay-order.ts';
import {
  addClient,
  assertBooksAgree,
  createPayWorld,
  type OrderRow,
  ordersOf,
  pay,
  type PayClient,
} from '../testing/pay-world.ts';
import { openLyingBank } from '../testing/lying-bank.ts';
import { type Outcome, openOutcomeWriter } from './outcome-writer.ts';

let world: TestHost;
let host: Host;
before(async () => {
  ({ world, host } = await createPayWorld(() => [openLyingBank({ clock: systemClock })]));
});
after(() => world.close());

async function cast(count: number) {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  await pay(
    host,
    client,
    Array.from({ length: count }, (_, index) => ({ name: `李文静 ${index}` })),
  );
  const { tenantId } = client;
  return {
    client,
    shard: { tenantId, shardKey: shardKeyOf(tenantId) },
    orders: await ordersOf(host, tenantId),
  };
}

const paid = ({ id }: OrderRow): Outcome => ({
  orderId: id,
  batchId: newId<'pbt'>(),
  source: 'answer',
  finding: {
    kind: 'reported',
    isAnswer: true,
    report: {
      reference: '',
      state: 'succeeded',
      bankReference: 'B1',
      code: null,
      text: null,
      occurredAt: systemClock.now(),
    },
  },
});

/** Somebody else holds the orders: the first batch waits. */
async function holdOrders({ tenantId }: PayClient) {
  const holder = await host.pool.connect();
  await holder.query('begin');
  await holder.query(showTenants([tenantId]));
  await holder.query(
    'select id from payments.pay_order where shard_key = $1 and tenant_id = $2 for update',
    [shardKeyOf(tenantId), tenantId],
  );
  return async () => {
    await holder.query('commit');
    holder.release();
  };
}

async function allPaid({ client }: Awaited<ReturnType<typeof cast>>): Promise<void> {
  const orders = await ordersOf(host, client.tenantId);
  assert.ok(orders.every(({ state }) => state === 'succeeded'));
  await assertBooksAgree(host, client);
}

test('第一笔的结果立即写；写的时候来的两百笔，合成一次写', async () => {
  const made = await cast(201);
  const written: number[] = [];
  const writer = openOutcomeWriter(host, dispatchPolicy, (count) => void written.push(count));
  const release = await holdOrders(made.client);
  for (const order of made.orders) writer.add(made.shard, paid(order), false);
  await sleep(50);
  assert.deepEqual(written, []);
  await release();
  await writer.idle();
  assert.deepEqual(written, [1, 200]);
  await allPaid(made);
});

test('零星来的等一等同伴；最后一笔来了，没有同伴可等，立即写', async () => {
  const made = await cast(5);
  const [first, ...others] = made.orders;
  const written: number[] = [];
  let tell = (): void => {};
  const writer = openOutcomeWriter(host, dispatchPolicy, (count) => {
    written.push(count);
    tell();
  });
  const once = () => new Promise<void>((resolve) => (tell = resolve));
  let heard = once();
  writer.add(made.shard, paid(first!), false);
  await heard;
  heard = once();
  for (const [index, order] of others.entries()) {
    writer.add(made.shard, paid(order), index === others.length - 1);
  }
  await heard;
  assert.deepEqual(written, [1, 4]);
  assert.deepEqual(writer.pending(`${made.shard.tenantId}/${made.shard.shardKey}`), []);
  await writer.idle();
  await allPaid(made);
});

test('停下时不再等同伴；没有要写的，立即停下', async () => {
  const made = await cast(4);
  const written: number[] = [];
  const writer = openOutcomeWriter(host, dispatchPolicy, (count) => void written.push(count));
  for (const order of made.orders) writer.add(made.shard, paid(order), false);
  await writer.idle();
  assert.equal(
    written.reduce((sum, count) => sum + count, 0),
    4,
  );
  await writer.idle();
  await allPaid(made);
});
