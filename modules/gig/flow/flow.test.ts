import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId, parseId, yuan } from '@heyi/kernel';
import { valueOf } from '@heyi/people/testing';
import { runJob, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { linkBankChannels } from '@heyi/payments';
import fc from 'fast-check';
import { type GigClient, openSandboxBeside } from '../testing/gig-client.ts';
import { type Answer, answered, castWithdrawals, settle } from '../testing/withdrawal-world.ts';
import { listWithdrawalProofs } from '../proof/list-withdrawal-proofs.ts';
import { proveJob } from '../proof/prove-job.ts';
import { startWithdrawalProof } from '../proof/start-withdrawal-proof.ts';
import { getWithdrawal } from '../withdrawal/get-withdrawal.ts';
import { listWithdrawals } from '../withdrawal/list-withdrawals.ts';
import { flowMeterOf } from './flow-meter.ts';
import { getWithdrawalFlow } from './get-withdrawal-flow.ts';
import { quantile, slotCount, slotOfLatency } from './latency.ts';
import { pruneGig } from '../prune-gig.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T02:00:00.000Z');
});
after(() => world.close());

describe('受理耗时的分位', () => {
  test('没有请求没有数；一毫秒以内算一毫秒', () => {
    assert.equal(quantile([], 0.99), null);
    assert.equal(
      quantile(
        Array.from({ length: slotCount }, () => 0),
        0.99,
      ),
      null,
    );
    assert.equal(slotOfLatency(0.4), 0);
    assert.equal(slotOfLatency(60_000), slotCount - 1);
  });
  test('与排序所得之差不过一格', () => {
    const latency = fc.double({ min: 1.01, max: 5000, noNaN: true });
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1, maxLength: 300 }), (latencies) => {
        const slots = Array.from({ length: slotCount }, () => 0);
        for (const one of latencies) slots[slotOfLatency(one)]! += 1;
        const sorted = latencies.toSorted((a, b) => a - b);
        const exact = sorted[Math.ceil(sorted.length * 0.99) - 1]!;
        const told = quantile(slots, 0.99)!;
        assert.ok(told >= exact - 0.06 && told <= exact * 1.16 + 0.1, `${told} of ${exact}`);
      }),
    );
  });
});

async function flowOf({ tenantId, programId }: GigClient) {
  return valueOf(
    await world.as(tenantId, (tx) => getWithdrawalFlow(tx, { tenantId, programId, minutes: 5 })),
  );
}

test('看板：受理、挂起、拒绝、到账、失败、退汇各数一次；旧的秒数会清掉', async () => {
  const cast = await castWithdrawals(world, { workers: 5, earned: '2000.00', funds: '3500.00' });
  const { client, workers } = cast;
  const { tenantId } = client;
  const asked: Answer[] = [];
  for (const worker of workers.slice(0, 3)) asked.push(answered(await cast.ask(worker, '1000.00')));
  answered(await cast.ask(workers[3]!, '1000.00'));
  assert.ok(!(await cast.ask(workers[4]!, '9999.00')).ok);
  await flowMeterOf(world.host).flush();
  await settle(world, client, [{ answer: asked[0]!, state: 'succeeded' }]);
  await settle(world, client, [{ answer: asked[1]!, state: 'failed' }]);
  await settle(world, client, [{ answer: asked[0]!, state: 'returned' }]);
  const flow = await flowOf(client);
  const { accepted, suspended, refused, paid, failed, returned } = flow;
  assert.deepEqual(
    { accepted, suspended, refused, paid, failed, returned },
    { accepted: 3, suspended: 1, refused: 1, paid: 1, failed: 1, returned: 1 },
  );
  assert.equal(flow.acceptedAmount, yuan('3000.00'));
  assert.equal(flow.paidAmount, yuan('1000.00'));
  assert.ok(flow.acceptP99 !== null && flow.acceptP99 > 0);
  assert.equal(flow.points.length, 1);
  assert.equal(flow.inFlight, yuan('1000.00'));
  assert.equal(flow.bank.channel, 'file');
  const unknown = { tenantId, programId: newId<'prg'>() };
  const missing = await world.as(tenantId, (tx) => getWithdrawalFlow(tx, unknown));
  assert.equal(missing.ok ? null : missing.failure.code, 'program.not_found');
  world.clock.set('2026-12-01T02:00:01.000Z');
  await pruneGig(world.host);
  world.clock.set('2026-11-23T02:00:00.000Z');
  assert.equal((await flowOf(client)).accepted, 0);
  await cast.collector.close();
});

