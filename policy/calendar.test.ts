import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, fromEpochDay, epochDay, payPeriod, plainDate } from '@heyi/kernel';
import {
  addWorkdays,
  currentPolicy as policy,
  dayKind,
  filingDeadline,
  workdayOnOrAfter,
  workdayOnOrBefore,
  workdaysBetween,
  workdaysOfMonth,
} from './index.ts';

const dayCases: readonly (readonly [string, string, string])[] = [
  ['元旦', '2026-01-01', 'statutory_holiday'],
  ['元旦调休', '2026-01-02', 'day_off'],
  ['元旦补班的周日', '2026-01-04', 'adjusted_workday'],
  ['除夕', '2026-02-16', 'statutory_holiday'],
  ['春节假期末日', '2026-02-23', 'day_off'],
  ['春节后首个工作日', '2026-02-24', 'workday'],
  ['清明落在周日', '2026-04-05', 'statutory_holiday'],
  ['清明补休的周一', '2026-04-06', 'day_off'],
  ['国庆第三日', '2026-10-03', 'statutory_holiday'],
  ['国庆第四日', '2026-10-04', 'day_off'],
  ['平常周六', '2026-11-21', 'rest_day'],
  ['平常周一', '2026-11-23', 'workday'],
  ['通知未公布的年份只知周末', '2027-10-01', 'workday'],
];

for (const [title, date, kind] of dayCases) {
  test(title, () => {
    const day = dayKind(policy, plainDate(date));
    assert.equal(day.kind, kind);
    assert.equal(day.provisional, date.startsWith('2027'));
  });
}

const deadlineCases: readonly (readonly [string, string, string, boolean, string])[] = [
  ['元旦三天，工作日顺延', '2025-12', '2026-01-20', false, 'notice'],
  ['十五日在春节假期内', '2026-01', '2026-02-24', false, 'notice'],
  ['劳动节五天', '2026-04', '2026-05-22', false, 'notice'],
  ['不顺延', '2026-05', '2026-06-15', false, 'notice'],
  ['国庆七天', '2026-09', '2026-10-26', false, 'notice'],
  ['十五日为周日', '2026-10', '2026-11-16', false, 'notice'],
  ['节假日未公布，只避周末且为暂定', '2027-04', '2027-05-17', true, 'rule'],
];

for (const [title, period, date, provisional, basis] of deadlineCases) {
  test(`申报期限：${title}`, () => {
    assert.deepEqual(filingDeadline(policy, payPeriod(period)), {
      ok: true,
      value: { date, provisional, basis },
    });
  });
}

/** The rule alone must reach what the notice of 2026 says, or it is wrong for the next year. */
test('按条例推算的期限与2026年通知逐月相同', () => {
  const ruled: typeof policy = {
    ...policy,
    figure: (key, on) => policy.figure(key === 'cn.filing.deadlines' ? ('none' as never) : key, on),
  };
  for (let month = 1; month <= 12; month += 1) {
    const period =
      month === 1 ? payPeriod('2025-12') : payPeriod(`2026-${String(month - 1).padStart(2, '0')}`);
    const [noticed, computed] = [filingDeadline(policy, period), filingDeadline(ruled, period)];
    assert.ok(noticed.ok && computed.ok);
    assert.equal(computed.value.basis, 'rule');
    assert.equal(computed.value.date, noticed.value.date, period);
  }
});

test('条例生效前的期限未知', () => {
  assert.equal(filingDeadline(policy, payPeriod('2018-11')).ok, false);
});

test('2026年工作日248天', () => {
  const year = workdaysBetween(policy, plainDate('2026-01-01'), plainDate('2026-12-31'));
  assert.deepEqual(year, { count: 248, provisional: false });
  assert.deepEqual(workdaysOfMonth(policy, payPeriod('2026-02')), {
    count: 16,
    provisional: false,
  });
  assert.equal(workdaysOfMonth(policy, payPeriod('2027-02')).provisional, true);
});

test('截止日遇节假日前移、后移', () => {
  assert.equal(workdayOnOrBefore(policy, plainDate('2026-10-05')).date, '2026-09-30');
  assert.equal(workdayOnOrAfter(policy, plainDate('2026-10-05')).date, '2026-10-08');
  assert.equal(addWorkdays(policy, plainDate('2026-09-30'), 2).date, '2026-10-09');
  assert.equal(addWorkdays(policy, plainDate('2026-10-09'), -2).date, '2026-09-30');
  assert.equal(addWorkdays(policy, plainDate('2026-10-05'), 0).date, '2026-10-05');
});

test('加若干工作日后，其间的工作日数等于所加', () => {
  const first = epochDay(plainDate('2025-01-01'));
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 1, max: 60 }),
      (offset, count) => {
        const from = fromEpochDay(first + offset);
        const { date } = addWorkdays(policy, from, count);
        assert.equal(workdaysBetween(policy, addDays(from, 1), date).count, count);
        assert.ok(dayKind(policy, date).isWorkday);
      },
    ),
  );
});
