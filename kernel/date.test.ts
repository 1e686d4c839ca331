import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  daysBetween,
  epochDay,
  fromEpochDay,
  lastDayOf,
  monthsBetween,
  parsePayPeriod,
  parsePlainDate,
  payPeriod,
  periodFromIndex,
  plainDate,
  shanghaiDate,
  weekday,
} from './index.ts';

const days: readonly [text: string, isDay: boolean][] = [
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2028-02-29', true],
  ['2100-02-29', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-11-31', false],
  ['2026-1-1', false],
  ['1899-12-31', false],
];
for (const [text, isDay] of days) {
  test(`${text} ${isDay ? '是' : '不是'}日历上的一天`, () => {
    assert.equal(parsePlainDate(text) !== null, isDay);
  });
}

test('加减天数可逆，跨年跨闰年不差一天', () => {
  const day = fc.integer({ min: -20_000, max: 60_000 }).map(fromEpochDay);
  fc.assert(
    fc.property(day, fc.integer({ min: -2000, max: 2000 }), (date, shift) => {
      assert.equal(daysBetween(date, addDays(date, shift)), shift);
      assert.equal(fromEpochDay(epochDay(date)), date);
    }),
  );
});

test('2026-11-15 是星期日，2026-11-16 是星期一', () => {
  assert.equal(weekday(plainDate('2026-11-15')), 7);
  assert.equal(weekday(plainDate('2026-11-16')), 1);
  assert.equal(weekday(plainDate('1969-12-31')), 3);
});

test('月份加减可逆，月末日正确', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1950 * 12, max: 2090 * 12 }),
      fc.integer({ min: -200, max: 200 }),
      (index, shift) => {
        const period = periodFromIndex(index);
        assert.equal(monthsBetween(period, addMonths(period, shift)), shift);
      },
    ),
  );
  assert.equal(lastDayOf(payPeriod('2028-02')), '2028-02-29');
  assert.equal(parsePayPeriod('2026-13'), null);
  assert.equal(parsePayPeriod('2026-1'), null);
});

test('业务日期按上海时间：UTC 16 点以后是第二天', () => {
  assert.equal(shanghaiDate('2026-11-30T15:59:59.999Z'), '2026-11-30');
  assert.equal(shanghaiDate('2026-11-30T16:00:00.000Z'), '2026-12-01');
});
