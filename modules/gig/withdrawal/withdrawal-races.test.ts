import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId, parseId, payPeriod, plainDate, yuan } from '@heyi/kernel';
import { type Nonce, showTenants, stripeKeysOf } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { allotFunds } from '../funds/allot-funds.ts';
import { reportIncomeLines } from '../income/report-income-lines.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import {
  answered,
  castWithdrawals,
  codeOf,
  requestOf,
  type WithdrawalCast,
} from '../testing/withdrawal-world.ts';
import { declareGigReturn } from '../tax/declare-gig-return.ts';
import { generateGigReturn } from '../tax/generate-gig-return.ts';
import { cancelWithdrawal } from './cancel-withdrawal.ts';
import { openCollector } from './collector.ts';
import type { WithdrawalOutcome } from './withdrawal.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

/** Somebody else holds what a batch locks first: whoever asks meanwhile waits. */
async function holdStripes({ client }: WithdrawalCast) {
  const stripes = await world.as(client.tenantId, stripeKeysOf);
  const holder = await world.host.pool.connect();
  await holder.query('begin');
  await holder.query(showTenants([client.tenantId]));
  for (const stripe of stripes.toSorted((a, b) => a - b)) {
    await holder.query(
      'select 1 from gig.program_stripe where shard_key = $1 and tenant_id = $2 for update',
      [stripe, client.tenantId],
    );
  }
  return async (change?: string) => {
    if (change !== undefined) await holder.query(change, [client.tenantId]);
    await holder.query('commit');
    holder.release();
  };
}

async function stillWaiting(asked: readonly Promise<unknown>[]): Promise<void> {
  const first = await Promise.race([...asked, sleep(150, 'nobody')]);
  assert.equal(first, 'nobody');
}

const bodies = (outcomes: readonly WithdrawalOutcome[]) =>
  new Set(outcomes.map((outcome) => (outcome.ok ? outcome.value : outcome.failure.code)));

test('同一键从一百个连接、两台服务器同时来：一笔提现，一百个相同的回答', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const other = openCollector(world.host);
  const release = await holdStripes(cast);
  const same = { key: 'the-same-key', businessId: 'order-1' };
  const { tenantId } = cast.client;
  const nonceOf = (): Nonce => ({ digest: newId(), stampedAt: 1_795_395_600, shardKey: 1 });
  const asked = Array.from({ length: 100 }, (_, index) =>
    (index % 2 === 0 ? cast.collector : other).submit(
      requestOf(tenantId, cast.workers[0]!, yuan('100.00'), same),
      index % 4 < 2 ? null : nonceOf(),
    ),
  );
  await stillWaiting(asked);
  await release();
  const outcomes = await Promise.all(asked);
  assert.equal(bodies(outcomes).size, 1);
  assert.equal(answered(outcomes[0]!).state, 'accepted');
  assert.equal((await verifyBooks(world, cast.client)).withdrawals, 1);
  await other.close();
  await cast.collector.close();
});

test('两个键、同一业务单号同时来：一笔提现，两个相同的回答', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const other = openCollector(world.host);
  const release = await holdStripes(cast);
  const { tenantId } = cast.client;
  const asked = [cast.collector, other].map((collector, index) =>
    collector.submit(
      requestOf(tenantId, cast.workers[0]!, yuan('100.00'), {
        businessId: 'order-1',
        key: `key-number-${index}`,
      }),
    ),
  );
  await stillWaiting(asked);
  await release();
  assert.equal(bodies(await Promise.all(asked)).size, 1);
  assert.equal((await verifyBooks(world, cast.client)).withdrawals, 1);
  await other.close();
  await cast.collector.close();
});

test('两台服务器同时各取一半以上：只成一笔，余额不为负', async () => {
  const cast = await castWithdrawals(world, { workers: 1, earned: '100.00' });
  const other = openCollector(world.host);
  const release = await holdStripes(cast);
  const { tenantId } = cast.client;
  const asked = [cast.collector, other].map((collector) =>
    collector.submit(requestOf(tenantId, cast.workers[0]!, yuan('60.00'))),
  );
  await stillWaiting(asked);
  await release();
  const codes = new Set((await Promise.all(asked)).map(codeOf));
  assert.deepEqual(codes, new Set([null, 'withdrawal.balance_too_low']));
  await verifyBooks(world, cast.client);
  await other.close();
  await cast.collector.close();
});

