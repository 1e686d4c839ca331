import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSeconds, newId } from '@heyi/kernel';
import fc from 'fast-check';
import type { TransferReport, TransferState } from '../channel/bank-channel.ts';
import {
  decide,
  dispatchPolicy,
  type Finding,
  isCancellable,
  orderIdOf,
  type OrderFacts,
  type PayOrderState,
  positionOf,
  referenceOf,
} from './pay-order.ts';

const now = '2026-11-30T02:00:00.000Z';
const sent: OrderFacts = {
  state: 'sent',
  reportedAt: null,
  sentAt: now,
  asks: 0,
  sends: 1,
  code: null,
  text: null,
  bankReference: null,
};

function reported(state: TransferState, afterSeconds = 1, isAnswer = false): Finding {
  const report: TransferReport = {
    reference: 'r',
    state,
    bankReference: 'B1',
    code: state === 'failed' || state === 'returned' ? 'AC04' : null,
    text: null,
    occurredAt: addSeconds(now, afterSeconds),
  };
  return { kind: 'reported', report, isAnswer };
}

const closed: Finding = {
  kind: 'notSent',
  sentAt: now,
  retryAt: addSeconds(now, 60),
  code: 'closed_window',
  text: '',
};
const forbidden: Finding = { ...closed, retryAt: null, code: 'no_permission' };
const unknown: Finding = { kind: 'unknown', text: '超时' };
const notFound: Finding = { kind: 'notFound' };
const at = (seconds: number) => addSeconds(now, seconds);

type Case = [
  title: string,
  order: Partial<OrderFacts>,
  finding: Finding,
  elapsedSeconds: number,
  expected: { state: PayOrderState; dueAt: string | null; code?: string | null } | null,
];

const cases: Case[] = [
  ['成功', {}, reported('succeeded'), 1, { state: 'succeeded', dueAt: null }],
  ['失败', {}, reported('failed'), 1, { state: 'failed', dueAt: null, code: 'AC04' }],
  ['受理：五秒后问', {}, reported('processing'), 1, { state: 'sent', dueAt: at(6) }],
  [
    '受理后再问：三十秒后',
    { asks: 1, reportedAt: at(0.5) },
    reported('processing'),
    1,
    { state: 'sent', dueAt: at(31) },
  ],
  ['挂账：人工，仍会问', {}, reported('suspended'), 1, { state: 'manual', dueAt: at(6) }],
  [
    '成功后退汇',
    { state: 'succeeded', reportedAt: at(1) },
    reported('returned', 86_400),
    86_400,
    { state: 'returned', dueAt: null, code: 'AC04' },
  ],
  [
    '退汇先到，成功后到：不理',
    { state: 'returned', reportedAt: at(9) },
    reported('succeeded', 5),
    10,
    null,
  ],
  [
    '退汇之后再报成功：不理',
    { state: 'returned', reportedAt: at(9) },
    reported('succeeded', 20),
    21,
    null,
  ],
  [
    '同一结果再报：不理',
    { state: 'succeeded', reportedAt: at(1) },
    reported('succeeded', 1),
    5,
    null,
  ],
  [
    '稍后又报同一结果：不理',
    { state: 'succeeded', reportedAt: at(1) },
    reported('succeeded', 3),
    5,
    null,
  ],
  [
    '成功后到的受理：不理',
    { state: 'succeeded', reportedAt: at(1) },
    reported('processing', 3),
    5,
    null,
  ],
  [
    '失败后银行更正为成功：以银行最后所报为准',
    { state: 'failed', reportedAt: at(1) },
    reported('succeeded', 30),
    31,
    { state: 'succeeded', dueAt: null },
  ],
  [
    '超时后回调说成功',
    { state: 'unknown' },
    reported('succeeded'),
    3,
    { state: 'succeeded', dueAt: null },
  ],
  [
    '人工处理中银行报成功',
    { state: 'manual' },
    reported('succeeded'),
    3,
    { state: 'succeeded', dueAt: null },
  ],
  [
    '重新排队后银行报成功：不再发送',
    { state: 'queued' },
    reported('succeeded'),
    3,
    { state: 'succeeded', dueAt: null },
  ],
  [
    '已撤销的也认银行',
    { state: 'cancelled' },
    reported('succeeded'),
    3,
    { state: 'succeeded', dueAt: null },
  ],
  [
    '回答是旧的：约下一次问',
    { reportedAt: at(1), asks: 1 },
    reported('processing', 1, true),
    40,
    { state: 'sent', dueAt: at(70) },
  ],
  ['回调是旧的：不理', { reportedAt: at(1), asks: 1 }, reported('processing', 1), 40, null],
  ['关门：排队等到开门', {}, closed, 1, { state: 'queued', dueAt: at(60), code: 'closed_window' }],
  [
    '前一次发送的拒绝迟到：后一次可能已被受理，不算',
    { sends: 1, sentAt: at(0.5) },
    closed,
    1,
    null,
  ],
  ['没有权限：人工', {}, forbidden, 1, { state: 'manual', dueAt: null, code: 'no_permission' }],
  ['已有受理回报：未发出的说法不算', { reportedAt: at(0.5) }, closed, 1, null],
  ['已成功：未发出的说法不算', { state: 'succeeded', reportedAt: at(1) }, closed, 1, null],
  ['超时：未知，五秒后问', {}, unknown, 1, { state: 'unknown', dueAt: at(6), code: 'unknown' }],
  [
    '再次没有回答：间隔变长',
    { state: 'unknown', asks: 3 },
    unknown,
    400,
    { state: 'unknown', dueAt: at(4000) },
  ],
  [
    '问完仍无回答：人工',
    { state: 'unknown', asks: 5 },
    unknown,
    90_000,
    { state: 'manual', dueAt: null, code: 'unanswered' },
  ],
  [
    '受理后没有回答：仍是已发送',
    { reportedAt: at(1), asks: 1 },
    unknown,
    5,
    { state: 'sent', dueAt: at(35) },
  ],
  [
    '挂账问完：留给人',
    { state: 'manual', reportedAt: at(1), asks: 5 },
    unknown,
    90_000,
    { state: 'manual', dueAt: null },
  ],
  ['已成功：没有回答不算', { state: 'succeeded', reportedAt: at(1) }, unknown, 5, null],
  [
    '刚发出就查无：等银行自己的时限',
    {},
    notFound,
    10,
    { state: 'unknown', dueAt: at(30), code: 'not_found' },
  ],
  ['差一毫秒到时限', {}, notFound, 29.999, { state: 'unknown', dueAt: at(30) }],
  [
    '到时限仍查无：同一参考号再发',
    { state: 'unknown' },
    notFound,
    30,
    { state: 'queued', dueAt: at(30), code: 'not_found' },
  ],
  ['第二次发出：时限更长', { sends: 2 }, notFound, 30, { state: 'unknown', dueAt: at(120) }],
  ['第三次发出：时限再长', { sends: 3 }, notFound, 120, { state: 'unknown', dueAt: at(600) }],
  [
    '三次仍查无：人工',
    { state: 'unknown', sends: 3 },
    notFound,
    600,
    { state: 'manual', dueAt: null, code: 'not_found' },
  ],
  [
    '受理后又说查无：人工，绝不再发',
    { reportedAt: at(1) },
    notFound,
    500,
    { state: 'manual', dueAt: null, code: 'bank_contradicts' },
  ],
  ['已成功：查无不算', { state: 'succeeded', reportedAt: at(1) }, notFound, 500, null],
  ['人工处理中：查无不算', { state: 'manual' }, notFound, 500, null],
];

