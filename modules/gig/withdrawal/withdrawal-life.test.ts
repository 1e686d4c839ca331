import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fen, newShardedId, parseId, siblingId, yuan } from '@heyi/kernel';
import { balanceOf } from '@heyi/ledger';
import { onShard, stripeKeysOf } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { programAccounts } from '../program/program.ts';
import { updateProgram } from '../program/update-program.ts';
import { findPrograms } from '../program/program.store.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import {
  answered,
  type Answer,
  castWithdrawals,
  codeOf,
  earn,
  settle,
  topUp,
  type WithdrawalCast,
} from '../testing/withdrawal-world.ts';
import { cancelWithdrawal } from './cancel-withdrawal.ts';
import { listWithdrawals } from './list-withdrawals.ts';
import { readWithdrawal } from './read-withdrawal.ts';
import { readWithdrawals } from './read-withdrawals.ts';
import { payWithdrawalAgain } from './pay-withdrawal-again.ts';
import { readBalances } from '../balance/read-balances.ts';
import { resumeAll } from './resume-suspended.ts';
import { tryWithdrawal } from './try-withdrawal.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

const idOf = ({ id }: Answer) => parseId('wdr', id)!;

async function stateOf(cast: WithdrawalCast, answer: Answer) {
  const found = await world.as(cast.client.tenantId, (tx) =>
    readWithdrawal(tx, { withdrawalId: idOf(answer) }),
  );
  assert.ok(found.ok);
  return found.value;
}

async function withdrawableOf(cast: WithdrawalCast, worker: string) {
  const found = await world.as(cast.client.tenantId, (tx) =>
    readBalances(tx, { externalWorkerId: worker }),
  );
  assert.ok(found.ok);
  return found.value.rows[0]!;
}

test('未发送前可取消：金额退回，税冲回，当月累计如同没有这一笔', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const [worker] = cast.workers;
  const first = answered(await cast.ask(worker!, '9000.00'));
  const cancelled = await world.as(cast.client.tenantId, (tx) =>
    cancelWithdrawal(tx, { withdrawalId: idOf(first) }),
  );
  assert.ok(cancelled.ok);
  assert.equal(cancelled.value.state, 'cancelled');
  const balance = await withdrawableOf(cast, worker!);
  assert.equal(balance.withdrawable, yuan('20000.00'));
  assert.deepEqual([balance.yearIncome, balance.yearTax], [0, 0]);
  const again = answered(await cast.ask(worker!, '9000.00'));
  assert.equal(again.tax, first.tax);
  const second = await world.as(cast.client.tenantId, (tx) =>
    cancelWithdrawal(tx, { withdrawalId: idOf(first) }),
  );
  assert.equal(second.ok ? null : second.failure.code, 'withdrawal.already_sent');
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});

test('已发出的不能取消：发送中、结果未知、已到账；什么也不变', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const { tenantId } = cast.client;
  const made = answered(await cast.ask(cast.workers[0]!, '9000.00'));
  const withdrawalId = idOf(made);
  const seen = async (expected: string) => {
    assert.equal((await stateOf(cast, made)).state, expected);
    const refused = await world.as(tenantId, (tx) => cancelWithdrawal(tx, { withdrawalId }));
    assert.equal(refused.ok ? null : refused.failure.code, 'withdrawal.already_sent', expected);
    assert.equal((await stateOf(cast, made)).state, expected);
  };
  for (const state of ['sent', 'unknown']) {
    await world.as(
      tenantId,
      (tx) => tx.sql`
        update payments.pay_order set state = ${state}, sends = 1, sent_at = ${tx.now}
         where tenant_id = ${tenantId} and id = ${siblingId(withdrawalId, 1)}`,
    );
    await seen(state);
  }
  await settle(world, cast.client, [{ answer: made, state: 'succeeded' }]);
  await seen('paid');
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});

