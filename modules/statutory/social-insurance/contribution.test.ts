import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fen, formatYuan, payPeriod, rate, type Result, yuan } from '@heyi/kernel';
import {
  type ContributionKey,
  currentPolicy as policy,
  housingFundCities,
  openPolicy,
  policyVersion,
  socialInsuranceCities,
} from '@heyi/policy';
import { compileContributions, numbersPerLine } from './compile-contributions.ts';
import { chargeBaseDifference, contributionDifference } from './contribution-difference.ts';
import { calculateContributions, type Contributions } from './contribution.ts';
import type { ContributionSelection } from './contribution-scheme.ts';

function got<T>(result: Result<T, { code: string }>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const beijing: ContributionSelection = {
  cityCode: '110000',
  kinds: null,
  hukou: null,
  tier: null,
  personType: 'employee',
  injuryRate: rate('0.004'),
  housingFundRate: rate('0.12'),
  supplementaryRate: null,
};

function contributions(
  period: string,
  base: string,
  change: Partial<ContributionSelection> = {},
): Contributions {
  const input = { ...beijing, ...change, declaredBase: yuan(base) };
  return got(calculateContributions(policy, payPeriod(period), input));
}

function kindsOf({ lines }: Contributions): string[] {
  return lines.map(({ kind }) => kind);
}

test('北京月薪两万，个人缴费四千五百零三元', () => {
  assert.equal(contributions('2026-11', '20000.00').employeeTotal, yuan('4503.00'));
});

test('北京公积金下限在2025年9月1日上调', () => {
  const fund = (period: string) =>
    formatYuan(contributions(period, '2000.00').lines.find((l) => l.kind === 'housingFund')!.base);
  assert.deepEqual(['2025-08', '2025-09'].map(fund), ['2420.00', '2540.00']);
});

test('广州医疗单位费率2026年1月恢复', () => {
  const medical = (period: string) => {
    const { lines } = contributions(period, '8000.00', { cityCode: '440100' });
    return formatYuan(lines.find(({ kind }) => kind === 'medical')!.employer);
  };
  assert.deepEqual(['2025-12', '2026-01'].map(medical), ['360.00', '480.00']);
});

test('各险种可用各自的申报基数', () => {
  const result = got(
    calculateContributions(policy, payPeriod('2026-11'), {
      ...beijing,
      declaredBase: (kind) => yuan(kind === 'housingFund' ? '30000.00' : '10000.00'),
    }),
  );
  assert.deepEqual(
    result.lines.map(({ base }) => formatYuan(base)),
    ['10000.00', '10000.00', '10000.00', '10000.00', '30000.00'],
  );
});

test('深圳：户籍决定地方补充养老，档次决定医疗', () => {
  const of = (change: Partial<ContributionSelection>) =>
    contributions('2026-08', '12000.00', { cityCode: '440300', ...change });
  assert.ok(kindsOf(of({ hukou: 'local-rural' })).includes('pensionLocalSupplement'));
  assert.ok(!kindsOf(of({ hukou: 'nonlocal-rural' })).includes('pensionLocalSupplement'));
  const medical = (tier: string | null) =>
    of({ tier })
      .lines.filter(({ kind }) => kind === 'medical')
      .map((l) => formatYuan(l.employer));
  assert.deepEqual(medical(null), ['720.00']);
  assert.deepEqual(medical('二档'), ['180.00']);
  assert.deepEqual(medical('三档'), []);
});

test('深圳没有的医疗档次答未知', () => {
  const { unknowns } = contributions('2026-08', '9.00', { cityCode: '440300', tier: '三档' });
  assert.deepEqual(
    unknowns.map(({ kind, failure }) => [kind, failure.code]),
    [['medical', 'policy.unknown_on']],
  );
});

const personTypes: readonly (readonly [string, ContributionSelection['personType'], string[]])[] = [
  ['非全日制只缴工伤', 'partTime', ['workInjury']],
  ['实习不缴', 'intern', []],
  ['退休返聘默认不缴', 'rehiredRetiree', []],
  [
    '港澳台居民同职工',
    'hongKongMacauTaiwan',
    ['pension', 'medical', 'unemployment', 'workInjury', 'housingFund'],
  ],
];

for (const [title, personType, kinds] of personTypes) {
  test(title, () =>
    assert.deepEqual(kindsOf(contributions('2026-11', '9000.00', { personType })), kinds),
  );
}

test('指定只缴工伤的退休返聘', () => {
  const rehired = { personType: 'rehiredRetiree', kinds: ['workInjury'] } as const;
  assert.deepEqual(kindsOf(contributions('2026-11', '9000.00', rehired)), ['workInjury']);
});

test('提示：沿用、未核、默认工伤费率、公积金比例越界', () => {
  const warnings = (change: Partial<ContributionSelection>, kind: string) =>
    contributions('2026-08', '9000.00', change).lines.find((l) => l.kind === kind)!.warnings;
  assert.deepEqual(warnings({ cityCode: '330100' }, 'pension'), ['provisional', 'unverified']);
  assert.deepEqual(warnings({ injuryRate: null }, 'workInjury'), ['default_injury_rate']);
  const shanghai = { cityCode: '310000', injuryRate: rate('0.002') };
  assert.deepEqual(warnings({ ...shanghai, housingFundRate: rate('0.08') }, 'housingFund'), [
    'rate_out_of_range',
  ]);
  assert.deepEqual(warnings({ ...shanghai, housingFundRate: rate('0.065') }, 'housingFund'), [
    'rate_out_of_range',
  ]);
});

test('只有公积金数据的城市，四险答未知', () => {
  const { lines, unknowns } = contributions('2026-08', '9000.00', { cityCode: '350200' });
  assert.deepEqual(
    lines.map(({ kind }) => kind),
    ['housingFund'],
  );
  assert.deepEqual(
    unknowns.map(({ kind }) => kind),
    ['pension', 'medical', 'unemployment', 'workInjury'],
  );
});

test('点名公积金却没有比例，答缺比例', () => {
  const asked = { kinds: ['housingFund'], housingFundRate: null } as const;
  assert.deepEqual(contributions('2026-08', '9000.00', asked).unknowns, [
    { kind: 'housingFund', failure: { code: 'contribution.rate_missing' } },
  ]);
});

test('城市不在册', () => {
  const failure = { code: 'contribution.city_unknown', cityCode: '999999' };
  const nowhere = { ...beijing, cityCode: '999999', declaredBase: yuan('1.00') };
  const period = payPeriod('2026-08');
  assert.deepEqual(calculateContributions(policy, period, nowhere), { ok: false, failure });
  assert.deepEqual(compileContributions(policy, period, nowhere), { ok: false, failure });
  const known = { before: policy, now: policy };
  assert.deepEqual(contributionDifference(known, [period], nowhere), { ok: false, failure });
  const baseDifference = yuan('1.00');
  assert.deepEqual(chargeBaseDifference(policy, period, { ...nowhere, baseDifference }), {
    ok: false,
    failure,
  });
});

test('北京2026年基数8月21日公布：下限人员7、8月补差', () => {
  const before = got(openPolicy(`${policyVersion}@2026-08-20`));
  const months = [payPeriod('2026-07'), payPeriod('2026-08')];
  const input = { ...beijing, housingFundRate: null, declaredBase: yuan('5000.00') };
  const difference = got(contributionDifference({ before, now: policy }, months, input));
  assert.equal(formatYuan(difference.employerTotal), '57.66');
  assert.equal(formatYuan(difference.employeeTotal), '22.68');
  assert.equal(difference.lines.length, 8);
  assert.deepEqual(difference.lines[0]!.reasons.employer.output, { difference: '17.28' });
});

test('基数在区间内的人没有补差；减少的也列出', () => {
  const before = got(openPolicy(`${policyVersion}@2026-08-20`));
  const months = [payPeriod('2026-07')];
  const middle = { ...beijing, declaredBase: yuan('20000.00') };
  assert.deepEqual(got(contributionDifference({ before, now: policy }, months, middle)).lines, []);
  const back = { before: policy, now: before };
  const low = { ...beijing, declaredBase: yuan('5000.00') };
  assert.ok(got(contributionDifference(back, months, low)).employerTotal < 0);
});

test('基数差额不再收定额', () => {
  const baseDifference = yuan('108.00');
  const charged = got(
    chargeBaseDifference(policy, payPeriod('2026-07'), { ...beijing, baseDifference }),
  );
  assert.equal(formatYuan(charged.employerDifference), '28.83');
  assert.equal(formatYuan(charged.employeeDifference), '11.34');
});

const codes = [...socialInsuranceCities(), ...housingFundCities()].map(({ code }) => code);
const selections = fc.record({
  cityCode: fc.constantFrom(...codes),
  kinds: fc.constant(null),
  hukou: fc.constantFrom(null, 'local-urban', 'local-rural', 'nonlocal-urban', 'nonlocal-rural'),
  tier: fc.constantFrom(null, '一档', '二档'),
  personType: fc.constantFrom('employee', 'partTime', 'foreigner'),
  injuryRate: fc.constantFrom(null, rate('0.002'), rate('0.019')),
  housingFundRate: fc.constantFrom(null, rate('0.05'), rate('0.07'), rate('0.12')),
  supplementaryRate: fc.constantFrom(null, rate('0.05')),
}) as fc.Arbitrary<ContributionSelection>;
const periods = fc
  .integer({ min: 0, max: 47 })
  .map((index) =>
    payPeriod(`${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`),
  );
const bases = fc.integer({ min: 0, max: 20_000_000 }).map((value) => fen(value));

test('基数总在上下限之间，金额随基数不减', () => {
  fc.assert(
    fc.property(selections, periods, bases, bases, (selection, period, one, other) => {
      const [low, high] = [one, other]
        .toSorted((a, b) => a - b)
        .map((declaredBase) =>
          got(calculateContributions(policy, period, { ...selection, declaredBase })),
        );
      for (const [index, line] of low!.lines.entries()) {
        const { floor, cap } = got(policy.figure(line.figureKey as ContributionKey, period)).value;
        assert.ok(floor === null || line.base >= floor);
        assert.ok(cap === null || line.base <= cap);
        assert.ok(line.employer <= high!.lines[index]!.employer);
        assert.ok(line.employee <= high!.lines[index]!.employee);
      }
    }),
    { numRuns: 300 },
  );
});

test('合计等于各险种之和，单位与个人不混', () => {
  fc.assert(
    fc.property(selections, periods, bases, (selection, period, declaredBase) => {
      const result = got(calculateContributions(policy, period, { ...selection, declaredBase }));
      const total = result.lines.reduce((sum, line) => sum + line.employer, 0);
      assert.equal(result.employerTotal, total);
      assert.equal(result.employerSocialInsurance + result.employerHousingFund, total);
      assert.equal(
        result.employeeSocialInsurance + result.employeeHousingFund,
        result.employeeTotal,
      );
    }),
  );
});

test('快速形式与说明形式相同，原因可由存下的序号重建', () => {
  fc.assert(
    fc.property(selections, periods, bases, (selection, period, declaredBase) => {
      const explained = got(calculateContributions(policy, period, { ...selection, declaredBase }));
      const compiled = got(compileContributions(policy, period, selection));
      const size = compiled.lines.length * numbersPerLine;
      const out = new Float64Array(size + 2);
      compiled.calculate(declaredBase, out, 1);
      assert.deepEqual(
        Array.from(out.subarray(1, size + 1)),
        explained.lines.flatMap(({ base, employer, employee }) => [base, employer, employee]),
      );
      const each = new Float64Array(size);
      compiled.calculateEach(
        compiled.lines.map(() => declaredBase),
        each,
        0,
      );
      assert.deepEqual(each, out.slice(1, size + 1));
      assert.deepEqual([out[0], out[size + 1]], [0, 0]);
      for (const { index, party } of compiled.descriptors) {
        assert.deepEqual(
          compiled.rebuildReason(index, declaredBase),
          explained.lines[index >> 1]!.reasons[party],
        );
      }
      assert.deepEqual(compiled.unknowns, explained.unknowns);
    }),
    { numRuns: 300 },
  );
});

test('存下版本再打开，结果与原因相同', () => {
  fc.assert(
    fc.property(selections, periods, bases, (selection, period, declaredBase) => {
      const pinned = got(openPolicy(policy.pin));
      const input = { ...selection, declaredBase };
      assert.deepEqual(
        calculateContributions(pinned, period, input),
        calculateContributions(policy, period, input),
      );
    }),
    { numRuns: 50 },
  );
});
