import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId, yuan } from '@heyi/kernel';
import { proveWithdrawals } from './prove-withdrawals.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { admitWorkers, sampleWorker } from '../testing/gig-client.ts';
import { answered, castWithdrawals, codeOf, earn, requestOf } from '../testing/withdrawal-world.ts';
import { pruneGig } from '../prune-gig.ts';
import { openCollector } from './collector.ts';

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

test('被拒绝的键一直被拒绝：路上的同一请求不会在告知之后成交；换一个键，同一单号可以再提', async () => {
  const cast = await castWithdrawals(world, { workers: 1, earned: '100.00' });
  const [worker] = cast.workers;
  const { tenantId } = cast.client;
  const other = openCollector(world.host);
  const request = { key: 'refused-0001', businessId: 'order-1' };
  const copy = requestOf(tenantId, worker!, yuan('300.00'), request);
  assert.equal(codeOf(await cast.collector.submit(copy)), 'withdrawal.balance_too_low');
  await earn(world, tenantId, [{ worker: worker!, amount: yuan('500.00') }]);
  for (const collector of [other, cast.collector]) {
    assert.equal(codeOf(await collector.submit(copy)), 'withdrawal.balance_too_low');
    const smaller = { ...copy, amount: yuan('50.00') };
    assert.equal(codeOf(await collector.submit(smaller)), 'withdrawal.key_reused');
  }
  assert.equal((await verifyBooks(world, cast.client)).withdrawals, 0);
  const anew = { ...copy, key: 'asked-anew-1' };
  assert.equal(answered(await other.submit(anew)).gross, '300.00');
  assert.equal(codeOf(await cast.collector.submit(copy)), 'withdrawal.balance_too_low');
  assert.equal(answered(await cast.collector.submit(anew)).gross, '300.00');
  assert.equal((await verifyBooks(world, cast.client)).withdrawals, 1);
  await other.close();
  await cast.collector.close();
});

test('别人还不认识、后来登记的人：原来的键仍被拒绝，换一个键可以提', async () => {
  const cast = await castWithdrawals(world, { workers: 0 });
  const { tenantId } = cast.client;
  const late = sampleWorker();
  const early = requestOf(tenantId, late.externalWorkerId, yuan('10.00'), { key: 'too-early-1' });
  assert.equal(codeOf(await cast.collector.submit(early)), 'worker.not_found');
  await admitWorkers(world, cast.client, [late]);
  await earn(world, tenantId, [{ worker: late.externalWorkerId, amount: yuan('50.00') }]);
  assert.equal(codeOf(await cast.collector.submit(early)), 'worker.not_found');
  answered(await cast.collector.submit({ ...early, key: 'in-time-01' }));
  await cast.collector.close();
});

test('拒绝留九十天：其间同一键仍是原来的拒绝，之后照现状回答', async () => {
  const cast = await castWithdrawals(world, { workers: 1, earned: '10.00' });
  const worker = cast.workers[0]!;
  const ask = () => cast.ask(worker, '30.00', { key: 'refused-0001', businessId: 'order-1' });
  assert.equal(codeOf(await ask()), 'withdrawal.balance_too_low');
  await earn(world, cast.client.tenantId, [{ worker, amount: yuan('50.00') }]);
  world.clock.set('2027-02-20T01:00:00.000Z');
  await pruneGig(world.host);
  world.clock.set('2026-11-23T01:00:00.000Z');
  assert.equal(codeOf(await ask()), 'withdrawal.balance_too_low');
  world.clock.set('2027-02-22T01:00:00.000Z');
  await pruneGig(world.host);
  world.clock.set('2026-11-23T01:00:00.000Z');
  assert.equal(answered(await ask()).gross, '30.00');
  await cast.collector.close();
});

test('核对：没有提现的客户也成立', async () => {
  const cast = await castWithdrawals(world, { workers: 0 });
  const { tenantId } = cast.client;
  const proof = await world.as(tenantId, (tx) => proveWithdrawals(tx, { tenantId }));
  assert.deepEqual([proof.value.holds, proof.value.withdrawals], [true, 0]);
  await cast.collector.close();
});