test('客户资金不足：按先后挂起，到款后按先后恢复', async () => {
  const cast = await castWithdrawals(world, { workers: 6, funds: '3000.00' });
  const answers: Answer[] = [];
  for (const worker of cast.workers) answers.push(answered(await cast.ask(worker, '1400.00')));
  assert.deepEqual(
    answers.map(({ state }) => state),
    ['accepted', 'accepted', 'suspended', 'suspended', 'suspended', 'suspended'],
  );
  assert.equal(answers[2]!.tax, null);
  await verifyBooks(world, cast.client);
  assert.equal(await resumeAll(world.host), 0);
  await topUp(world, cast.client, yuan('2900.00'));
  assert.equal(await resumeAll(world.host), 2);
  const states = [];
  for (const answer of answers) states.push((await stateOf(cast, answer)).state);
  assert.deepEqual(states, [
    'accepted',
    'accepted',
    'accepted',
    'accepted',
    'suspended',
    'suspended',
  ]);
  const cancelled = await world.as(cast.client.tenantId, (tx) =>
    cancelWithdrawal(tx, { withdrawalId: idOf(answers[5]!) }),
  );
  assert.equal(cancelled.ok && cancelled.value.state, 'cancelled');
  await verifyBooks(world, cast.client);
  await topUp(world, cast.client, yuan('5000.00'));
  assert.equal(await resumeAll(world.host), 1);
  const proof = await verifyBooks(world, cast.client);
  assert.equal(proof.withdrawals, 6);
  await cast.collector.close();
});

test('挂起的人后来不能付了：不挡后面的人，别人当场受理、当场有税；他恢复准入后再付', async () => {
  const cast = await castWithdrawals(world, {
    workers: 3,
    funds: '10.00',
    program: { stripes: 1 },
  });
  const { tenantId } = cast.client;
  const [shut, next, last] = cast.workers;
  const held = answered(await cast.ask(shut!, '100.00'));
  assert.equal(held.state, 'suspended');
  const admit = (state: 'admitted' | 'suspended') =>
    world.as(
      tenantId,
      (tx) => tx.sql`
        update gig.worker set state = ${state}
         where tenant_id = ${tenantId} and external_id = ${shut!}`,
    );
  await admit('suspended');
  await topUp(world, cast.client, yuan('1000.00'));
  assert.equal(await resumeAll(world.host), 0);
  const paid = answered(await cast.ask(next!, '200.00'));
  assert.deepEqual([paid.state, paid.tax], ['accepted', '0.00']);
  await admit('admitted');
  assert.equal(answered(await cast.ask(last!, '10.00')).state, 'suspended', 'in order again');
  assert.equal(await resumeAll(world.host), 2);
  assert.equal((await stateOf(cast, held)).state, 'accepted');
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});

test('挂起的一笔次月才到款：税算在恢复的那个月，按当时的累计', async () => {
  const cast = await castWithdrawals(world, { workers: 1, funds: '5200.00' });
  const [worker] = cast.workers;
  world.clock.set('2026-11-30T15:00:00.000Z');
  assert.equal(answered(await cast.ask(worker!, '5000.00')).tax, '0.00');
  const held = answered(await cast.ask(worker!, '9000.00'));
  assert.equal(held.state, 'suspended');
  await topUp(world, cast.client, yuan('10000.00'));
  world.clock.set('2026-11-30T16:30:00.000Z');
  assert.equal(await resumeAll(world.host), 1);
  const found = await stateOf(cast, held);
  assert.equal(found.taxPeriod, '2026-12');
  // 14,000 less 20 % and less two months; in November it would have been one, and 186.00.
  assert.equal(found.tax, yuan('36.00'));
  await verifyBooks(world, cast.client);
  world.clock.set('2026-11-23T01:00:00.000Z');
  await cast.collector.close();
});

test('挂起的一笔，重复请求仍得到第一次的回答', async () => {
  const cast = await castWithdrawals(world, { workers: 1, funds: '10.00' });
  const same = { key: 'suspended-key-1', businessId: 'order-1' };
  const first = await cast.ask(cast.workers[0]!, '100.00', same);
  assert.equal(answered(first).state, 'suspended');
  await topUp(world, cast.client, yuan('1000.00'));
  assert.equal(await resumeAll(world.host), 1);
  assert.deepEqual(await cast.ask(cast.workers[0]!, '100.00', same), first);
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});

