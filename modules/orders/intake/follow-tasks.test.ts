import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { planDay } from '@heyi/insurance';
import { createOrdersWorld, monday, type OrdersWorld } from '../testing/orders-world.ts';

let made: OrdersWorld;
before(async () => {
  made = await createOrdersWorld();
});
after(() => made.close());

test('任务先顺延、后有订单行：行上的原月份就是任务的原月份', async () => {
  const shop = await made.shop('先顺延');
  await shop.enrol();
  await made.deliver();
  try {
    made.world.clock.set('2026-11-26T01:00:00.000Z');
    assert.ok((await planDay(made.world.host)) > 0);
    await shop.order();
    await made.deliver();
    const [task] = await made.world.as(
      shop.tenant,
      (tx) => tx.sql<{ period: string; asked: string; reason: string }>`
        select period, asked_period as asked, moved_reason as reason from insurance.task
         where tenant_id = ${shop.tenant}`,
    );
    assert.deepEqual(task, { period: '2026-12', asked: '2026-11', reason: 'cutoffPassed' });
    const [line] = await shop.lines();
    assert.deepEqual(
      [line!.period, line!.askedPeriod, line!.movedReason],
      [task?.period, task?.asked, task?.reason],
    );
    // A second look finds nothing to follow.
    await made.deliver();
    assert.equal((await shop.line(line!.id)).version, line!.version);
  } finally {
    made.world.clock.set(monday);
  }
});
