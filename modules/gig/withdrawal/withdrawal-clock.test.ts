import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseId, siblingId, yuan } from '@heyi/kernel';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { verifyBooks } from '../testing/verify-books.ts';
import { answered, castWithdrawals } from '../testing/withdrawal-world.ts';
import { cancelWithdrawal } from './cancel-withdrawal.ts';
import { tryWithdrawal } from './try-withdrawal.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-12-30T01:00:00.000Z');
});
after(() => world.close());

test('时钟跨年后又倒回去年：税按已进入的那个月算，与试算、与重算一致', async () => {
  const cast = await castWithdrawals(world, { workers: 1, earned: '30000.00' });
  const { tenantId } = cast.client;
  const [worker] = cast.workers;
  assert.equal(answered(await cast.ask(worker!, '10000.00')).tax, '90.00');
  world.clock.set('2027-01-02T01:00:00.000Z');
  assert.equal(answered(await cast.ask(worker!, '6000.00')).tax, '0.00');
  world.clock.set('2026-12-31T01:00:00.000Z');
  const input = { externalWorkerId: worker!, amount: yuan('6000.00') };
  const tried = await world.as(tenantId, (tx) => tryWithdrawal(tx, input));
  const back = answered(await cast.ask(worker!, '6000.00'));
  assert.ok(tried.ok);
  assert.equal(tried.value.taxPeriod, '2027-01');
  assert.equal(yuan(back.tax!), tried.value.tax);
  assert.equal(back.tax, '138.00', 'of 12,000 in January; in December it would be 144.00');
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});

test('银行查无而重新排队的一笔：可能已在银行，不能取消', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const { tenantId } = cast.client;
  const made = answered(await cast.ask(cast.workers[0]!, '100.00'));
  const withdrawalId = parseId('wdr', made.id)!;
  await world.as(
    tenantId,
    (tx) => tx.sql`
      update payments.pay_order set sends = 1, code = 'not_found'
       where tenant_id = ${tenantId} and id = ${siblingId(withdrawalId, 1)}`,
  );
  const refused = await world.as(tenantId, (tx) => cancelWithdrawal(tx, { withdrawalId }));
  assert.deepEqual(refused, { ok: false, failure: { code: 'withdrawal.already_sent' } });
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});