test('设置为拒绝的方案：资金不足时拒绝，什么也不留下', async () => {
  const cast = await castWithdrawals(world, {
    workers: 1,
    funds: '10.00',
    program: { whenShort: 'refuse' },
  });
  const [worker] = cast.workers;
  assert.equal(codeOf(await cast.ask(worker!, '100.00')), 'withdrawal.funds_short');
  assert.equal((await withdrawableOf(cast, worker!)).withdrawable, yuan('20000.00'));
  assert.equal((await verifyBooks(world, cast.client)).withdrawals, 0);
  await cast.collector.close();
});

test('钱在别的条带上：先调拨，再付款，不误挂起', async () => {
  const cast = await castWithdrawals(world, { workers: 12, funds: '12300.00' });
  for (const worker of cast.workers) {
    assert.equal(answered(await cast.ask(worker, '1000.00')).state, 'accepted');
  }
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});

test('银行失败与退汇：当月冲回；再付的下一笔按累计补平', async () => {
  const cast = await castWithdrawals(world, { workers: 2 });
  const [one, two] = cast.workers;
  const failed = answered(await cast.ask(one!, '8000.00'));
  const returned = answered(await cast.ask(two!, '8000.00'));
  const later = answered(await cast.ask(two!, '1000.00'));
  await settle(world, cast.client, [{ answer: failed, state: 'failed' }]);
  await settle(world, cast.client, [
    { answer: returned, state: 'succeeded' },
    { answer: later, state: 'succeeded' },
  ]);
  assert.equal((await stateOf(cast, returned)).state, 'paid');
  await settle(world, cast.client, [{ answer: returned, state: 'returned' }]);
  assert.equal((await stateOf(cast, failed)).state, 'failed');
  assert.equal((await stateOf(cast, returned)).state, 'returned');
  assert.equal((await withdrawableOf(cast, one!)).withdrawable, yuan('20000.00'));
  const after = await withdrawableOf(cast, two!);
  assert.equal(after.withdrawable, yuan('19000.00'));
  assert.equal(after.yearIncome, yuan('1000.00'));
  const next = answered(await cast.ask(two!, '8000.00'));
  // 9,000 in the month: 66 in all, of which the later one had withheld its part.
  assert.equal(yuan(next.tax!) + yuan(later.tax!), yuan('66.00'));
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});

test('已申报月份的退汇：按方案设置更正申报或重新付款', async () => {
  for (const whenReturned of ['correct', 'payAgain'] as const) {
    const cast = await castWithdrawals(world, { workers: 1, program: { whenReturned } });
    const paid = answered(await cast.ask(cast.workers[0]!, '9000.00'));
    await settle(world, cast.client, [{ answer: paid, state: 'succeeded' }]);
    await declareMonth(cast);
    await settle(world, cast.client, [{ answer: paid, state: 'returned' }]);
    const found = await stateOf(cast, paid);
    assert.equal(found.state, 'returned');
    assert.equal(found.isCorrected, whenReturned === 'correct');
    assert.equal(found.reversedAt !== null, whenReturned === 'correct');
    const again = await world.as(cast.client.tenantId, (tx) =>
      payWithdrawalAgain(tx, { tenantId: cast.client.tenantId, withdrawalId: idOf(paid) }),
    );
    if (whenReturned === 'correct') {
      assert.equal(again.ok ? null : again.failure.code, 'withdrawal.not_returned');
    } else {
      assert.equal(again.ok && again.value.state, 'accepted');
      await settle(world, cast.client, [{ answer: paid, state: 'succeeded', attempt: 2 }]);
      assert.equal((await stateOf(cast, paid)).state, 'paid');
    }
    await verifyBooks(world, cast.client);
    await cast.collector.close();
  }
});

