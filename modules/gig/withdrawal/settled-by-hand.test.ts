import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Id, parseId, siblingId, yuan } from '@heyi/kernel';
import {
  getPayOrder,
  markPayOrderManual,
  proposePayOrderOutcome,
  settlePayOrder,
} from '@heyi/payments/testing';
import { deliverEvents, type Transaction } from '@heyi/platform';
import { createTestHost, testActor, type TestHost } from '@heyi/platform/testing';
import { readBalances } from '../balance/read-balances.ts';
import { listeners } from '../listeners.ts';
import { verifyBooks } from '../testing/verify-books.ts';
import {
  type Answer,
  answered,
  castWithdrawals,
  type WithdrawalCast,
} from '../testing/withdrawal-world.ts';
import { readWithdrawal } from './read-withdrawal.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
});
after(() => world.close());

type Outcome = { ok: true } | { ok: false; failure: { code: string } };

const [maker, checker] = [testActor(), { ...testActor(), name: '李静' }];

const idOf = ({ id }: Answer) => parseId('wdr', id)!;
const orderIdOf = (answer: Answer): Id<'pay'> => siblingId<'pay'>(idOf(answer), 1);

async function as(
  { client: { tenantId } }: WithdrawalCast,
  actor: typeof maker,
  use: (tx: Transaction) => Promise<Outcome>,
): Promise<string> {
  const done = await world.as(tenantId, use, actor);
  return done.ok ? 'ok' : done.failure.code;
}

async function stateOf({ client }: WithdrawalCast, answer: Answer): Promise<string> {
  const found = await world.as(client.tenantId, (tx) =>
    readWithdrawal(tx, { withdrawalId: idOf(answer) }),
  );
  assert.ok(found.ok);
  return found.value.state;
}

/** Two people bring a withdrawal to the outcome that the bank's paper shows. */
async function settleByHand(
  cast: WithdrawalCast,
  answer: Answer,
  outcome: 'succeeded' | 'failed',
): Promise<void> {
  const order = { tenantId: cast.client.tenantId, payOrderId: orderIdOf(answer) };
  const proposed = { ...order, outcome, note: '银行回单已到' };
  assert.equal(
    await as(cast, maker, (tx) => markPayOrderManual(tx, { ...order, note: '请银行核实' })),
    'ok',
  );
  assert.equal(await stateOf(cast, answer), 'unknown');
  assert.equal(await as(cast, maker, (tx) => proposePayOrderOutcome(tx, proposed)), 'ok');
  assert.equal(await as(cast, maker, (tx) => settlePayOrder(tx, order)), 'pay_order.same_person');
  assert.equal(await as(cast, checker, (tx) => settlePayOrder(tx, order)), 'ok');
  await deliverEvents(world.host, listeners, (waiting) => waiting === cast.client.tenantId);
}

test('结果不明的提现由两人按银行回单了结：已到账的付讫，未到账的退回可提现，账都平', async () => {
  const cast = await castWithdrawals(world, { workers: 2 });
  const { tenantId } = cast.client;
  const paid = answered(await cast.ask(cast.workers[0]!, '9000.00'));
  const failed = answered(await cast.ask(cast.workers[1]!, '9000.00'));
  await settleByHand(cast, paid, 'succeeded');
  await settleByHand(cast, failed, 'failed');
  assert.deepEqual([await stateOf(cast, paid), await stateOf(cast, failed)], ['paid', 'failed']);
  const balances = await world.as(tenantId, (tx) =>
    readBalances(tx, { externalWorkerId: cast.workers[1]! }),
  );
  assert.ok(balances.ok);
  assert.equal(balances.value.rows[0]!.withdrawable, yuan('20000.00'));
  const { inFlight } = await verifyBooks(world, cast.client);
  assert.equal(inFlight, 0);
  const view = await world.as(tenantId, (tx) =>
    getPayOrder(tx, { tenantId, payOrderId: orderIdOf(paid) }),
  );
  assert.ok(view.ok);
  assert.deepEqual(
    view.value.events.map(({ state, actorName }) => [state, actorName]),
    [
      ['manual', '王芳'],
      ['succeeded', '李静'],
    ],
  );
  await cast.collector.close();
});

test('别的客户找不到这笔提现的付款指令', async () => {
  const cast = await castWithdrawals(world, { workers: 1 });
  const other = await castWithdrawals(world, { workers: 1 });
  const answer = answered(await cast.ask(cast.workers[0]!, '9000.00'));
  const { tenantId } = other.client;
  const order = { tenantId, payOrderId: orderIdOf(answer), note: '请银行核实' };
  assert.equal(
    await as(other, maker, (tx) => markPayOrderManual(tx, order)),
    'pay_order.not_found',
  );
  assert.equal(await as(other, maker, (tx) => getPayOrder(tx, order)), 'pay_order.not_found');
  assert.equal(await stateOf(cast, answer), 'accepted');
  await cast.collector.close();
  await other.collector.close();
});
