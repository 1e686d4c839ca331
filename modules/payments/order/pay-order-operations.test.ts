import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Id, newId, systemClock } from '@heyi/kernel';
import { type Host, tenantCipher, type Transaction } from '@heyi/platform';
import { type TestHost, testActor } from '@heyi/platform/testing';
import { receiveBankCallback, startDispatcher } from '../index.ts';
import { type LyingBank, openLyingBank } from '../testing/lying-bank.ts';
import {
  addClient,
  assertBooksAgree,
  asTenant,
  createPayWorld,
  ordersOf,
  pay,
  type PayClient,
  until,
} from '../testing/pay-world.ts';
import { cancelPayOrder } from './cancel-pay-order.ts';
import { getPayOrder } from './get-pay-order.ts';
import { holdPayOrder } from './hold-pay-order.ts';
import { getPayProgress } from './get-pay-progress.ts';
import { markPayOrderManual } from './mark-pay-order-manual.ts';
import { referenceOf } from './pay-order.ts';
import { proposePayOrderOutcome } from './propose-pay-order-outcome.ts';
import { releasePayOrder } from './release-pay-order.ts';
import { retryPayOrder } from './retry-pay-order.ts';
import { settlePayOrder } from './settle-pay-order.ts';
import { withdrawPayOrderProposal } from './withdraw-pay-order-proposal.ts';

let world: TestHost;
let host: Host;
let bank: LyingBank;
before(async () => {
  const made = await createPayWorld(() => [(bank = openLyingBank({ clock: systemClock }))]);
  ({ world, host } = made);
});
after(() => world.close());

type Use<Value> = (tx: Transaction) => Promise<Value>;
type Outcome = { ok: true; value: unknown } | { ok: false; failure: { code: string } };

async function codeOf(client: PayClient, use: Use<Outcome>): Promise<string> {
  const outcome = await asTenant(host, client.tenantId, use);
  return outcome.ok ? 'ok' : outcome.failure.code;
}

async function clientWith(...names: string[]) {
  const client = await addClient(world, host, { channel: 'lying', entities: 1 });
  const subjectId = await pay(
    host,
    client,
    names.map((name) => ({ name })),
  );
  const orders = await ordersOf(host, client.tenantId);
  const idOf = (name: string) => orders.find(({ payeeName }) => payeeName === name)!.id;
  return { client, subjectId, idOf };
}

async function dispatch(client: PayClient, isReached: Parameters<typeof until>[2]): Promise<void> {
  const policy = { answerSeconds: 1, askAfterSeconds: [600], resendAfterSeconds: [600] };
  const dispatcher = await startDispatcher({ host, channels: [bank], policy });
  try {
    await until(host, client.tenantId, isReached);
  } finally {
    await dispatcher.stop();
  }
}

test('暂缓、解除、撤销：只对没有发出的；撤销后欠款恢复，可重新付款', async () => {
  const { client, idOf } = await clientWith('甲', '乙', '丙');
  const input = (name: string) => ({ tenantId: client.tenantId, payOrderId: idOf(name) });
  const none = { tenantId: client.tenantId, payOrderId: newId<'pay'>() };
  assert.equal(await codeOf(client, (tx) => holdPayOrder(tx, none)), 'pay_order.not_found');
  assert.equal(await codeOf(client, (tx) => releasePayOrder(tx, none)), 'pay_order.not_found');
  assert.equal(await codeOf(client, (tx) => cancelPayOrder(tx, none)), 'pay_order.not_found');
  assert.equal(
    await codeOf(client, (tx) => releasePayOrder(tx, input('甲'))),
    'pay_order.not_held',
  );
  assert.equal(await codeOf(client, (tx) => holdPayOrder(tx, input('甲'))), 'ok');
  assert.equal(await codeOf(client, (tx) => holdPayOrder(tx, input('甲'))), 'pay_order.not_queued');
  assert.equal(await codeOf(client, (tx) => cancelPayOrder(tx, input('乙'))), 'ok');
  await dispatch(client, (orders) => orders.some(({ state }) => state === 'succeeded'));
  const states = Object.fromEntries(
    (await ordersOf(host, client.tenantId)).map(({ payeeName, state }) => [payeeName, state]),
  );
  assert.deepEqual(states, { 甲: 'held', 乙: 'cancelled', 丙: 'succeeded' });
  assert.equal(
    await codeOf(client, (tx) => cancelPayOrder(tx, input('丙'))),
    'pay_order.not_queued',
  );
  await assertBooksAgree(host, client);
  assert.equal(await codeOf(client, (tx) => releasePayOrder(tx, input('甲'))), 'ok');
  assert.equal(await codeOf(client, (tx) => retryPayOrder(tx, input('乙'))), 'ok');
  const isOver = (rows: { state: string }[]) =>
    rows.length === 4 && rows.every(({ state }) => state === 'succeeded' || state === 'cancelled');
  await dispatch(client, isOver);
  await assertBooksAgree(host, client);
});