test('已申报月份里没有发出的取消：设置为重新付款的方案也退回余额，要更正申报', async () => {
  const cast = await castWithdrawals(world, {
    workers: 1,
    program: { whenReturned: 'payAgain' },
  });
  const { tenantId } = cast.client;
  const [worker] = cast.workers;
  const cancel = (answer: Answer) =>
    world.as(tenantId, (tx) => cancelWithdrawal(tx, { withdrawalId: idOf(answer) }));
  const first = answered(await cast.ask(worker!, '9000.00'));
  const second = answered(await cast.ask(worker!, '5000.00'));
  await settle(world, cast.client, [{ answer: second, state: 'succeeded' }]);
  await declareMonth(cast);
  const cancelled = await cancel(first);
  assert.ok(cancelled.ok);
  assert.deepEqual([cancelled.value.state, cancelled.value.isCorrected], ['cancelled', true]);
  assert.equal((await withdrawableOf(cast, worker!)).withdrawable, yuan('15000.00'));
  await settle(world, cast.client, [{ answer: second, state: 'returned' }]);
  const again = await world.as(tenantId, (tx) =>
    payWithdrawalAgain(tx, { tenantId, withdrawalId: idOf(second) }),
  );
  assert.ok(again.ok);
  // Nobody wants the second try either.
  const given = await cancel(second);
  assert.ok(given.ok);
  assert.deepEqual([given.value.state, given.value.isCorrected], ['cancelled', true]);
  assert.equal((await withdrawableOf(cast, worker!)).withdrawable, yuan('20000.00'));
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});

async function declareMonth({ client }: WithdrawalCast): Promise<void> {
  await world.as(
    client.tenantId,
    (tx) => tx.sql`
      insert into gig.gig_return (
        shard_key, tenant_id, id, legal_entity_id, entity_name, tax_period, number, state,
        source_hash, people, income, tax, vat, surcharges, tax_declared_before, created_at)
      values (${tx.tenantShardKey}, ${tx.tenantId}, gen_random_uuid(), ${client.legalEntityId},
              '测试', '2026-11', 0, 'declared', '', 1, 0, 0, 0, 0, 0, ${tx.now})`,
  );
}

test('跨年零点：前一笔算旧年，后一笔从新年重新累计', async () => {
  const cast = await castWithdrawals(world, { workers: 1, earned: '120000.00' });
  const [worker] = cast.workers;
  world.clock.set('2026-12-31T15:59:59.900Z');
  const old = answered(await cast.ask(worker!, '50000.00'));
  world.clock.set('2026-12-31T16:00:00.100Z');
  const fresh = answered(await cast.ask(worker!, '50000.00'));
  // Of one year the second would be in the next bracket: 3,430.00.
  assert.deepEqual([old.tax, fresh.tax], ['1050.00', '1050.00']);
  const [first, second] = [await stateOf(cast, old), await stateOf(cast, fresh)];
  assert.deepEqual([first.taxPeriod, second.taxPeriod], ['2026-12', '2027-01']);
  world.clock.set('2026-12-31T15:00:00.000Z');
  const back = answered(await cast.ask(worker!, '1000.00'));
  assert.equal((await stateOf(cast, back)).taxPeriod, '2027-01');
  await verifyBooks(world, cast.client);
  world.clock.set('2026-11-23T01:00:00.000Z');
  await cast.collector.close();
});

test('限额：单笔上下限、个人日次数与日累计、方案日累计；过了零点重新算', async () => {
  const cast = await castWithdrawals(world, {
    workers: 5,
    program: {
      withdrawalMin: yuan('10.00'),
      withdrawalMax: yuan('5000.00'),
      workerDayLimit: yuan('6000.00'),
      workerDayCount: 3,
      dayLimit: yuan('12000.00'),
    },
  });
  const [a, b, c, d] = cast.workers;
  assert.equal(codeOf(await cast.ask(a!, '9.99')), 'withdrawal.amount_too_small');
  assert.equal(codeOf(await cast.ask(a!, '5000.01')), 'withdrawal.amount_too_large');
  assert.equal(codeOf(await cast.ask(a!, '-1.00')), 'withdrawal.amount_too_small');
  assert.equal(codeOf(await cast.ask(a!, '5000.00')), null);
  assert.equal(codeOf(await cast.ask(a!, '1000.01')), 'withdrawal.worker_day_limit');
  for (let count = 0; count < 3; count += 1) {
    assert.equal(codeOf(await cast.ask(b!, '10.00')), null);
  }
  assert.equal(codeOf(await cast.ask(b!, '10.00')), 'withdrawal.worker_day_count');
  assert.equal(codeOf(await cast.ask(c!, '5000.00')), null);
  assert.equal(codeOf(await cast.ask(d!, '1970.01')), 'withdrawal.day_limit');
  assert.equal(codeOf(await cast.ask(d!, '1970.00')), null);
  assert.equal(codeOf(await cast.ask(d!, '10.00')), 'withdrawal.day_limit');
  world.clock.set('2026-11-23T15:59:59.000Z');
  assert.equal(codeOf(await cast.ask(b!, '10.00')), 'withdrawal.worker_day_count');
  world.clock.set('2026-11-23T16:00:00.000Z');
  assert.equal(codeOf(await cast.ask(a!, '1000.01')), null);
  assert.equal(codeOf(await cast.ask(b!, '10.00')), null);
  assert.equal(codeOf(await cast.ask(d!, '10.00')), null);
  await verifyBooks(world, cast.client);
  world.clock.set('2026-11-23T01:00:00.000Z');
  await cast.collector.close();
});