test('同一人两笔同时在途：后一笔的税接着前一笔的累计', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const other = openCollector(world.host);
  const release = await holdStripes(cast);
  const { tenantId } = cast.client;
  const asked = [cast.collector, other].map((collector) =>
    collector.submit(requestOf(tenantId, cast.workers[0]!, yuan('9000.00'))),
  );
  await stillWaiting(asked);
  await release();
  const taxes = (await Promise.all(asked)).map((outcome) => yuan(answered(outcome).tax!));
  assert.deepEqual(
    taxes.toSorted((a, b) => a - b),
    [yuan('66.00'), yuan('216.00')],
  );
  await verifyBooks(world, cast.client);
  await other.close();
  await cast.collector.close();
});

test('等待之间被停用的人：拒绝，什么也不留下', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const release = await holdStripes(cast);
  const asked = [cast.ask(cast.workers[0]!, '10.00')];
  await stillWaiting(asked);
  await release(`update gig.worker set state = 'suspended' where tenant_id = $1`);
  assert.equal(codeOf(await asked[0]!), 'worker.not_admitted');
  assert.equal((await verifyBooks(world, cast.client)).withdrawals, 0);
  await cast.collector.close();
});

test('从别的分账调客户资金：等那里的批次做完，批次读到的钱不会被拿走', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const { tenantId, programId } = cast.client;
  const release = await holdStripes(cast);
  const moving = world.as(tenantId, async (tx) => {
    const [key] = await stripeKeysOf(tx);
    return allotFunds(tx, programId, new Map([[key!, yuan('8999999.00')]]));
  });
  await stillWaiting([moving]);
  await release();
  const funds = [...(await moving).values()];
  assert.ok(funds[0]! >= yuan('8999999.00'));
  assert.ok(funds.every((amount) => amount >= 0));
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});

test('读过余额之后收入被更正：余额不够就拒绝，不会付成负数', async () => {
  const cast = await castWithdrawals(world, { workers: 1, earned: '0.01' });
  const [worker] = cast.workers;
  const { tenantId } = cast.client;
  const line = (businessId: string, amount: string, correctsBusinessId?: string) => ({
    lines: [
      {
        businessId,
        externalWorkerId: worker!,
        incomeKind: 'labourRemuneration' as const,
        task: '直播两小时',
        acceptedOn: plainDate('2026-11-23'),
        workPeriod: payPeriod('2026-11'),
        amount: yuan(amount),
        ...(correctsBusinessId !== undefined && { correctsBusinessId }),
      },
    ],
  });
  await world.as(tenantId, (tx) => reportIncomeLines(tx, line('evening', '100.00')));
  const corrected = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const correcting = world.as(tenantId, async (tx) => {
    const answer = await reportIncomeLines(tx, line('mistake', '-60.00', 'evening'));
    corrected.resolve();
    await gate.promise;
    return answer;
  });
  await corrected.promise;
  const asked = [cast.ask(worker!, '80.00')];
  await stillWaiting(asked);
  gate.resolve();
  assert.ok((await correcting).ok);
  assert.equal(codeOf(await asked[0]!), 'withdrawal.balance_too_low');
  assert.equal(answered(await cast.ask(worker!, '40.00')).state, 'accepted');
  assert.equal((await verifyBooks(world, cast.client)).withdrawals, 1);
  await cast.collector.close();
});

