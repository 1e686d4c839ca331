import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '@heyi/kernel';
import { proveWithdrawals } from './prove-withdrawals.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { answered, castWithdrawals, codeOf } from '../testing/withdrawal-world.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

test('一笔提现：当场算税、记账、排队，回答税前、税额与到手', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const [worker] = cast.workers;
  const first = answered(await cast.ask(worker!, '5000.00'));
  assert.deepEqual(
    [first.state, first.gross, first.tax, first.net],
    ['accepted', '5000.00', '0.00', '5000.00'],
  );
  const second = answered(await cast.ask(worker!, '4000.00'));
  assert.deepEqual([second.tax, second.net], ['66.00', '3934.00']);
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});

test('同一键、同一单号：回答逐字节相同；内容不同：拒绝', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const [worker] = cast.workers;
  const same = { key: 'same-key-0001', businessId: 'order-1' };
  const first = await cast.ask(worker!, '100.00', same);
  assert.deepEqual(await cast.ask(worker!, '100.00', same), first);
  assert.deepEqual(await cast.ask(worker!, '100.00', { ...same, key: 'other-key-01' }), first);
  assert.equal(codeOf(await cast.ask(worker!, '101.00', same)), 'withdrawal.key_reused');
  assert.equal(
    codeOf(await cast.ask(worker!, '101.00', { ...same, key: 'other-key-02' })),
    'withdrawal.business_id_reused',
  );
  assert.equal(
    codeOf(await cast.ask(worker!, '100.00', { ...same, businessId: 'order-2' })),
    'withdrawal.key_reused',
  );
  const otherKind = { ...same, incomeKind: 'incidentalIncome' as const };
  assert.equal(codeOf(await cast.ask(worker!, '100.00', otherKind)), 'withdrawal.key_reused');
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});

test('键与单号只在同一应用、同一个人之内唯一：别的应用、别的人用同样的，是另一笔', async () => {
  const cast = await castWithdrawals(world, { workers: 2, program: { stripes: 1 } });
  const [one, two] = cast.workers;
  const same = { key: 'same-key-0001', businessId: 'order-1' };
  const elsewhere = { ...same, appId: newId<'app'>() };
  const made = [
    answered(await cast.ask(one!, '100.00', same)),
    answered(await cast.ask(two!, '200.00', same)),
    answered(await cast.ask(one!, '300.00', elsewhere)),
  ];
  assert.deepEqual(
    made.map(({ gross }) => gross),
    ['100.00', '200.00', '300.00'],
  );
  assert.deepEqual(answered(await cast.ask(one!, '100.00', same)), made[0]);
  assert.deepEqual(answered(await cast.ask(one!, '300.00', elsewhere)), made[2]);
  assert.equal((await verifyBooks(world, cast.client)).withdrawals, 3);
  await cast.collector.close();
});

test('核对：没有提现的客户也成立', async () => {
  const cast = await castWithdrawals(world, { workers: 0 });
  const { tenantId } = cast.client;
  const proof = await world.as(tenantId, (tx) => proveWithdrawals(tx, { tenantId }));
  assert.deepEqual([proof.value.holds, proof.value.withdrawals], [true, 0]);
  await cast.collector.close();
});