test('挂起的也占个人当日的次数和金额：恢复后一天不会超过限额；试算一样说', async () => {
  const cast = await castWithdrawals(world, {
    workers: 2,
    funds: '10.00',
    program: { workerDayCount: 2, workerDayLimit: yuan('1000.00') },
  });
  const { tenantId } = cast.client;
  const [a, b] = cast.workers;
  for (const amount of ['100.00', '200.00']) {
    assert.equal(answered(await cast.ask(a!, amount)).state, 'suspended');
  }
  assert.equal(codeOf(await cast.ask(a!, '1.00')), 'withdrawal.worker_day_count');
  assert.equal(answered(await cast.ask(b!, '900.00')).state, 'suspended');
  assert.equal(codeOf(await cast.ask(b!, '100.01')), 'withdrawal.worker_day_limit');
  const tried = await world.as(tenantId, (tx) =>
    tryWithdrawal(tx, { externalWorkerId: b!, amount: yuan('100.01') }),
  );
  assert.equal(tried.ok ? null : tried.failure.code, 'withdrawal.worker_day_limit');
  await topUp(world, cast.client, yuan('5000.00'));
  assert.equal(await resumeAll(world.host), 3);
  assert.equal(codeOf(await cast.ask(a!, '1.00')), 'withdrawal.worker_day_count');
  assert.equal(codeOf(await cast.ask(b!, '100.01')), 'withdrawal.worker_day_limit');
  assert.equal(answered(await cast.ask(b!, '100.00')).state, 'accepted');
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});

test('余额不足、未准入、查无此人、方案暂停', async () => {
  const cast = await castWithdrawals(world, { workers: 1, earned: '100.00' });
  const [worker] = cast.workers;
  assert.equal(codeOf(await cast.ask(worker!, '100.01')), 'withdrawal.balance_too_low');
  assert.equal(codeOf(await cast.ask('nobody', '1.00')), 'worker.not_found');
  const [program] = await world.as(cast.client.tenantId, (tx) => findPrograms(tx));
  const { tenantId } = cast.client;
  const paused = { ...program!, tenantId, programId: program!.id, state: 'paused' as const };
  const updated = await world.as(tenantId, (tx) => updateProgram(tx, paused));
  assert.ok(updated.ok);
  assert.equal(codeOf(await cast.ask(worker!, '1.00')), 'program.not_active');
  await world.as(tenantId, (tx) => updateProgram(tx, { ...paused, state: 'active' }));
  await world.as(
    tenantId,
    async (tx) => tx.sql`
      update gig.worker set state = 'suspended'
       where shard_key = any(${await stripeKeysOf(tx)}::int[]) and tenant_id = ${tenantId}`,
  );
  assert.equal(codeOf(await cast.ask(worker!, '1.00')), 'worker.not_admitted');
  const stranger = await castWithdrawals(world, { workers: 0 });
  assert.equal(codeOf(await stranger.ask(worker!, '1.00')), 'worker.not_found');
  await stranger.collector.close();
  await cast.collector.close();
});

