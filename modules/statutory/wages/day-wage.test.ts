import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fen, formatYuan, payPeriod, rate, rateFromPpm, subtract, yuan } from '@heyi/kernel';
import { currentPolicy as policy } from '@heyi/policy';
import { dayWage, overtimePay, type ProrationBasis, prorateWage } from './day-wage.ts';

const on = payPeriod('2026-11');
const rounding = 'half_up_fen';

test('日工资除以21.75，小时工资再除以8', () => {
  const result = dayWage(policy, on, { monthlyWage: yuan('10000.00'), rounding });
  assert.ok(result.ok);
  assert.equal(formatYuan(result.value.dayWage), '459.77');
  assert.equal(formatYuan(result.value.hourWage), '57.47');
});

test('加班费从未取舍的小时工资算，逐项取舍一次', () => {
  const pay = (hours: string, kind: 'weekdayOvertime' | 'restDay' | 'statutoryHoliday') => {
    const monthlyWage = yuan('10000.00');
    const result = overtimePay(policy, on, { monthlyWage, hours: rate(hours), kind, rounding });
    assert.ok(result.ok);
    return formatYuan(result.value.pay);
  };
  assert.equal(pay('1.5', 'weekdayOvertime'), '129.31');
  assert.equal(pay('8', 'restDay'), '919.54');
  assert.equal(pay('8', 'statutoryHoliday'), '1379.31');
  assert.equal(pay('0', 'restDay'), '0.00');
});

const bases: readonly (readonly [string, ProrationBasis, string])[] = [
  ['按21.75', { kind: 'paid-days' }, '8620.69'],
  ['按应出勤23天', { kind: 'due-days', days: 23 }, '8695.65'],
  ['按当月30天', { kind: 'calendar-days', days: 30 }, '9000.00'],
];

for (const [title, basis, expected] of bases) {
  test(`缺勤三天${title}`, () => {
    const monthlyWage = yuan('10000.00');
    const result = prorateWage(policy, on, { monthlyWage, absentDays: rate('3'), basis, rounding });
    assert.ok(result.ok);
    assert.equal(formatYuan(result.value.pay), expected);
  });
}

test('扣款与实发之和总是月工资', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000_000 }),
      fc.integer({ min: 0, max: 60 }),
      (wage, halves) => {
        const monthlyWage = fen(wage);
        const result = prorateWage(policy, on, {
          monthlyWage,
          absentDays: rateFromPpm(halves * 500_000),
          basis: { kind: 'due-days', days: 22 },
          rounding,
        });
        assert.ok(result.ok);
        assert.equal(subtract(monthlyWage, result.value.deduction), result.value.pay);
      },
    ),
  );
});

test('折算办法施行前未知', () => {
  const early = payPeriod('2024-12');
  const monthlyWage = yuan('1.00');
  const one = rate('1');
  assert.equal(dayWage(policy, early, { monthlyWage, rounding }).ok, false);
  const hours = { monthlyWage, hours: one, kind: 'restDay', rounding } as const;
  assert.equal(overtimePay(policy, early, hours).ok, false);
  const absent = { monthlyWage, absentDays: one, basis: { kind: 'paid-days' }, rounding } as const;
  assert.equal(prorateWage(policy, early, absent).ok, false);
});
