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

/** The first of so many seeds that show the planted mistake, with as many faults as are asked for. */
function find(bug: Bug, within: number, { count = 1, faults = 0 } = {}): Outcome[] {
  const found: Outcome[] = [];
  for (let seed = 1; seed <= within && found.length < count; seed += 1) {
    const outcome = simulate({ seed, bug });
    if (outcome.broken !== null && outcome.faults.length >= faults) found.push(outcome);
  }
  assert.equal(found.length, count, `${bug} within ${within} seeds`);
  return found;
}

for (const [bug, title] of Object.entries(bugs) as [Bug, string][]) {
  test(`埋下的错误被找到：${title}`, () => {
    const { seed } = find(bug, 2500)[0]!;
    assert.equal(simulate({ seed }).broken, null, 'without the mistake the same seed holds');
  });
}

test('同一种子重放一模一样；缩减后的故障更少而仍然失败，带经过', () => {
  const bug = 'failsTheUnfound';
  const found = find(bug, 200, { count: 3, faults: 8 });
  const again = simulate({ seed: found[0]!.seed, bug });
  assert.deepEqual(again, found[0]);
  // What is left out changes what comes after: not each seed gets small.
  const shrunk = found.map((outcome) => shrink(outcome, { seed: outcome.seed, bug }));
  const small = shrunk.toSorted((a, b) => a.faults.length - b.faults.length)[0]!;
  assert.ok(small.broken !== null);
  assert.ok(small.faults.length <= 6, JSON.stringify(small.faults));
  assert.ok(small.trace.length > 0);
  assert.match(describe(small), new RegExp(`npm run simulate -- --seed ${small.seed}`));
});
