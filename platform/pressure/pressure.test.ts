import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Pressed, pressedBy, pressureTerms, restUnder, shareUnder } from './pressed.ts';
import { Pressure } from './pressure.ts';

const { holdsMs, patienceMs, calmMs, smallShare, restMs, tellEveryMs } = pressureTerms;

/** The pressure after signals at these moments. */
const after = (...signals: number[]): Pressed | null =>
  signals.reduce<Pressed | null>((pressed, now) => pressedBy(pressed, now), null);

/** Signals every quarter of a second up to a moment. */
const steadily = (until: number, from = 0): number[] =>
  Array.from(
    { length: Math.floor((until - from) / tellEveryMs) + 1 },
    (_, index) => from + index * tellEveryMs,
  );

const longBefore = steadily(patienceMs);
const cases: [string, number[], number, { share: number; rest: number }][] = [
  ['没有压力，照常', [], 0, { share: 1, rest: 0 }],
  ['刚有人等，让路', [0], 0, { share: smallShare, rest: restMs }],
  ['信号快要失效，只等到失效', [0], holdsMs - 1, { share: smallShare, rest: 1 }],
  ['信号没有再来，照常', [0], holdsMs, { share: 1, rest: 0 }],
  ['信号一直来，一直让', steadily(10_000), 10_000, { share: smallShare, rest: restMs }],
  ['让到头之前，还让', longBefore, patienceMs - 1, { share: smallShare, rest: restMs }],
  ['让够了，信号还在也照常', longBefore, patienceMs, { share: 1, rest: 0 }],
  ['让够了之后一直照常', steadily(60_000), 60_000, { share: 1, rest: 0 }],
  [
    '停一小会儿不算停，不重新起算',
    [...longBefore, patienceMs + holdsMs + calmMs - 1],
    patienceMs + holdsMs + calmMs - 1,
    { share: 1, rest: 0 },
  ],
  [
    '真的停过，重新起算',
    [...longBefore, patienceMs + holdsMs + calmMs],
    patienceMs + holdsMs + calmMs,
    { share: smallShare, rest: restMs },
  ],
];

for (const [title, signals, now, { share, rest }] of cases) {
  test(title, () => {
    assert.equal(shareUnder(after(...signals), now), share);
    assert.equal(restUnder(after(...signals), now), rest);
  });
}

test('一个进程一直说有人等，隔四分之一秒才再说一次；自己马上知道', () => {
  let now = 0;
  const told: number[] = [];
  const pressure = new Pressure(
    async () => told.push(now),
    () => now,
  );
  assert.equal(pressure.share, 1);
  for (; now <= 1000; now += 10) pressure.tell();
  assert.deepEqual(told, [0, 250, 500, 750, 1000]);
  assert.equal(pressure.share, smallShare);
});

test('信号发不出去，不出错，压力过了照常', async () => {
  let now = 0;
  const pressure = new Pressure(
    () => Promise.reject(new Error('no database')),
    () => now,
  );
  pressure.tell();
  await Promise.resolve();
  assert.equal(pressure.share, smallShare);
  now = holdsMs;
  assert.equal(pressure.share, 1);
  await pressure.rest();
});
