import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Bar, type Bench, judge, measure, spreadOf } from './measure.ts';

const bar: Bar = { of: 'ours', against: 'theirs', atMost: 2, why: 'example' };

/** A bench whose variants say themselves how long they took. */
function benchOf(times: Readonly<Record<string, readonly number[]>>, calls: string[] = []): Bench {
  const variants = Object.entries(times).map(([name, seconds]) => {
    let round = -1;
    return {
      name,
      run: () => {
        calls.push(name);
        round += 1;
        // The first run warms up and must not count.
        return { count: 10, seconds: round === 0 ? 999 : seconds[round - 1]! * 10 };
      },
    };
  });
  return {
    name: 'example',
    title: 'An example.',
    unit: 'thing',
    rounds: 7,
    bars: [bar],
    setUp: () => Promise.resolve({ variants }),
  };
}

test('中位数与四分位数', () => {
  assert.deepEqual(spreadOf([3, 1, 2]), { median: 2, low: 1.5, high: 2.5 });
  assert.deepEqual(spreadOf([4, 1, 3, 2]), { median: 2.5, low: 1.75, high: 3.25 });
  assert.deepEqual(spreadOf([5]), { median: 5, low: 5, high: 5 });
});

test('中位数在四分位数之间，四分位数在极值之间', () => {
  const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, (list) => {
      const { low, median, high } = spreadOf(list);
      assert.ok(Math.min(...list) <= low && low <= median);
      assert.ok(median <= high && high <= Math.max(...list));
    }),
  );
});

const verdicts = [
  ['全部在线内', [1, 1, 1, 1, 1, 1, 1], 'met'],
  ['恰在线上', [2, 2, 2, 2, 2, 2, 2], 'met'],
  ['过半在线内，少数超出', [1, 1, 1, 1, 9, 9, 9], 'met'],
  ['中位数超出，四分位区间仍触线', [1, 1, 2, 3, 3, 3, 3], 'unclear'],
  ['整个四分位区间超出', [1, 2.1, 3, 3, 3, 3, 3], 'missed'],
] as const;

for (const [title, ratios, verdict] of verdicts) {
  test(`判定：${title}为 ${verdict}`, () => {
    assert.equal(judge(bar, ratios).verdict, verdict);
  });
}

test('轮流运行，先后轮换，预热一轮不计', async () => {
  const calls: string[] = [];
  const outcome = await measure(
    benchOf({ ours: [3, 3, 3, 3, 3, 3, 3], theirs: [1, 1, 1, 1, 1, 1, 1] }, calls),
  );
  assert.equal(outcome.bars[0]!.ratio.median, 3);
  assert.equal(outcome.bars[0]!.verdict, 'missed');
  assert.equal(calls.length, 16);
  assert.deepEqual(calls.slice(0, 6), ['ours', 'theirs', 'ours', 'theirs', 'theirs', 'ours']);
});

test('比值按同一轮相除：同时变慢不影响判定', async () => {
  const slowing = [1, 2, 4, 8, 16, 32, 64];
  const outcome = await measure(benchOf({ ours: slowing, theirs: slowing }));
  assert.deepEqual(outcome.bars[0]!.ratio, { median: 1, low: 1, high: 1 });
});

test('不报时长的按整次运行计时', async () => {
  const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
  const bench: Bench = {
    ...benchOf({}),
    setUp: () =>
      Promise.resolve({
        variants: [
          { name: 'ours', run: () => wait(40) },
          { name: 'theirs', run: () => wait(40).then(() => 10) },
        ],
      }),
  };
  const [whole] = (await measure(bench)).bars;
  assert.ok(whole!.ratio.median > 5 && whole!.ratio.median < 20, String(whole!.ratio.median));
});

test('不足七轮、没有这个变体，均拒绝；无论成败都收尾', async () => {
  await assert.rejects(measure({ ...benchOf({}), rounds: 6 }), /6 rounds say nothing/);
  let torn = 0;
  const bench: Bench = {
    ...benchOf({}),
    setUp: () =>
      Promise.resolve({
        variants: [{ name: 'ours', run: () => 1 }],
        tearDown: () => Promise.resolve(void (torn += 1)),
      }),
  };
  await assert.rejects(measure(bench), /no such variant: theirs/);
  assert.equal(torn, 1);
});