test('一笔提现：税的依据、每次付款、按业务单号找到', async () => {
  const cast = await castWithdrawals(world, { workers: 1, earned: '30000.00' });
  const { tenantId } = cast.client;
  const worker = cast.workers[0]!;
  answered(await cast.ask(worker, '4000.00'));
  const answer = answered(await cast.ask(worker, '9000.00', { businessId: '直播-0001' }));
  await settle(world, cast.client, [{ answer, state: 'failed' }]);
  const withdrawalId = parseId('wdr', answer.id)!;
  const found = valueOf(
    await world.as(tenantId, (tx) => getWithdrawal(tx, { tenantId, withdrawalId })),
  );
  assert.deepEqual([found.state, found.environment], ['failed', 'live']);
  assert.deepEqual(
    found.orders.map(({ attempt, state }) => [attempt, state]),
    [[1, 'failed']],
  );
  // 13,000 of the year less 20 % less 5,000: what stood when it was made, not what stands now.
  const [reason] = found.reasons;
  assert.equal(found.reasons.length, 1);
  assert.equal(reason!.inputs['income'], '13000.00');
  assert.equal(reason!.output['tax'], answer.tax);
  assert.deepEqual(found.deliveries, []);
  const missing = await world.as(tenantId, (tx) =>
    getWithdrawal(tx, { tenantId, withdrawalId: newId<'wdr'>() }),
  );
  assert.equal(missing.ok ? null : missing.failure.code, 'withdrawal.not_found');
  const { value } = await world.as(tenantId, (tx) =>
    listWithdrawals(tx, { tenantId, businessId: '直播-0001' }),
  );
  assert.deepEqual(
    value.rows.map(({ id }) => id),
    [withdrawalId],
  );
  await cast.collector.close();
});

async function prove(tenantId: TenantId) {
  const { value } = await world.as(tenantId, (tx) => startWithdrawalProof(tx, { tenantId }));
  const jobs = new Map([[proveJob.kind, proveJob as never]]);
  const task = { tenantId, jobId: value.jobId };
  await runJob(world.host, jobs, task, new AbortController().signal);
  const { value: proofs } = await world.as(tenantId, (tx) =>
    listWithdrawalProofs(tx, { tenantId }),
  );
  return proofs.rows[0]!;
}

test('证明是一项作业：结果留下，账簿与银行的账一致，沙箱的账户不核对', async () => {
  const cast = await castWithdrawals(world, { workers: 2, funds: '5000.00' });
  const { tenantId, payerAccountId } = cast.client;
  const answer = answered(await cast.ask(cast.workers[0]!, '1000.00'));
  answered(await cast.ask(cast.workers[1]!, '500.00'));
  await settle(world, cast.client, [{ answer, state: 'succeeded' }]);
  await openSandboxBeside(world, cast.client);
  const unlinked = await prove(tenantId);
  assert.equal(unlinked.holds, true, JSON.stringify(unlinked.result));
  assert.deepEqual(
    unlinked.result!.accounts.map((account) => [account.payerAccountId, account.bank]),
    [[payerAccountId, null]],
  );
  await world.as(
    tenantId,
    (tx) =>
      tx.sql`update payments.payer_account set channel = 'lying' where id = ${payerAccountId}`,
  );
  let balance = yuan('4077.00');
  const arrival = {
    kind: 'receipt',
    direction: 'credit',
    bankReference: '还没读到',
    amount: yuan('77.00'),
  };
  linkBankChannels(world.host, [
    {
      code: 'lying',
      inFlightMax: 1,
      balance: () => Promise.resolve({ kind: 'reported', balance: { available: balance } }),
      statement: (_account: string, day: string) =>
        Promise.resolve(day === '2026-11-23' ? [arrival] : []),
    } as never,
  ]);
  const proven = await prove(tenantId);
  const [account] = proven.result!.accounts;
  assert.deepEqual(
    [account!.payerAccountId, account!.booked, account!.unread, account!.inFlight],
    [payerAccountId, yuan('4000.00'), yuan('77.00'), yuan('500.00')],
  );
  assert.equal(proven.holds, true);
  // The bank has paid what we count as in flight: it may.
  balance = yuan('3577.00');
  assert.equal((await prove(tenantId)).holds, true);
  balance = yuan('3576.99');
  assert.equal((await prove(tenantId)).holds, false);
  balance = yuan('4077.01');
  assert.equal((await prove(tenantId)).holds, false);
  await cast.collector.close();
});