test('试算：与随后的提现一致，不留下任何痕迹', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const { tenantId } = cast.client;
  const input = { externalWorkerId: cast.workers[0]!, amount: yuan('9000.00') };
  const trial = await world.as(tenantId, (tx) => tryWithdrawal(tx, input));
  assert.ok(trial.ok);
  assert.ok(trial.value.reasons.length > 0);
  assert.equal((await verifyBooks(world, cast.client)).withdrawals, 0);
  const real = answered(await cast.ask(cast.workers[0]!, '9000.00'));
  assert.deepEqual([trial.value.tax, trial.value.net], [yuan(real.tax!), yuan(real.net!)]);
  await cast.collector.close();
});

test('列表按新旧排列，跨条带合并，按状态筛选', async () => {
  const cast = await castWithdrawals(world, { workers: 6 });
  const { tenantId } = cast.client;
  const answers: Answer[] = [];
  for (const worker of cast.workers) answers.push(answered(await cast.ask(worker, '10.00')));
  const listed = await world.as(tenantId, (tx) => listWithdrawals(tx, { tenantId, limit: 4 }));
  assert.deepEqual(
    listed.value.rows.map(({ id }) => id),
    answers.toReversed().slice(0, 4).map(idOf),
  );
  const rest = await world.as(tenantId, (tx) =>
    listWithdrawals(tx, { tenantId, limit: 4, after: listed.value.next! }),
  );
  assert.equal(rest.value.rows.length, 2);
  const paid = await world.as(tenantId, (tx) => listWithdrawals(tx, { tenantId, state: 'paid' }));
  assert.equal(paid.value.rows.length, 0);
  const [externalWorkerId] = cast.workers;
  const own = await world.as(tenantId, (tx) =>
    readWithdrawals(tx, { externalWorkerId: externalWorkerId! }),
  );
  assert.deepEqual(own.ok && own.value.rows.map(({ id }) => id), [idOf(answers[0]!)]);
  const stranger = { externalWorkerId: 'nobody' };
  const none = await world.as(tenantId, (tx) => readWithdrawals(tx, stranger));
  assert.equal(none.ok ? null : none.failure.code, 'worker.not_found');
  const unknown = { withdrawalId: newShardedId<'wdr'>(7) };
  const missing = await world.as(tenantId, (tx) => readWithdrawal(tx, unknown));
  assert.equal(missing.ok ? null : missing.failure.code, 'withdrawal.not_found');
  await cast.collector.close();
});

test('客户的钱：各条带与主账之和，始终是到款减去已付与在途', async () => {
  const cast = await castWithdrawals(world, { workers: 4, funds: '50000.00' });
  for (const worker of cast.workers) answered(await cast.ask(worker, '1000.00'));
  const { legalEntityId, payerAccountId } = cast.client;
  const { clientFunds } = programAccounts({ legalEntityId, payerAccountId });
  const left = await world.as(cast.client.tenantId, async (tx) => {
    let sum = 0;
    for (const key of [tx.tenantShardKey, ...(await stripeKeysOf(tx))]) {
      sum -= (await balanceOf(onShard(tx, key), [clientFunds]))[0]!.balance;
    }
    return sum;
  });
  // Four times 1,000 and 2 % of fee.
  assert.equal(left, fen(5_000_000 - 4 * 102_000));
  await cast.collector.close();
});

test('政策库不认识的月份：拒绝，不当作零税', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  world.clock.set('2024-05-10T01:00:00.000Z');
  assert.equal(codeOf(await cast.ask(cast.workers[0]!, '100.00')), 'withdrawal.tax_unknown');
  world.clock.set('2026-11-23T01:00:00.000Z');
  await cast.collector.close();
});

test('两种收入各算各的税', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const [worker] = cast.workers;
  await earn(world, cast.client.tenantId, [
    { worker: worker!, amount: yuan('500.00'), incomeKind: 'incidentalIncome' },
  ]);
  const prize = answered(await cast.ask(worker!, '500.00', { incomeKind: 'incidentalIncome' }));
  assert.equal(prize.tax, '100.00');
  assert.equal(answered(await cast.ask(worker!, '500.00')).tax, '0.00');
  await verifyBooks(world, cast.client);
  await cast.collector.close();
});
