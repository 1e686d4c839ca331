import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ordersContract as contract } from '@heyi/contract';
import { plainDate } from '@heyi/kernel';
import fc from 'fast-check';
import { type LineAction, type LineFacts, type LineState, stepOf } from './line-state.ts';

const today = plainDate('2026-11-23');
const facts = (changed: Partial<LineFacts>): LineFacts => ({
  state: 'inProgress',
  officialCutoff: plainDate('2026-11-25'),
  hasOpenSubmission: false,
  isProven: false,
  waitsForSupplier: false,
  ...changed,
});
type Step = Exclude<LineAction, 'open'>;
const steps = contract.lineActions.filter((action): action is Step => action !== 'open');

function told(line: LineFacts, action: Step): string {
  const to = stepOf(line, action, today);
  return to.ok ? to.value : to.failure.code;
}

describe('订单行的状态', () => {
  const cases: [string, Partial<LineFacts>, Step, string][] = [
    ['接单即开始办理', { state: 'pendingAcceptance' }, 'take', 'inProgress'],
    ['索要材料', {}, 'askPapers', 'pendingPapers'],
    ['材料齐了继续办理', { state: 'pendingPapers' }, 'completePapers', 'inProgress'],
    ['提交官方', {}, 'submit', 'submitted'],
    ['截止日当天还能提交', { officialCutoff: today }, 'submit', 'submitted'],
    ['截止日未知也能提交', { officialCutoff: null }, 'submit', 'submitted'],
    [
      '截止日过了不提交',
      { officialCutoff: plainDate('2026-11-20') },
      'submit',
      'order_line.cutoff_passed',
    ],
    [
      '截止日过了也不排给机器人',
      { officialCutoff: plainDate('2026-11-20') },
      'queue',
      'order_line.cutoff_passed',
    ],
    ['已有提交在途不再提交', { hasOpenSubmission: true }, 'submit', 'order_line.submission_open'],
    [
      '供应商没接单不提交',
      { waitsForSupplier: true },
      'submit',
      'order_line.supplier_not_accepted',
    ],
    ['没有接单不能提交', { state: 'pendingAcceptance' }, 'submit', 'order_line.state_wrong'],
    ['没有凭证不算成功', { state: 'submitted' }, 'succeed', 'order_line.not_proven'],
    ['有凭证才算成功', { state: 'submitted', isProven: true }, 'succeed', 'officialSucceeded'],
    ['没有提交不能成功', { isProven: true }, 'succeed', 'order_line.state_wrong'],
    ['结算也要凭证', { state: 'officialSucceeded' }, 'settle', 'order_line.not_proven'],
    [
      '核销撤销，回到官方成功',
      { state: 'settled', isProven: true },
      'unsettle',
      'officialSucceeded',
    ],
    ['凭证撤回，回到已提交', { state: 'settled' }, 'unprove', 'submitted'],
    [
      '还有凭证不用回退',
      { state: 'officialSucceeded', isProven: true },
      'unprove',
      'order_line.state_wrong',
    ],
    ['提交后不能取消', { state: 'submitted' }, 'cancel', 'order_line.state_wrong'],
    ['官方失败后重新办理', { state: 'officialFailed' }, 'reopen', 'inProgress'],
    ['打回后补充', { state: 'sentBack' }, 'answer', 'pendingAcceptance'],
  ];
  for (const [title, changed, action, expected] of cases) {
    test(title, () => assert.equal(told(facts(changed), action), expected));
  }

  test('任意步骤：成功之前必有提交和凭证，取消之后再无变化', () => {
    const step = fc.record({ action: fc.constantFrom(...steps), isProven: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (walk) => {
        let state: LineState = 'pendingAcceptance';
        let wasSubmitted = false;
        for (const { action, isProven } of walk) {
          const to = stepOf(facts({ state, isProven }), action, today);
          if (!to.ok) continue;
          assert.notEqual(state, 'cancelled');
          if (to.value === 'submitted' && state === 'inProgress') wasSubmitted = true;
          const isDone = to.value === 'officialSucceeded' && state !== 'officialSucceeded';
          if (isDone) assert.ok(isProven && wasSubmitted);
          if (to.value === 'settled' && state !== 'settled') {
            assert.ok(isProven && state === 'officialSucceeded');
          }
          state = to.value;
        }
      }),
    );
  });
});
