import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { yuan } from '@heyi/kernel';
import fc from 'fast-check';
import { fundsStateAfter, hoursLeftOf, newsOfFunds } from './funds-state.ts';

const terms = { warningBelow: yuan('1000.00'), warningHours: 4 };
const facts = (left: string, hoursLeft: number | null = null, suspendedCount = 0) => ({
  left: yuan(left),
  hoursLeft,
  suspendedCount,
});

describe('资金状态：预警线与回差', () => {
  const cases = [
    ['刚好在线上不算低', 'enough', facts('1000.00'), 'enough'],
    ['少一分就低', 'enough', facts('999.99'), 'low'],
    ['够付的钟点少于四小时也低', 'enough', facts('9000.00', 3), 'low'],
    ['回到线上一点仍算低', 'low', facts('1099.99'), 'low'],
    ['高出一成才算充足', 'low', facts('1100.00'), 'enough'],
    ['钟点也要高出一成', 'low', facts('9000.00', 4), 'low'],
    ['有提现在等就是不足', 'enough', facts('5000.00', null, 1), 'suspended'],
    ['不再有人等，钱还少：偏低', 'suspended', facts('500.00'), 'low'],
    ['不再有人等，钱够：充足', 'suspended', facts('5000.00'), 'enough'],
  ] as const;
  for (const [title, before, now, after] of cases) {
    test(title, () => assert.equal(fundsStateAfter(before, now, terms), after));
  }
});

test('每次变化说什么：先预警，后挂起', () => {
  assert.deepEqual(newsOfFunds('enough', 'low'), ['program.balance_low']);
  assert.deepEqual(newsOfFunds('enough', 'suspended'), [
    'program.balance_low',
    'program.suspended',
  ]);
  assert.deepEqual(newsOfFunds('low', 'suspended'), ['program.suspended']);
  assert.deepEqual(newsOfFunds('suspended', 'low'), ['program.resumed']);
  assert.deepEqual(newsOfFunds('suspended', 'enough'), ['program.resumed']);
  assert.deepEqual(newsOfFunds('low', 'enough'), []);
});

test('没有预警线的方案从不偏低', () => {
  const none = { warningBelow: yuan('0.00'), warningHours: null };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), fc.option(fc.nat(500)), (left, hoursLeft) => {
      const now = { left, hoursLeft, suspendedCount: 0 };
      assert.equal(fundsStateAfter('enough', now, none), 'enough');
      assert.equal(fundsStateAfter('low', now, none), 'enough');
    }),
  );
});

test('金额在线附近来回，只说一次', () => {
  const amounts = fc.array(fc.integer({ min: 99_000, max: 109_999 }), { minLength: 1 });
  fc.assert(
    fc.property(amounts, (lefts) => {
      let state: 'enough' | 'low' | 'suspended' = 'enough';
      let told = 0;
      for (const left of lefts) {
        const after = fundsStateAfter(state, { left, hoursLeft: null, suspendedCount: 0 }, terms);
        told += newsOfFunds(state, after).length;
        state = after;
      }
      assert.ok(told <= 1);
    }),
  );
});

test('够付几小时：按当日速度，向下取整；当日未用没有数', () => {
  assert.equal(hoursLeftOf(yuan('100.00'), yuan('60.00'), 2), 3);
  assert.equal(hoursLeftOf(yuan('100.00'), yuan('60.00'), 0.1), 1);
  assert.equal(hoursLeftOf(yuan('100.00'), 0, 5), null);
});
