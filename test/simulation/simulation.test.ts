import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bug, bugs } from './bugs.ts';
import { describe } from './describe.ts';
import { type Outcome, shrink, simulate } from './simulate.ts';

const seeds = 2000;

test(`${seeds} 个种子：断线、重发、迟到、乱序、伪造、被杀、时钟跳动，每一步之后账都对`, () => {
  let withdrawals = 0;
  const kinds = new Set<string>();
  for (let seed = 1; seed <= seeds; seed += 1) {
    const outcome = simulate({ seed });
    if (outcome.broken !== null) assert.fail(describe(shrink(outcome, { seed })));
    withdrawals += outcome.withdrawals;
    for (const { name } of outcome.faults) kinds.add(name);
  }
  // A play on which nothing happens proves nothing.
  assert.ok(withdrawals > 3 * seeds, String(withdrawals));
  assert.equal(kinds.size, 24, [...kinds].join());
});

/** The first of so many seeds that shows the planted mistake, with as many faults as are asked for. */
function find(bug: Bug, within: number, faults = 0): Outcome {
  for (let seed = 1; seed <= within; seed += 1) {
    const outcome = simulate({ seed, bug });
    if (outcome.broken !== null && outcome.faults.length >= faults) return outcome;
  }
  return assert.fail(`${bug} was not found within ${within} seeds`);
}

for (const [bug, title] of Object.entries(bugs) as [Bug, string][]) {
  test(`埋下的错误被找到：${title}`, () => {
    const { seed } = find(bug, 2500);
    assert.equal(simulate({ seed }).broken, null, 'without the mistake the same seed holds');
  });
}

test('同一种子重放一模一样；缩减后的故障更少而仍然失败，带经过', () => {
  const bug = 'failsTheUnfound';
  const found = find(bug, 200, 8);
  const options = { seed: found.seed, bug } as const;
  const again = simulate(options);
  assert.deepEqual(again, found);
  const small = shrink(found, options);
  assert.ok(small.broken !== null);
  assert.ok(small.faults.length < found.faults.length);
  assert.ok(small.faults.length <= 6, JSON.stringify(small.faults));
  assert.ok(small.trace.length > 0);
  assert.match(describe(small), new RegExp(`npm run simulate -- --seed ${found.seed}`));
});
