import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainDate } from '@heyi/kernel';
import { ownStepOf } from '../own/own-step.ts';
import type { Side } from '../side.ts';
import {
  type Decision,
  decisionRefusal,
  isHandedIn,
  isSettled,
  owedBy,
  type PaperFacts,
  type PaperState,
  stateWith,
} from './paper.ts';
import { paperTemplates } from './paper-templates.ts';

const paper = (state: PaperState, more: Partial<PaperFacts> = {}): PaperFacts => ({
  state,
  isRequired: true,
  askedFrom: 'employee',
  dueOn: null,
  ...more,
});

describe('审核材料', () => {
  const cases: [PaperState, Decision, number, ReturnType<typeof decisionRefusal>][] = [
    ['received', 'accepted', 3, null],
    ['received', 'refused', 3, null],
    ['received', 'accepted', 2, 'paper.changed'],
    ['asked', 'accepted', 3, 'paper.nothing_received'],
    ['asked', 'waived', 3, null],
    ['refused', 'waived', 3, null],
    ['refused', 'accepted', 3, 'paper.decided'],
    ['accepted', 'refused', 3, 'paper.decided'],
    ['accepted', 'waived', 3, 'paper.decided'],
    ['waived', 'accepted', 3, 'paper.decided'],
  ];
  for (const [state, decision, version, refusal] of cases) {
    test(`${state} → ${decision} (${version}): ${refusal ?? '可以'}`, () => {
      assert.equal(decisionRefusal({ state, version: 3 }, { decision, version }), refusal);
    });
  }
});

test('几张才算齐：身份证两面', () => {
  assert.equal(stateWith({ filesMin: 2, round: 1 }, 1), 'asked');
  assert.equal(stateWith({ filesMin: 2, round: 1 }, 2), 'received');
  assert.equal(stateWith({ filesMin: 2, round: 2 }, 1), 'refused');
});

test('必交的都到了才算交齐；都通过或不再需要才算办妥；选交的不耽误', () => {
  const optional = paper('asked', { isRequired: false });
  assert.ok(isHandedIn([paper('received'), paper('accepted'), optional]));
  assert.ok(!isHandedIn([paper('received'), paper('refused')]));
  assert.ok(isSettled([paper('accepted'), paper('waived'), optional]));
  assert.ok(!isSettled([paper('accepted'), paper('received')]));
});

test('谁还欠材料：最早要的那一方', () => {
  const late = paper('asked', { dueOn: plainDate('2026-12-01') });
  const early = paper('refused', { askedFrom: 'clientHr', dueOn: plainDate('2026-11-25') });
  assert.deepEqual(owedBy([late, early]), { side: 'clientHr', dueOn: '2026-11-25' });
  assert.deepEqual(owedBy([paper('asked')]), { side: 'employee', dueOn: null });
  assert.equal(owedBy([paper('accepted'), paper('asked', { isRequired: false })]), null);
});

test('本人页上的“接下来”', () => {
  const waitsFor = (waitedFor: Side | null) => ({ waitedFor, closedAt: null });
  assert.equal(ownStepOf(waitsFor('employee'), [paper('asked')]), 'handIn');
  assert.equal(ownStepOf(waitsFor('employee'), [paper('asked'), paper('refused')]), 'handInAgain');
  assert.equal(ownStepOf(waitsFor('employee'), []), 'answer');
  assert.equal(ownStepOf(waitsFor('specialist'), [paper('received')]), 'checking');
  assert.equal(ownStepOf(waitsFor('specialist'), [paper('accepted')]), 'working');
  assert.equal(ownStepOf(waitsFor(null), [paper('accepted'), paper('waived')]), 'done');
  assert.equal(ownStepOf(waitsFor(null), []), 'working');
  const over = { waitedFor: null, closedAt: '2026-11-23T01:00:00.000Z' };
  assert.equal(ownStepOf(over, [paper('asked')]), 'closed', '办结以后不再要材料');
});

test('材料清单模板：公积金贷款有身份证、户口簿、婚姻、收入、合同、首付款；中英文都有', () => {
  const loan = paperTemplates.find(({ key }) => key === 'housingFundLoan')!;
  const names = loan.papers.map(({ name }) => name.zh);
  for (const name of ['身份证', '户口簿', '婚姻证明', '收入证明', '购房合同', '首付款凭证']) {
    assert.ok(names.includes(name), name);
  }
  for (const { title, papers, mark } of paperTemplates) {
    assert.ok(title.zh && title.en && papers.length > 0);
    assert.equal(mark, 'own-knowledge');
    assert.ok(papers.every(({ name }) => name.zh.length > 0 && name.en.length > 0));
  }
});
