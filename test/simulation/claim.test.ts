import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addSeconds, type Id, systemClock } from '@heyi/kernel';
import {
  addClient,
  asTenant,
  claimOrders,
  createPayWorld,
  dispatchPolicy,
  openLyingBank,
  type OrderFacts,
  ordersOf,
  pay,
  type PayOrderState,
} from '@heyi/payments/testing';
import type { TestHost } from '@heyi/platform/testing';
import { claimed } from './server.ts';
import type { StoredOrder } from './store.ts';

let made: Awaited<ReturnType<typeof createPayWorld>>;
let world: TestHost;
before(async () => {
  made = await createPayWorld(() => [openLyingBank({ clock: systemClock })]);
  world = made.world;
});
after(() => world.close());

const now = '2026-11-23T02:00:00.000Z';
const earlier = '2026-11-23T01:58:00.000Z';

type Case = Pick<OrderFacts, 'sends' | 'reportedAt'> & { state: PayOrderState };

/** What may be due. */
const cases: readonly Case[] = [
  { state: 'queued', sends: 0, reportedAt: null },
  { state: 'queued', sends: 2, reportedAt: null },
  { state: 'sent', sends: 1, reportedAt: null },
  { state: 'sent', sends: 1, reportedAt: earlier },
  { state: 'unknown', sends: 1, reportedAt: null },
  { state: 'manual', sends: 1, reportedAt: earlier },
];

test('模拟里取指令的一步，与数据库里的那一条语句一致', async () => {
  const { host } = made;
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  const payees = cases.map((_, index) => ({ name: `员工${index}` }));
  await pay(host, client, payees);
  const rows = await ordersOf(host, client.tenantId);
  const before = rows.map(({ id, amount }, index): StoredOrder => {
    const { state, sends, reportedAt } = cases[index]!;
    const sentAt = sends > 0 ? earlier : null;
    const known = { asks: 1, code: 'not_found', text: '查无', bankReference: null };
    const rest = { dueAt: earlier, dispatcherId: null, withdrawalId: id as Id as Id<'wdr'> };
    return { id, amount, state, sends, reportedAt, sentAt, ...known, ...rest };
  });
  const dispatcherId = '0198a000-0000-7000-8000-000000000001';
  const found = await asTenant(host, client.tenantId, async (tx) => {
    for (const order of before) {
      await tx.sql`
        update payments.pay_order
           set state = ${order.state}, sends = ${order.sends}, asks = ${order.asks},
               reported_at = ${order.reportedAt}, sent_at = ${order.sentAt}, code = ${order.code},
               text = ${order.text}, due_at = ${order.dueAt}
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${order.id}`;
    }
    const [batch] = await tx.sql<{ id: Id<'pbt'> }>`
      select id from payments.pay_batch
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`;
    const wanted = { dispatcherId, batchIds: [batch!.id], perBatch: 20, withQueued: true };
    const claims = await claimOrders({ ...tx, now }, { ...wanted, policy: dispatchPolicy });
    const after = await tx.sql<StoredOrder>`
      select id, amount, state, sends, asks, reported_at as "reportedAt", sent_at as "sentAt", code,
             text, bank_reference as "bankReference", due_at as "dueAt",
             dispatcher_id as "dispatcherId", id as "withdrawalId"
        from payments.pay_order
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} order by created_at, id`;
    return { claims, after };
  });
  assert.deepEqual(
    found.after,
    before.map((order) => claimed(order, now, dispatcherId)),
  );
  const sending = before.filter(({ state }) => state === 'queued').map(({ id }) => id);
  assert.deepEqual(
    found.claims.filter(({ isSending }) => isSending).map(({ id }) => id),
    sending,
  );
  assert.ok(found.after.every(({ dueAt }) => dueAt === addSeconds(now, 90)));
});
