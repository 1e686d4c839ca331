import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { payPeriod, plainDate } from '@heyi/kernel';
import { currentPolicy } from '@heyi/statutory';
import { drawingDay, drawingsDue } from './bill-drawing.ts';

const rule = (changed: object = {}) => ({
  fromPeriod: payPeriod('2026-01'),
  collection: 'prepaid' as const,
  drawUpDay: 5 as number | null,
  setAt: '2026-01-04T01:00:00.000Z',
  ...changed,
});

describe('自动出账的日子', () => {
  const days: [string, string, object, string | null][] = [
    ['预收：当月 5 日', '2026-11', {}, '2026-11-05'],
    ['逢周末顺延到工作日：2026-09-05 是周六', '2026-09', {}, '2026-09-07'],
    ['逢国庆顺延到节后', '2026-10', {}, '2026-10-08'],
    ['后收：次月 5 日', '2026-11', { collection: 'postpaid' }, '2026-12-07'],
    ['垫付的与后收一样', '2026-10', { collection: 'advance' }, '2026-11-05'],
    ['手工出账', '2026-11', { drawUpDay: null }, null],
  ];
  for (const [title, period, changed, expected] of days) {
    test(title, () => {
      assert.equal(drawingDay(currentPolicy, payPeriod(period), rule(changed)), expected);
    });
  }

  const due = (today: string, ...terms: object[]) =>
    drawingsDue(currentPolicy, terms.map(rule), plainDate(today)).map(({ period }) => period);
  const cases: [string, string[], string[]][] = [
    ['还没到日子', due('2026-11-04', {}), []],
    ['到了日子', due('2026-11-05', {}), ['2026-11']],
    ['服务器停了几天，本月之内补出', due('2026-11-28', {}), ['2026-11']],
    ['后收的出上月', due('2026-11-09', { collection: 'postpaid' }), ['2026-10']],
    [
      '条款在日子之后才定的，本月由人出',
      due('2026-11-09', { setAt: '2026-11-06T01:00:00.000Z' }),
      [],
    ],
    ['条款当天定的当天就出', due('2026-11-05', { setAt: '2026-11-05T01:00:00.000Z' }), ['2026-11']],
    ['条款还没开始', due('2026-11-09', { fromPeriod: payPeriod('2026-12') }), []],
    [
      '由后收改为预收的月份，上月与本月都出，先出上月',
      due('2026-11-09', { fromPeriod: payPeriod('2026-11') }, { collection: 'postpaid' }),
      ['2026-10', '2026-11'],
    ],
  ];
  for (const [title, told, expected] of cases) {
    test(title, () => assert.deepEqual(told, expected));
  }
});