test('一笔正在退回，这个月正在登记申报：申报等它，然后说表已过时，不会申报了又少一笔更正', async () => {
  const cast = await castWithdrawals(world, { workers: 2 });
  const { tenantId, legalEntityId: entityId } = cast.client;
  const made = answered(await cast.ask(cast.workers[0]!, '9000.00'));
  answered(await cast.ask(cast.workers[1]!, '9000.00'));
  world.clock.set('2026-12-02T01:00:00.000Z');
  const month = { tenantId, entityId, taxPeriod: payPeriod('2026-11') };
  const generated = await world.as(tenantId, (tx) => generateGigReturn(tx, month));
  assert.ok(generated.ok);
  const reversed = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const reversing = world.as(tenantId, async (tx) => {
    const withdrawalId = parseId('wdr', made.id)!;
    const answer = await cancelWithdrawal(tx, { withdrawalId });
    reversed.resolve();
    await gate.promise;
    return answer;
  });
  await reversed.promise;
  const gigReturnId = generated.value.id;
  const declaring = world.as(tenantId, (tx) =>
    declareGigReturn(tx, { tenantId, gigReturnId, receiptNumber: '3111000126120001' }),
  );
  await stillWaiting([declaring]);
  gate.resolve();
  const cancelled = await reversing;
  assert.equal(cancelled.ok && cancelled.value.isCorrected, false, 'the month was not declared');
  const declared = await declaring;
  assert.equal(declared.ok ? null : declared.failure.code, 'gig_return.outdated');
  world.clock.set('2026-11-23T01:00:00.000Z');
  await cast.collector.close();
});

test('一批里有一行是坏的：它自己失败，别人照常', async () => {
  const sizes: number[] = [];
  const cast = await castWithdrawals(world, {
    workers: 8,
    program: { stripes: 1 },
    collector: { onBatch: ({ size }) => void sizes.push(size) },
  });
  answered(await cast.ask(cast.workers[0]!, '1.00'));
  const bad = cast.workers[3]!;
  await world.as(
    cast.client.tenantId,
    (tx) => tx.sql`
      update gig.worker set payee_account_masked = null
       where tenant_id = ${tx.tenantId} and external_id = ${bad}`,
  );
  const release = await holdStripes(cast);
  const asked = cast.workers.map((worker) => cast.ask(worker, '10.00'));
  await sleep(100);
  await release();
  const ends = await Promise.allSettled(asked);
  assert.deepEqual(
    ends.map(({ status }) => status),
    cast.workers.map((worker) => (worker === bad ? 'rejected' : 'fulfilled')),
  );
  assert.equal((await verifyBooks(world, cast.client)).withdrawals, 8);
  await cast.collector.close();
});

test('一个随机数只用一次：重放被拒绝，也不再看内容', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const nonce: Nonce = { digest: newId(), stampedAt: 1_795_395_600, shardKey: 1 };
  const request = requestOf(cast.client.tenantId, cast.workers[0]!, yuan('10.00'));
  answered(await cast.collector.submit(request, nonce));
  assert.equal(codeOf(await cast.collector.submit(request, nonce)), 'nonce.replayed');
  const refused = { ...nonce, digest: newId() };
  const tooMuch = { ...request, amount: yuan('99999.00'), key: 'other-key-1', businessId: 'b-2' };
  assert.equal(codeOf(await cast.collector.submit(tooMuch, refused)), 'withdrawal.balance_too_low');
  assert.equal(codeOf(await cast.collector.submit(tooMuch, refused)), 'nonce.replayed');
  assert.equal((await verifyBooks(world, cast.client)).withdrawals, 1);
  await cast.collector.close();
});

test('证明不是摆设：改一处税额、账目或状态，就不成立', async () => {
  const cast = await castWithdrawals(world, { workers: 2 });
  for (const worker of cast.workers) answered(await cast.ask(worker, '9000.00'));
  await verifyBooks(world, cast.client);
  const tampered = [
    'update gig.withdrawal set tax = tax + 1',
    'update ledger.account set carried[6] = carried[6] + 1 where carried is not null',
    `update ledger.account set debit_total = debit_total + 1 where kind = 'taxPayable'`,
    'update payments.pay_order set amount = amount + 1',
    `update gig.withdrawal set state = 'suspended', seq = null`,
  ];
  for (const text of tampered) {
    const tamper = (change: string) =>
      world.as(cast.client.tenantId, async (tx) => void (await tx.client.query(change)));
    await tamper(text);
    await assert.rejects(verifyBooks(world, cast.client), { name: 'AssertionError' }, text);
    await tamper(undoOf(text));
    if (!text.includes('seq = null')) await verifyBooks(world, cast.client);
  }
  await cast.collector.close();
});

/** The last one is not undone: it ends the test. */
function undoOf(text: string): string {
  return text.includes('seq = null') ? 'select 1' : text.replace(' + 1', ' - 1');
}
