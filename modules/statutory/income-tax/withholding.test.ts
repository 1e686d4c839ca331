import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addMonths,
  fen,
  type Fen,
  formatYuan,
  payPeriod,
  subtract,
  sum,
  yuan,
  zeroFen,
} from '@heyi/kernel';
import { currentPolicy as policy } from '@heyi/policy';
import { compileWithholding } from './compile-withholding.ts';
import {
  type CumulativeFigures,
  methodFigures,
  withholdCumulatively,
  type WithholdingMethod,
} from './cumulative-withholding.ts';
import {
  type Payment,
  totalWithheld,
  withholdPayments,
  type WithholdingTerms,
} from './withholding-year.ts';

const methods = Object.keys(methodFigures) as WithholdingMethod[];
const january = payPeriod('2026-01');

function pay(taxPeriod: string, income: string, fields: Partial<Payment> = {}): Payment {
  return {
    taxPeriod: payPeriod(taxPeriod),
    income: yuan(income),
    exempt: zeroFen,
    special: zeroFen,
    additional: zeroFen,
    other: zeroFen,
    relief: zeroFen,
    months: null,
    ...fields,
  };
}

const standard: WithholdingTerms = {
  method: 'standard',
  startedIn: null,
  lump60000: false,
  gapReading: 'restart-segment',
};

/** Tax of each payment, in yuan. */
function taxes(payments: readonly Payment[], terms: Partial<WithholdingTerms> = {}): string[] {
  const result = withholdPayments(policy, { ...standard, ...terms }, payments);
  assert.ok(result.ok);
  return result.value.map(({ withholding }) => formatYuan(withholding.tax));
}

test('北京月薪两万、专项附加三千的十一月个税', () => {
  const monthly = { special: yuan('4503.00'), additional: yuan('3000.00') };
  const months = Array.from({ length: 11 }, (_, index) =>
    pay(addMonths(january, index), '20000.00', monthly),
  );
  assert.equal(taxes(months).at(-1), '749.70');
});

const yearCases: readonly (readonly [
  string,
  readonly Payment[],
  Partial<WithholdingTerms>,
  string[],
])[] = [
  [
    '跨年重新累计',
    [pay('2025-12', '50000.00'), pay('2026-01', '50000.00')],
    {},
    ['1980.00', '1980.00'],
  ],
  [
    '入职月早于首次发放，按任职月数扣除',
    [pay('2026-03', '20000.00')],
    { startedIn: january },
    ['150.00'],
  ],
  [
    '上年入职的，一月起算',
    [pay('2026-02', '20000.00')],
    { startedIn: payPeriod('2020-05') },
    ['300.00'],
  ],
  [
    '中间一月无工资仍算任职',
    [pay('2026-01', '15000.00'), pay('2026-03', '15000.00')],
    {},
    ['300.00', '150.00'],
  ],
  [
    '一月三次发放只扣一个五千',
    ['4000.00', '4000.00', '4000.00'].map((income) => pay('2026-05', income)),
    {},
    ['0.00', '90.00', '120.00'],
  ],
  ['不扣减除费用的第二处任职', [pay('2026-01', '10000.00', { months: 0 })], {}, ['300.00']],
  ['首次工资按一月起算', [pay('2026-07', '35100.00')], { method: 'first-wage-in-year' }, ['3.00']],
  [
    '平台间断后重新起算',
    [pay('2026-01', '8000.00'), pay('2026-03', '8000.00'), pay('2026-04', '8000.00')],
    { method: 'platform-labour' },
    ['42.00', '42.00', '42.00'],
  ],
  [
    '平台间断月照计月数',
    [pay('2026-01', '8000.00'), pay('2026-03', '8000.00')],
    { method: 'platform-labour', gapReading: 'count-calendar-months' },
    ['42.00', '0.00'],
  ],
  [
    '平台间断月不计月数但不重起',
    [pay('2026-01', '4000.00'), pay('2026-02', '0.00'), pay('2026-03', '12000.00')],
    { method: 'platform-labour', gapReading: 'count-paid-months' },
    ['0.00', '0.00', '84.00'],
  ],
  [
    '平台一次扣除六万，间断不重起',
    [pay('2026-01', '60000.00'), pay('2026-03', '20000.00')],
    { method: 'platform-labour', lump60000: true },
    ['0.00', '120.00'],
  ],
];

