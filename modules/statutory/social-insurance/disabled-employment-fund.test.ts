import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { payPeriod, rate, yuan } from '@heyi/kernel';
import { currentPolicy as policy } from '@heyi/policy';
import { disabledEmploymentFund, type DisabledFundFacts } from './disabled-employment-fund.ts';

const company: DisabledFundFacts = {
  heads: 100,
  disabledHeads: 0,
  averageWage: yuan('120000'),
  localAverageWage: null,
  ratio: rate('0.015'),
};

const yearlyOf = (changed: Partial<DisabledFundFacts>, on = '2026-11') => {
  const due = disabledEmploymentFund(policy, payPeriod(on), { ...company, ...changed });
  return due.ok ? due.value.yearly : due.failure.code;
};

describe('残疾人就业保障金', () => {
  const cases: [string, Partial<DisabledFundFacts>, string][] = [
    ['一个残疾人也没有：1.5 人 × 12 万，按 90%', {}, '162000'],
    ['安排到 1% 而不足 1.5%：差 0.5 人，按 50%', { disabledHeads: 1 }, '30000'],
    ['不到 1%：差额按 90%', { heads: 200, disabledHeads: 1 }, '216000'],
    ['安排够了不缴', { disabledHeads: 2 }, '0'],
    ['30 人以下免缴', { heads: 30 }, '0'],
    ['31 人就要缴：0.465 人', { heads: 31 }, '50220'],
    ['省的比例更高按省的', { ratio: rate('0.017') }, '183600'],
    ['低于法定最低比例的按最低比例', { ratio: rate('0.01') }, '162000'],
    ['工资超过当地平均两倍按两倍', { localAverageWage: yuan('50000') }, '135000'],
    ['工资没超过两倍按本单位的', { localAverageWage: yuan('80000') }, '162000'],
    ['四舍五入到分', { averageWage: yuan('100000.01'), heads: 33 }, '44550'],
  ];
  for (const [title, changed, expected] of cases) {
    test(title, () => assert.equal(yearlyOf(changed), yuan(expected)));
  }

  test('优惠到期以后，以及没有在册的年份，都是未知', () => {
    assert.equal(yearlyOf({}, '2028-01'), 'policy.unknown_on');
    assert.equal(yearlyOf({}, '2022-12'), 'policy.unknown_on');
  });

  test('说明里有算式和依据，依据有标记', () => {
    const due = disabledEmploymentFund(policy, payPeriod('2026-11'), company);
    assert.ok(due.ok);
    assert.deepEqual(due.value.reason.inputs.share, '0.90');
    assert.deepEqual(
      due.value.reason.figures.map(({ mark, unverified }) => [mark, unverified]),
      [
        ['own-knowledge', true],
        ['secondary', false],
      ],
    );
  });
});
