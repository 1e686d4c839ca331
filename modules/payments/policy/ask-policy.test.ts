import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { paymentsContract as contract } from '@heyi/contract';
import { addSeconds, newId, plainDate } from '@heyi/kernel';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { decide, dispatchPolicy, type OrderFacts } from '../order/pay-order.ts';
import { livePolicyOf, readAskPolicy } from './ask-policy.store.ts';
import { getAskPolicy } from './get-ask-policy.ts';
import { putAskPolicy } from './put-ask-policy.ts';

let world: TestHost;
before(async () => {
  world = await createTestHost();
});
after(() => world.close());

const put = async (input: object) => {
  const wanted = { askAfterSeconds: [300, 3600], reason: '银行要求少查询', ...input };
  const answer = await world.as(world.host.houseId, (tx) => putAskPolicy(tx, wanted));
  return answer.ok ? 'ok' : answer.failure.code;
};
const get = async () => {
  const answer = await world.as(world.host.houseId, (tx) => getAskPolicy(tx, {}));
  return answer.value;
};

test('查询间隔：出厂为 5 分钟、1 小时、1 天；改动逐项检查', async () => {
  assert.deepEqual((await get()).current.askAfterSeconds, [300, 3_600, 86_400]);
  assert.equal(await put({ askAfterSeconds: [300, 300] }), 'ask_policy.not_growing');
  assert.equal(await put({ effectiveFrom: plainDate('2026-11-22') }), 'ask_policy.in_the_past');
});

const bounds: [title: string, gaps: number[], isTaken: boolean][] = [
  ['一分钟', [60], true],
  ['不足一分钟', [59], false],
  ['三十天', [30 * 86_400], true],
  ['超过三十天', [30 * 86_400 + 1], false],
  ['没有', [], false],
  ['十一次', Array.from({ length: 11 }, (_, index) => 60 * (index + 1)), false],
];

for (const [title, askAfterSeconds, isTaken] of bounds) {
  test(`查询间隔的界限：${title}`, () => {
    const parsed = contract.putAskPolicy.input.safeDecode({ askAfterSeconds, reason: '试' });
    assert.equal(parsed.success, isTaken);
  });
}

test('带日期的设置：到日子才生效，旧的留着；进程读到后照办', async () => {
  const policy = livePolicyOf(world.host);
  assert.deepEqual(policy.askAfterSeconds, dispatchPolicy.askAfterSeconds);
  assert.equal(await put({ askAfterSeconds: [600] }), 'ok');
  assert.equal(await put({ askAfterSeconds: [900], effectiveFrom: plainDate('2026-12-01') }), 'ok');
  await readAskPolicy(world.host);
  assert.deepEqual(policy.askAfterSeconds, [5, 30, 600]);
  const seen = await get();
  assert.deepEqual(seen.current.askAfterSeconds, [600]);
  assert.deepEqual(
    seen.others.map(({ effectiveFrom, askAfterSeconds }) => [effectiveFrom, askAfterSeconds]),
    [['2026-12-01', [900]]],
  );
  world.clock.set('2026-12-01T01:00:00.000Z');
  assert.deepEqual(policy.askAfterSeconds, [5, 30, 900]);
  world.clock.set('2026-11-23T01:00:00.000Z');
});

test('问到最后一次转人工，从不重发', () => {
  const policy = livePolicyOf(world.host);
  let order: OrderFacts = {
    state: 'sent',
    reportedAt: null,
    sentAt: '2026-11-23T01:00:00.000Z',
    asks: 0,
    sends: 1,
    code: null,
    text: null,
    bankReference: null,
  };
  let now = order.sentAt!;
  const gaps: number[] = [];
  while (order.state !== 'manual') {
    const change = decide(order, { kind: 'unknown', text: newId() }, policy, now)!;
    if (change.dueAt !== null) {
      gaps.push((Date.parse(change.dueAt) - Date.parse(now)) / 1000);
      now = addSeconds(now, gaps.at(-1)!);
    }
    assert.notEqual(change.state, 'queued');
    order = change;
  }
  assert.deepEqual(gaps, [5, 30, 600]);
  assert.equal(order.sends, 1);
});
