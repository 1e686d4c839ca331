import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payrollContract } from '@heyi/contract';
import {
  actionsOf,
  calculatedState,
  type RunAction,
  rules,
  type RunState,
  settledState,
  waitsFor,
} from './payroll-run.ts';

const over = 'payroll_run.over';
const locked = 'payroll_run.already_locked';
const reviewed = 'payroll_run.already_in_review';
const busy = 'payroll_run.calculating';
const begun = 'payroll_run.payment_begun';
const notReviewed = 'payroll_run.not_in_review';
const frozen = 'payroll_run.inputs_frozen';
const open = 'payroll_run.not_locked';
const unpaid = 'payroll_run.not_paid';
const notBegun = 'payroll_run.payment_not_begun';

const states = payrollContract.runStates;

/** The next state, or the code of the refusal, in the order of the states. */
const table: Readonly<Record<RunAction, readonly string[]>> = {
  // draft, collecting, calculating, calculated, inReview, rejected, approved,
  // locked, awaitingFunds, funded, paying, partiallyPaid, paid, closed, cancelled
  edit: [...Array<string>(7).fill('collecting'), ...Array<string>(8).fill(frozen)],
  calculate: [
    'calculating',
    'calculating',
    busy,
    'calculating',
    reviewed,
    'calculating',
    reviewed,
    ...Array<string>(6).fill(locked),
    over,
    over,
  ],
  submit: [
    ...Array<string>(2).fill('payroll_run.not_calculated'),
    busy,
    'inReview',
    reviewed,
    'inReview',
    reviewed,
    ...Array<string>(6).fill(locked),
    over,
    over,
  ],
  withdraw: [
    notReviewed,
    notReviewed,
    notReviewed,
    notReviewed,
    'calculated',
    notReviewed,
    'calculated',
    ...Array<string>(6).fill(locked),
    over,
    over,
  ],
  approve: [
    notReviewed,
    notReviewed,
    notReviewed,
    notReviewed,
    'approved',
    notReviewed,
    notReviewed,
    ...Array<string>(6).fill(locked),
    over,
    over,
  ],
  reject: [
    notReviewed,
    notReviewed,
    notReviewed,
    notReviewed,
    'rejected',
    notReviewed,
    notReviewed,
    ...Array<string>(6).fill(locked),
    over,
    over,
  ],
  lock: [
    ...Array<string>(6).fill('payroll_run.not_approved'),
    'locked',
    ...Array<string>(6).fill(locked),
    over,
    over,
  ],
  unlock: [
    ...Array<string>(7).fill(open),
    ...Array<string>(3).fill('collecting'),
    begun,
    begun,
    begun,
    over,
    over,
  ],
  fund: [
    ...Array<string>(7).fill(open),
    ...Array<string>(3).fill('awaitingFunds'),
    begun,
    begun,
    begun,
    over,
    over,
  ],
  pay: [
    ...Array<string>(9).fill('payroll_run.not_funded'),
    'paying',
    begun,
    begun,
    begun,
    over,
    over,
  ],
  payHeld: [...Array<string>(10).fill(notBegun), 'paying', 'paying', 'paying', 'closed', notBegun],
  retryFailed: [
    ...Array<string>(10).fill(notBegun),
    'paying',
    'paying',
    'paying',
    'closed',
    notBegun,
  ],
  close: [
    ...Array<string>(10).fill(unpaid),
    'payroll_run.payments_open',
    'closed',
    'closed',
    over,
    over,
  ],
  cancel: [...Array<string>(7).fill('cancelled'), ...Array<string>(6).fill(locked), over, over],
};

for (const action of payrollContract.runActions) {
  test(`批次状态：${action} 在每个状态下的去向或拒绝`, () => {
    assert.equal(table[action].length, states.length);
    for (const [index, state] of states.entries()) {
      const outcome = rules[action](state);
      const actual = outcome.ok ? outcome.value : outcome.failure.code;
      assert.equal(actual, table[action][index], `${action} in ${state}`);
    }
  });
}

test('可做的动作：按钮的可用与拒绝码来自同一规则', () => {
  const can = actionsOf('funded');
  assert.equal(can.pay, null);
  assert.equal(can.unlock, null);
  assert.equal(can.lock, locked);
});

test('计算完成：只有等待计算的批次变为已计算', () => {
  assert.equal(calculatedState('calculating'), 'calculated');
  assert.equal(calculatedState('collecting'), 'collecting');
});

test('发放结果：全部成功、部分失败、仍在途、缓发未付、已关账', () => {
  const cases: [RunState, [number, number, number, number], RunState][] = [
    ['paying', [3, 0, 0, 0], 'paying'],
    ['paying', [2, 0, 1, 0], 'partiallyPaid'],
    ['paying', [0, 0, 3, 0], 'paid'],
    ['paying', [0, 1, 2, 0], 'partiallyPaid'],
    ['paying', [0, 0, 2, 1], 'partiallyPaid'],
    ['partiallyPaid', [0, 0, 3, 0], 'paid'],
    ['paid', [0, 1, 2, 0], 'partiallyPaid'],
    ['closed', [0, 1, 2, 0], 'closed'],
    ['locked', [0, 0, 0, 3], 'locked'],
  ];
  for (const [state, [openOrders, failed, succeeded, unpaidSlips], expected] of cases) {
    const settlement = { open: openOrders, failed, succeeded, unpaid: unpaidSlips };
    assert.equal(
      settledState(state, settlement),
      expected,
      `${state} ${JSON.stringify(settlement)}`,
    );
  }
});

test('轮到谁：每个状态都有下一步的责任人', () => {
  assert.deepEqual(
    states.map((state) => waitsFor(state)),
    [
      ...Array<string>(4).fill('preparer'),
      'approver',
      'preparer',
      'preparer',
      'finance',
      'finance',
      'finance',
      'bank',
      'finance',
      'preparer',
      'nobody',
      'nobody',
    ],
  );
});