for (const [title, order, finding, elapsed, expected] of cases) {
  test(`判断：${title}`, () => {
    const change = decide({ ...sent, ...order }, finding, dispatchPolicy, at(elapsed));
    if (expected === null) return assert.equal(change, null);
    assert.ok(change);
    const { state, dueAt, code } = change;
    assert.deepEqual({ state, dueAt, code }, { code, ...expected });
  });
}

test('拒绝的发送不算数，可以撤销；查无后重新排队的可能已在银行，不可撤销', () => {
  const again = (finding: Finding, elapsed: number) =>
    decide(sent, finding, dispatchPolicy, at(elapsed))!;
  assert.ok(isCancellable({ ...sent, state: 'queued', sends: 0 }));
  assert.ok(isCancellable(again(closed, 1)));
  const missed = again(notFound, 30);
  assert.equal(missed.state, 'queued');
  assert.ok(!isCancellable(missed));
  assert.ok(!isCancellable({ ...missed, state: 'held' }));
  assert.ok(!isCancellable({ ...sent, sends: 0 }));
});

test('参考号：三十个字符以内，可还原', () => {
  const id = newId<'pay'>();
  assert.match(referenceOf(id), /^[A-Za-z0-9_-]{1,30}$/);
  assert.equal(orderIdOf(referenceOf(id)), id);
  assert.equal(orderIdOf('SAL-1'), null);
});

test('任意先后、重复的回报：最后一条有效的回报决定结果，与到达顺序无关', () => {
  const histories: TransferState[][] = [
    ['processing', 'succeeded', 'returned'],
    ['processing', 'failed'],
    ['processing', 'suspended', 'succeeded'],
    ['processing', 'suspended', 'failed'],
    ['succeeded'],
  ];
  const arrivals = fc.constantFrom(...histories).chain((history) =>
    fc.record({
      history: fc.constant(history),
      order: fc.shuffledSubarray([...history.keys(), ...history.keys()], {
        minLength: history.length * 2,
        maxLength: history.length * 2,
      }),
    }),
  );
  fc.assert(
    fc.property(arrivals, fc.boolean(), ({ history, order }, isAnswer) => {
      let facts: OrderFacts = sent;
      for (const index of order) {
        const finding = reported(history[index]!, index + 1, isAnswer);
        facts = decide(facts, finding, dispatchPolicy, at(100)) ?? facts;
      }
      assert.equal(facts.state, history.at(-1));
    }),
  );
});

test('沉默从不移动钱：没有银行回报，位置总在途中', () => {
  const silence = fc.constantFrom(unknown, notFound, closed, forbidden);
  fc.assert(
    fc.property(fc.array(fc.tuple(silence, fc.nat(200_000))), (steps) => {
      let facts: OrderFacts = sent;
      for (const [finding, elapsed] of steps) {
        facts = decide(facts, finding, dispatchPolicy, at(elapsed)) ?? facts;
        assert.equal(positionOf(facts.state), 'inFlight');
      }
    }),
  );
});