test('重新付款：改正账号后用新的参考号再付；两人同时点，只付一次', async () => {
  const { client, subjectId, idOf } = await clientWith('fails', '乙');
  const { tenantId } = client;
  const id = idOf('fails');
  const retry = (
    payOrderId: Id<'pay'>,
    correction?: Parameters<typeof retryPayOrder>[1]['correction'],
  ) =>
    codeOf(client, (tx) =>
      retryPayOrder(tx, { tenantId, payOrderId, ...(correction && { correction }) }),
    );
  const wrong = { payeeName: '新户名', accountNumber: '123', bankCode: null };
  assert.equal(await retry(id, wrong), 'pay_order.account_malformed');
  const badBank = { ...wrong, accountNumber: '6222000011112222', bankCode: '12' };
  assert.equal(await retry(id, badBank), 'pay_order.account_malformed');
  assert.equal(await retry(newId()), 'pay_order.not_found');
  assert.equal(await retry(id), 'pay_order.not_retryable');
  await dispatch(client, (orders) =>
    orders.every(({ state }) => state === 'failed' || state === 'succeeded'),
  );
  const correction = { payeeName: '新户名', accountNumber: '6222000011112222' };
  const clicks = await Promise.all([retry(id, correction), retry(id, correction)]);
  assert.deepEqual(clicks.toSorted(), ['ok', 'pay_order.already_retried']);
  await dispatch(
    client,
    (orders) => orders.filter(({ state }) => state === 'succeeded').length === 2,
  );
  await assertBooksAgree(host, client);
  await asTenant(host, tenantId, async (tx) => {
    const view = await getPayOrder(tx, { tenantId, payOrderId: id });
    assert.ok(view.ok);
    assert.deepEqual(
      view.value.attempts.map(({ attempt, state, payeeName }) => [attempt, state, payeeName]),
      [
        [1, 'failed', 'fails'],
        [2, 'succeeded', '新户名'],
      ],
    );
    const [sealed] = await tx.sql<{ account: Buffer }>`
      select payee_account as account from payments.pay_order where id = ${view.value.replacedById}`;
    assert.equal((await tenantCipher(tx)).open(sealed!.account), correction.accountNumber);
    const { value: progress } = await getPayProgress(tx, { tenantId, subjectId });
    assert.deepEqual(
      progress.byState.map(({ state, count }) => [state, count]),
      [['succeeded', 2]],
    );
    assert.equal(progress.count, 2, 'the retry took the place of the failed order');
    assert.ok(progress.firstSucceededAt! <= progress.lastSucceededAt!);
  });
});

test('付款账户停用后不能重新付款', async () => {
  const { client, idOf } = await clientWith('fails');
  await dispatch(client, (orders) => orders.every(({ state }) => state === 'failed'));
  await asTenant(
    host,
    client.tenantId,
    (tx) => tx.sql`
    update payments.payer_account set state = 'closed' where tenant_id = ${tx.tenantId}`,
  );
  const input = { tenantId: client.tenantId, payOrderId: idOf('fails') };
  assert.equal(await codeOf(client, (tx) => retryPayOrder(tx, input)), 'payer_account.closed');
});

test('人工核实：一人提交、另一人复核；自己不能复核自己', async () => {
  const { client, idOf } = await clientWith('neverArrives', '乙');
  const { tenantId } = client;
  const reached = ['unknown', 'succeeded'];
  await dispatch(client, (orders) => orders.every(({ state }) => reached.includes(state)));
  const order = { tenantId, payOrderId: idOf('neverArrives') };
  const none = { tenantId, payOrderId: newId<'pay'>() };
  const outcome = { outcome: 'succeeded', note: '银行回单已到', bankReference: 'HD-1' } as const;
  const [maker, checker] = [testActor(), { ...testActor(), name: '李静' }];
  const as = async (actor: typeof maker, use: Use<Outcome>) => {
    const done = await world.as(tenantId, use, actor);
    return done.ok ? 'ok' : done.failure.code;
  };
  for (const [code, use] of [
    ['pay_order.not_found', (tx) => markPayOrderManual(tx, { ...none, note: '核实' })],
    ['pay_order.not_found', (tx) => proposePayOrderOutcome(tx, { ...none, ...outcome })],
    ['pay_order.not_found', (tx) => withdrawPayOrderProposal(tx, none)],
    ['pay_order.not_found', (tx) => settlePayOrder(tx, none)],
    ['pay_order.not_found', (tx) => getPayOrder(tx, none)],
    ['pay_order.not_manual', (tx) => proposePayOrderOutcome(tx, { ...order, ...outcome })],
    [
      'pay_order.not_in_flight',
      (tx) => markPayOrderManual(tx, { tenantId, payOrderId: idOf('乙'), note: '核实' }),
    ],
    ['ok', (tx) => markPayOrderManual(tx, { ...order, note: '请银行核实' })],
    ['pay_order.nothing_proposed', (tx) => settlePayOrder(tx, order)],
    ['pay_order.nothing_proposed', (tx) => withdrawPayOrderProposal(tx, order)],
    ['ok', (tx) => proposePayOrderOutcome(tx, { ...order, ...outcome })],
    ['pay_order.same_person', (tx) => settlePayOrder(tx, order)],
    ['ok', (tx) => withdrawPayOrderProposal(tx, order)],
    ['pay_order.nothing_proposed', (tx) => settlePayOrder(tx, order)],
    ['ok', (tx) => proposePayOrderOutcome(tx, { ...order, ...outcome })],
  ] as [string, Use<Outcome>][]) {
    assert.equal(await as(maker, use), code);
  }
  const proposed = await world.as(tenantId, (tx) => getPayOrder(tx, order), checker);
  assert.ok(proposed.ok && proposed.value.proposal);
  const { proposedAt: _, ...shown } = proposed.value.proposal;
  assert.deepEqual(shown, { ...outcome, proposedBy: maker.name });
  assert.equal(await as(checker, (tx) => settlePayOrder(tx, order)), 'ok');
  await asTenant(host, tenantId, async (tx) => {
    const view = await getPayOrder(tx, order);
    assert.ok(view.ok);
    assert.equal(view.value.state, 'succeeded');
    assert.equal(view.value.bankReference, 'HD-1');
    assert.equal(view.value.proposal, null);
    assert.deepEqual(
      view.value.events.map(({ state, source, actorName }) => [state, source, actorName]),
      [
        ['sent', 'dispatcher', null],
        ['unknown', 'answer', null],
        ['manual', 'person', '王芳'],
        ['succeeded', 'person', '李静'],
      ],
    );
  });
  await assertBooksAgree(host, client);
});

