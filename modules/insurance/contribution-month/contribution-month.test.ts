import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type MonthAction,
  type MonthFacts,
  type MonthState,
  moveOf,
} from './contribution-month.ts';

const facts = (state: MonthState, changed: Partial<MonthFacts> = {}): MonthFacts => ({
  state,
  isDeclared: true,
  isAssessed: false,
  isBillAccepted: false,
  ...changed,
});

/** 起点、动作、终点；null 是不许。 */
const cases: readonly [string, MonthFacts, MonthAction, MonthState | null][] = [
  ['预估后申报', facts('estimated'), 'declare', 'declared'],
  ['核定后再申报，仍是已核定', facts('assessed'), 'declare', 'assessed'],
  ['已缴后再申报，回到已申报', facts('paid'), 'declare', 'declared'],
  ['账单到了就是已核定', facts('declared'), 'assess', 'assessed'],
  ['已缴的账单后到，仍是已缴', facts('paid'), 'assess', 'paid'],
  ['没申报不能扣款', facts('estimated'), 'collect', null],
  ['欠费再扣', facts('inArrears'), 'collect', 'collecting'],
  ['已缴不能再扣', facts('paid'), 'collect', null],
  ['扣款失败成欠费', facts('collecting'), 'failDebit', 'inArrears'],
  ['已缴不会扣款失败', facts('paid'), 'failDebit', null],
  ['欠费缴了', facts('inArrears'), 'pay', 'paid'],
  ['账单已入账再缴，就是已对账', facts('assessed', { isBillAccepted: true }), 'pay', 'reconciled'],
  ['先缴后入账，也是已对账', facts('paid'), 'acceptBill', 'reconciled'],
  ['未缴的入账，只是已核定', facts('declared'), 'acceptBill', 'assessed'],
  ['撤回缴款，回到核定', facts('paid', { isAssessed: true }), 'unpay', 'assessed'],
  ['撤回缴款，没核定回到申报', facts('reconciled'), 'unpay', 'declared'],
  ['重开，从未申报回到预估', facts('paid', { isDeclared: false }), 'reopen', 'estimated'],
  ['没缴的不用重开', facts('assessed'), 'reopen', null],
];

for (const [title, from, action, to] of cases) {
  test(title, () => {
    const moved = moveOf(from, action);
    assert.equal(moved.ok ? moved.value : null, to);
    if (!moved.ok) assert.equal(moved.failure.code, 'contribution_month.state_wrong');
  });
}

test('任何动作都不会跳过缴款成为已缴或已对账', () => {
  const states = ['estimated', 'declared', 'assessed', 'collecting', 'inArrears'] as const;
  const actions = ['declare', 'assess', 'collect', 'failDebit', 'acceptBill', 'reopen'] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...states),
      fc.constantFrom(...actions),
      fc.boolean(),
      (state, action, isBillAccepted) => {
        const moved = moveOf(facts(state, { isBillAccepted }), action);
        assert.ok(!moved.ok || !['paid', 'reconciled'].includes(moved.value));
      },
    ),
  );
});
