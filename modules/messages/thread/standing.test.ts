import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, isOverdue, nobody } from './standing.ts';

const [nine, ten, noon, evening] = ['09', '10', '12', '18'].map(
  (hour) => `2026-11-23T${hour}:00:00.000Z`,
) as [string, string, string, string];

test('有人写了，轮到另一方：从现在起计时', () => {
  const asked = after(nobody, {
    by: 'employee',
    now: nine,
    next: { side: 'specialist', dueAt: noon },
  });
  assert.deepEqual(asked, {
    waitedFor: 'specialist',
    waitingSince: nine,
    dueAt: noon,
    answeredAt: null,
  });
  const again = after(asked, {
    by: 'employee',
    now: ten,
    next: { side: 'specialist', dueAt: evening },
  });
  assert.deepEqual(again, asked, '催一遍不会把时限推后');
  const sooner = after(asked, {
    by: 'clientHr',
    now: nine,
    next: { side: 'specialist', dueAt: ten },
  });
  assert.equal(sooner.dueAt, ten, '更早的时限算数');
  const answered = after(asked, { by: 'specialist', now: ten, next: null });
  assert.deepEqual(answered, { ...nobody, answeredAt: ten });
  const other = after(asked, {
    by: 'clientHr',
    now: ten,
    next: { side: 'employee', dueAt: evening },
  });
  assert.deepEqual(
    [other.answeredAt, other.waitedFor, other.waitingSince],
    [null, 'employee', ten],
  );
});

test('过了时限才算超时', () => {
  assert.ok(!isOverdue({ dueAt: null }, noon));
  assert.ok(!isOverdue({ dueAt: noon }, noon));
  assert.ok(isOverdue({ dueAt: nine }, noon));
});
