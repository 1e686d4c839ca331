import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, plainDate } from '@heyi/kernel';
import { closedUntil, isClockTime, type OpeningHours } from './opening-hours.ts';

const office: OpeningHours = {
  from: '09:00',
  to: '17:00',
  weekends: false,
  holidays: [plainDate('2026-10-01'), plainDate('2026-10-02')],
  workdays: [plainDate('2026-10-10')],
};
const always: OpeningHours = {
  ...office,
  from: '00:00',
  to: '24:00',
  weekends: true,
  holidays: [],
};

const cases: [title: string, hours: OpeningHours, now: string, expected: unknown][] = [
  ['全天候：深夜可办', always, '2026-11-20T18:30:00.000Z', null],
  ['工作日营业时间内', office, '2026-11-20T01:00:00.000Z', null],
  ['开门前一毫秒', office, '2026-11-20T00:59:59.999Z', { nextOpening: '2026-11-20T01:00:00.000Z' }],
  [
    '关门那一刻已停办',
    office,
    '2026-11-19T09:00:00.000Z',
    { nextOpening: '2026-11-20T01:00:00.000Z' },
  ],
  [
    '周五晚到下周一',
    office,
    '2026-11-20T10:00:00.000Z',
    { nextOpening: '2026-11-23T01:00:00.000Z' },
  ],
  [
    '周日按上海时间',
    office,
    '2026-11-21T17:00:00.000Z',
    { nextOpening: '2026-11-23T01:00:00.000Z' },
  ],
  ['国庆放假', office, '2026-10-01T03:00:00.000Z', { nextOpening: '2026-10-05T01:00:00.000Z' }],
  ['调休上班的周六可办', office, '2026-10-10T03:00:00.000Z', null],
];

for (const [title, hours, now, expected] of cases) {
  test(`营业时间：${title}`, () => assert.deepEqual(closedUntil(hours, now), expected));
}

test('营业时间：两个月都不开门就没有下一次开门', () => {
  const holidays = Array.from({ length: 100 }, (_, index) =>
    addDays(plainDate('2026-11-01'), index),
  );
  const closed = closedUntil({ ...office, holidays }, '2026-11-20T03:00:00.000Z');
  assert.deepEqual(closed, { nextOpening: null });
});

test('营业时间：只认 00:00 到 24:00', () => {
  for (const text of ['00:00', '23:59', '24:00']) assert.equal(isClockTime(text), true, text);
  for (const text of ['24:01', '9:00', '12:60', '', 9]) assert.equal(isClockTime(text), false);
});