for (const [title, payments, terms, expected] of yearCases) {
  test(title, () => assert.deepEqual(taxes(payments, terms), expected));
}

test('平台办法施行前一月未知，当月可算', () => {
  const terms: WithholdingTerms = { ...standard, method: 'platform-labour' };
  const before = withholdPayments(policy, terms, [pay('2025-09', '9000.00')]);
  assert.equal(before.ok ? null : before.failure.code, 'policy.unknown_on');
  assert.equal(withholdPayments(policy, terms, [pay('2025-10', '9000.00')]).ok, true);
});

test('没有发放就没有预扣', () => {
  assert.deepEqual(withholdPayments(policy, standard, []), { ok: true, value: [] });
});

const money = fc.integer({ min: 0, max: 3_000_000_00 }).map((value) => fen(value));
const sums: fc.Arbitrary<CumulativeFigures> = fc.record({
  income: fc.integer({ min: -1_000_00, max: 2_000_000_000_00 }).map((value) => fen(value)),
  exempt: money,
  basicDeduction: money,
  special: money,
  additional: money,
  other: money,
  relief: money,
  withheld: money,
});

for (const method of methods) {
  test(`快速形式与说明形式相同：${method}`, () => {
    const compiled = compileWithholding(policy, method, january);
    assert.ok(compiled.ok);
    const outcome = { taxable: 0, bracketIndex: 0, cumulativeTax: 0, balance: 0, tax: 0 };
    fc.assert(
      fc.property(sums, (figures) => {
        const explained = withholdCumulatively(policy, method, january, figures);
        assert.ok(explained.ok);
        compiled.value(figures, outcome);
        const { taxable, bracketIndex, cumulativeTax, balance, tax } = explained.value;
        assert.deepEqual(outcome, { taxable, bracketIndex, cumulativeTax, balance, tax });
      }),
      { numRuns: 500 },
    );
  });

  test(`收入增加税不减少：${method}`, () => {
    fc.assert(
      fc.property(sums, money, (figures, more) => {
        const low = withholdCumulatively(policy, method, january, figures);
        const income = fen(figures.income + more);
        const high = withholdCumulatively(policy, method, january, { ...figures, income });
        assert.ok(low.ok && high.ok);
        assert.ok(high.value.tax >= low.value.tax);
        assert.ok(subtract(high.value.tax, low.value.tax) <= more);
      }),
    );
  });
}

test('快速形式同样答未知', () => {
  assert.equal(compileWithholding(policy, 'platform-labour', payPeriod('2025-09')).ok, false);
});

test('逐月预扣之和等于全年税额', () => {
  const incomes = fc.array(fc.integer({ min: 600_000, max: 20_000_000 }), {
    minLength: 12,
    maxLength: 12,
  });
  fc.assert(
    fc.property(incomes, (monthly) => {
      const year = monthly.toSorted((a, b) => a - b).map((value) => fen(value));
      const payments = year.map((income, index) => ({
        ...pay(addMonths(january, index), '0.00'),
        income,
      }));
      const withheld = withholdPayments(policy, standard, payments);
      const atOnce = withholdCumulatively(policy, 'standard', payPeriod('2026-12'), {
        ...nothing,
        income: sum(year),
        basicDeduction: yuan('60000.00'),
      });
      assert.ok(withheld.ok && atOnce.ok);
      assert.equal(totalWithheld(withheld.value), atOnce.value.tax);
    }),
  );
});

test('全年预扣等于各月累计税额的最大值：多扣的留到汇算', () => {
  const incomes = fc.array(money, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(incomes, (monthly: Fen[]) => {
      const payments = monthly.map((income, index) => ({
        ...pay(addMonths(january, index), '0.00'),
        income,
      }));
      const withheld = withholdPayments(policy, standard, payments);
      assert.ok(withheld.ok);
      const highest = Math.max(...withheld.value.map((row) => row.withholding.cumulativeTax));
      assert.equal(totalWithheld(withheld.value), highest);
    }),
  );
});

const nothing: CumulativeFigures = {
  income: zeroFen,
  exempt: zeroFen,
  basicDeduction: zeroFen,
  special: zeroFen,
  additional: zeroFen,
  other: zeroFen,
  relief: zeroFen,
  withheld: zeroFen,
};
