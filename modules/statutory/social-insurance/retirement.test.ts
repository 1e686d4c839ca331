import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatYuan, monthsBetween, payPeriod, periodFromIndex, rate, yuan } from '@heyi/kernel';
import { currentPolicy as policy } from '@heyi/policy';
import { housingFundLimit } from './housing-fund-limit.ts';
import { socialInsuranceLateFee } from './late-fee.ts';
import {
  isRetirementCategory,
  minimumContributionMonths,
  retirement,
  type RetirementCategory,
} from './retirement.ts';

const retirementCases: readonly (readonly [string, RetirementCategory, string, string, number])[] =
  [
    ['施行前满龄不延迟', 'male60', '1964-12', '2024-12', 0],
    ['施行当月满龄延迟一个月', 'male60', '1965-01', '2025-02', 1],
    ['原五十岁每两月延一月', 'female50', '1975-03', '2025-05', 2],
    ['男职工到六十三岁为止', 'male60', '1980-01', '2043-01', 36],
    ['原五十岁到五十五岁为止', 'female50', '1984-11', '2039-11', 60],
    ['原五十岁前一月尚差一月', 'female50', '1984-10', '2039-09', 59],
    ['原五十五岁到五十八岁为止', 'female55', '1985-06', '2043-06', 36],
  ];

for (const [title, category, birth, month, delay] of retirementCases) {
  test(title, () => {
    const result = retirement(policy, { birth: payPeriod(birth), category });
    assert.ok(result.ok);
    assert.equal(result.value.retirementMonth, month);
    assert.equal(result.value.delayMonths, delay);
  });
}

test('弹性提前不早于原年龄，推迟至多三年', () => {
  const result = retirement(policy, { birth: payPeriod('1971-04'), category: 'female55' });
  assert.ok(result.ok);
  assert.equal(result.value.earliestMonth, '2026-04');
  assert.equal(result.value.latestMonth, '2029-08');
});

test('出生越晚退休越晚，延迟不超过上限', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1940 * 12, max: 2006 * 12 }),
      fc.constantFrom<RetirementCategory>('male60', 'female55', 'female50'),
      (index, category) => {
        const one = retirement(policy, { birth: periodFromIndex(index), category });
        const next = retirement(policy, { birth: periodFromIndex(index + 1), category });
        assert.ok(one.ok && next.ok);
        assert.ok(monthsBetween(one.value.retirementMonth, next.value.retirementMonth) >= 1);
        assert.ok(one.value.delayMonths <= (category === 'female50' ? 60 : 36));
        assert.ok(one.value.earliestMonth >= one.value.oldMonth);
      },
    ),
  );
});

test('最低缴费月数2030年起每年加六个月', () => {
  const months = ['2024-05', '2029-12', '2030-01', '2031-06', '2039-01', '2045-01'].map((month) => {
    const result = minimumContributionMonths(policy, payPeriod(month));
    return result.ok ? result.value : null;
  });
  assert.deepEqual(months, [180, 180, 186, 192, 240, 240]);
});

test('退休类别', () => {
  assert.equal(isRetirementCategory('female50'), true);
  assert.equal(isRetirementCategory('male50'), false);
});

test('滞纳金按日万分之五，可用约定的费率', () => {
  const fee = (dailyRate: string | null, on = '2026-11') => {
    const result = socialInsuranceLateFee(policy, payPeriod(on), {
      principal: yuan('10000.00'),
      days: 30,
      dailyRate: dailyRate === null ? null : rate(dailyRate),
      rounding: 'half_up_fen',
    });
    return result.ok ? formatYuan(result.value.lateFee) : result.failure.reason;
  };
  assert.equal(fee(null), '150.00');
  assert.equal(fee('0.0002'), '60.00');
  assert.equal(fee(null, '2011-06'), 'before_first_value');
});

function fundLimit(cityCode: string, wage: string, employer: string, employee: string) {
  const result = housingFundLimit(policy, payPeriod('2026-11'), {
    cityCode,
    wageBase: yuan(wage),
    employer: yuan(employer),
    employee: yuan(employee),
  });
  if (!result.ok) return result.failure.reason;
  const { limit, employerExcess, employeeExcess, employeeDeductible } = result.value;
  return [limit, employerExcess, employeeExcess, employeeDeductible].map(formatYuan).join(' ');
}

const limitCases: readonly (readonly [string, Parameters<typeof fundLimit>, string])[] = [
  ['限额之内', ['110000', '20000.00', '2400.00', '2400.00'], '2400.00 0.00 0.00 2400.00'],
  ['上限处恰不超标', ['110000', '50000.00', '4362.00', '4362.00'], '4362.00 0.00 0.00 4362.00'],
  ['含补充公积金超标', ['310000', '37731.00', '4528.00', '4529.00'], '4528.00 0.00 1.00 4528.00'],
  [
    '超过三倍工资的部分超标',
    ['110000', '50000.00', '6000.00', '6000.00'],
    '4362.00 1638.00 1638.00 4362.00',
  ],
  ['数值未知的城市', ['659001', '1.00', '1.00', '1.00'], 'no_value'],
  ['没有的城市', ['999999', '1.00', '1.00', '1.00'], 'no_figure'],
];

for (const [title, charge, expected] of limitCases) {
  test(`公积金超标计税：${title}`, () => assert.equal(fundLimit(...charge), expected));
}