const signed = { 'x-signature': 'true' };
const bodyOf = (callbackId: string, ...reports: object[]) =>
  Buffer.from(JSON.stringify({ callbackId, reports }));

test('回调：伪造的拒绝，重复的不算，迟到和乱序的按先后算，不是我们的略过', async () => {
  const { client, idOf } = await clientWith('processing', '乙');
  await dispatch(client, (orders) =>
    orders.every(({ state, payeeName }) =>
      payeeName === '乙' ? state === 'succeeded' : bank.book.has(referenceOf(idOf('processing'))),
    ),
  );
  const reference = referenceOf(idOf('processing'));
  const stateOf = async () =>
    (await ordersOf(host, client.tenantId)).find(({ payeeName }) => payeeName === 'processing')!
      .state;
  const success = bank.report(reference, 'succeeded');
  const comeBack = bank.report(reference, 'returned', 'AC04');
  const receive = (headers: Record<string, string>, body: Buffer, code = 'lying') =>
    receiveBankCallback(host, code, headers, body);

  assert.deepEqual(await receive(signed, bodyOf('c1', success), 'nobody'), { kind: 'noSuchLink' });
  assert.deepEqual(await receive({}, bodyOf('c1', success)), { kind: 'refused' });
  assert.equal(await stateOf(), 'sent', 'a forged callback changes nothing');
  const stranger = { ...success, reference: 'SAL-001' };
  assert.deepEqual(await receive(signed, bodyOf('c2', comeBack, stranger)), {
    kind: 'read',
    applied: 1,
  });
  assert.equal(await stateOf(), 'returned', 'the return overtook the success');
  assert.deepEqual(await receive(signed, bodyOf('c1', success)), { kind: 'read', applied: 1 });
  assert.equal(await stateOf(), 'returned');
  assert.deepEqual(await receive(signed, bodyOf('c2', comeBack)), { kind: 'repeated' });
  await assertBooksAgree(host, client);
});

test('成功一天后退汇：欠款恢复，通知一次，可重新付款', async () => {
  const { client, idOf } = await clientWith('乙');
  await dispatch(client, (orders) => orders.every(({ state }) => state === 'succeeded'));
  const comeBack = bank.report(referenceOf(idOf('乙')), 'returned', 'AC04');
  const body = (id: string) => bodyOf(id, comeBack);
  await Promise.all([
    receiveBankCallback(host, 'lying', signed, body('late-1')),
    receiveBankCallback(host, 'lying', signed, body('late-2')),
  ]);
  await assertBooksAgree(host, client);
  const news = await asTenant(
    host,
    client.tenantId,
    (tx) => tx.sql<{ type: string }>`
    select type from platform.outbox where tenant_id = ${tx.tenantId} order by type`,
  );
  assert.deepEqual(
    news.map(({ type }) => type).filter((type) => type === 'pay_order.returned'),
    ['pay_order.returned'],
  );
  const retried = await codeOf(client, (tx) =>
    retryPayOrder(tx, { tenantId: client.tenantId, payOrderId: idOf('乙') }),
  );
  assert.equal(retried, 'ok');
  await dispatch(client, (orders) => orders.some(({ state }) => state === 'succeeded'));
  await assertBooksAgree(host, client);
});
