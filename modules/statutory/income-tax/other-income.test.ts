import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { add, fen, payPeriod, rate, type Result, subtract, yuan, zeroFen } from '@heyi/kernel';
import { currentPolicy as policy } from '@heyi/policy';
import { compareBonusMethods, taxAnnualBonus } from './annual-bonus.ts';
import { mustSettleYear, settleYear } from './annual-settlement.ts';
import { prepayBusinessTax, taxAssessedBusiness, taxBusinessIncome } from './business-income.ts';
import {
  taxAnnuityPayout,
  taxEarlyRetirement,
  taxInternalRetirement,
  taxSeverance,
} from './leaving-payments.ts';
import { limitOtherDeductions } from './other-deductions.ts';
import { taxNonResident, taxNonResidentBonus } from './non-resident.ts';
import { taxRemuneration } from './remuneration.ts';
import { taxOnTable } from './tax-on-table.ts';
import { perTransactionVat, smallScaleVat, vatSurcharges } from './value-added-tax.ts';
import { latePaymentSurcharge, withholdingFee } from './withholding-duty.ts';

const on = payPeriod('2026-06');

function got<T>(result: Result<T, { code: string }>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const income = fc.integer({ min: 0, max: 500_000_000 }).map((value) => fen(value));
const more = fc.integer({ min: 1, max: 10_000_000 }).map((value) => fen(value));

const rules: readonly (readonly [string, (amount: ReturnType<typeof fen>) => number])[] = [
  ['年税率表', (taxable) => got(taxOnTable(policy, on, { table: 'annual', taxable })).tax],
  ['月税率表', (taxable) => got(taxOnTable(policy, on, { table: 'monthly', taxable })).tax],
  ['经营所得', (taxable) => got(taxOnTable(policy, on, { table: 'business', taxable })).tax],
  [
    '劳务报酬',
    (amount) =>
      got(taxRemuneration(policy, on, { kind: 'labour-remuneration', income: amount })).tax,
  ],
  ['特许权', (amount) => got(taxRemuneration(policy, on, { kind: 'royalty', income: amount })).tax],
  [
    '稿酬',
    (amount) =>
      got(taxRemuneration(policy, on, { kind: 'author-remuneration', income: amount })).tax,
  ],
  ['非居民工资', (amount) => got(taxNonResident(policy, on, { kind: 'wage', income: amount })).tax],
  [
    '非居民稿酬',
    (amount) => got(taxNonResident(policy, on, { kind: 'author', income: amount })).tax,
  ],
  ['非居民数月奖金', (amount) => got(taxNonResidentBonus(policy, on, amount)).tax],
  [
    '解除补偿',
    (compensation) =>
      got(
        taxSeverance(policy, on, {
          compensation,
          localAverageAnnualWage: yuan('100000.00'),
          contributions: zeroFen,
        }),
      ).tax,
  ],
  ['提前退休', (subsidy) => got(taxEarlyRetirement(policy, on, { subsidy, actualYears: 3 })).tax],
  ['年金按季', (amount) => got(taxAnnuityPayout(policy, on, { kind: 'quarterly', amount })).tax],
];

for (const [title, tax] of rules) {
  test(`收入增加税不减少：${title}`, () => {
    fc.assert(fc.property(income, more, (amount, plus) => tax(amount) <= tax(add(amount, plus))));
  });
}

test('经营所得减半后税不减少：税额与减免各自取舍，至多差一分', () => {
  const payable = (taxable: ReturnType<typeof fen>) =>
    got(taxBusinessIncome(policy, on, { taxable, otherRelief: zeroFen })).payable;
  fc.assert(fc.property(income, more, (low, plus) => payable(low) <= payable(add(low, plus)) + 1));
});

test('全年奖金在级距上多一元税额跳升，级距内不减少', () => {
  const edges = ['36000', '144000', '300000', '420000', '660000', '960000'];
  for (const edge of edges) {
    const at = yuan(`${edge}.00`);
    const [low, high] = [at, add(at, yuan('1.00'))].map(
      (bonus) => got(taxAnnualBonus(policy, on, bonus)).tax,
    );
    assert.ok(subtract(high!, low!) > yuan('1.00'), edge);
  }
  fc.assert(
    fc.property(income, more, (bonus, plus) => {
      const [low, high] = [bonus, add(bonus, plus)].map((amount) =>
        got(taxAnnualBonus(policy, on, amount)),
      );
      assert.ok(low!.tax <= high!.tax);
    }),
  );
});

test('奖金两种办法相同时不分优劣', () => {
  const choice = { annualTaxableWithoutBonus: zeroFen, bonus: yuan('36000.00') };
  assert.equal(got(compareBonusMethods(policy, on, choice)).better, 'equal');
  const low = { annualTaxableWithoutBonus: yuan('960000.00'), bonus: yuan('36000.00') };
  assert.equal(got(compareBonusMethods(policy, on, low)).better, 'separate');
});

test('劳务费用在四千元处：八百与两成', () => {
  const taxable = (amount: string) =>
    got(taxRemuneration(policy, on, { kind: 'labour-remuneration', income: yuan(amount) })).taxable;
  assert.equal(taxable('799.99'), yuan('0.00'));
  assert.equal(taxable('4000.00'), yuan('3200.00'));
  assert.equal(taxable('4000.01'), yuan('3200.01'));
});

test('解除补偿中缴付的社保先扣', () => {
  const input = { compensation: yuan('400000.00'), localAverageAnnualWage: yuan('120000.00') };
  const contributions = yuan('10000.00');
  assert.equal(got(taxSeverance(policy, on, { ...input, contributions })).excess, yuan('30000.00'));
});

test('内部退养工资低于五千元时，不足部分抵补贴', () => {
  const taxed = got(
    taxInternalRetirement(policy, on, {
      subsidy: yuan('12000.00'),
      monthsToStatutoryRetirement: 12,
      monthWage: yuan('4000.00'),
    }),
  );
  assert.equal(taxed.rateBase, zeroFen);
  assert.equal(taxed.taxOnWageAlone, zeroFen);
  assert.equal(taxed.tax, yuan('330.00'));
});

const year = {
  wages: zeroFen,
  labour: zeroFen,
  author: zeroFen,
  royalty: zeroFen,
  basicDeduction: null,
  deductions: zeroFen,
  donation: zeroFen,
  relief: zeroFen,
  withheld: zeroFen,
};

test('汇算：捐赠限三成，扣除不超过所得', () => {
  const wages = yuan('160000.00');
  const given = got(settleYear(policy, on, { ...year, wages, donation: yuan('50000.00') }));
  assert.equal(given.taxable, yuan('70000.00'));
  const little = { ...year, wages: yuan('50000.00'), withheld: yuan('100.00') };
  assert.equal(got(settleYear(policy, on, little)).taxable, zeroFen);
  assert.equal(got(settleYear(policy, on, little)).settlement, yuan('-100.00'));
  const royalty = { ...year, royalty: yuan('100000.00'), relief: yuan('10.00') };
  assert.equal(got(settleYear(policy, on, royalty)).settlement, yuan('590.00'));
});

test('汇算免除：收入、补税、未依法预扣、退税', () => {
  const duty = (incomeText: string, toPay: string, agentWithheldAsRequired = true) =>
    got(
      mustSettleYear(policy, on, {
        annualComprehensiveIncome: yuan(incomeText),
        amountToPay: yuan(toPay),
        agentWithheldAsRequired,
      }),
    ).mustSettle;
  assert.equal(duty('120000.00', '9000.00'), false);
  assert.equal(duty('120000.01', '400.00'), false);
  assert.equal(duty('120000.01', '400.01'), true);
  assert.equal(duty('100000.00', '0.01', false), true);
  assert.equal(duty('200000.00', '-500.00', false), false);
});

test('个体户减半在二百万元两侧，到期后未知', () => {
  const of = (taxable: string) =>
    got(taxBusinessIncome(policy, on, { taxable: yuan(taxable), otherRelief: zeroFen }));
  assert.equal(of('2000000.00').halfReduction, yuan('317250.00'));
  assert.equal(of('2000000.01').halfReduction, yuan('317250.00'));
  assert.equal(of('0.00').halfReduction, zeroFen);
  const relieved = { taxable: yuan('100.00'), otherRelief: yuan('50.00') };
  assert.equal(got(taxBusinessIncome(policy, on, relieved)).halfReduction, zeroFen);
  const late = taxBusinessIncome(policy, payPeriod('2028-01'), relieved);
  assert.equal(late.ok ? null : late.failure.reason, 'after_last_value');
});

test('核定征收与有综合所得的预缴', () => {
  const assessed = { revenue: yuan('100000.00'), assessedIncomeRate: rate('0.05') };
  const { payable } = got(taxAssessedBusiness(policy, on, { ...assessed, otherRelief: zeroFen }));
  assert.equal(payable, yuan('125.00'));
  const quarters = got(
    prepayBusinessTax(policy, payPeriod('2026-01'), {
      noComprehensiveIncome: false,
      cumulativeProfits: [yuan('10000.00'), yuan('30000.00')],
      otherRelief: zeroFen,
    }),
  );
  assert.deepEqual(
    quarters.map(({ payable: due }) => due),
    [yuan('250.00'), yuan('500.00')],
  );
});

test('起征点当额：2025年免税，2026年全额征税', () => {
  const of = (period: string, receipts: string) =>
    smallScaleVat(policy, payPeriod(period), {
      receiptsIncludingVat: yuan(receipts),
      term: 'month',
      levyRate: rate('0.01'),
    });
  assert.equal(got(of('2025-12', '101000.00')).exempt, true);
  assert.equal(got(of('2025-12', '101000.01')).exempt, false);
  assert.equal(got(of('2026-01', '101000.00')).vat, yuan('1000.00'));
  assert.equal(got(of('2026-01', '100999.99')).vat, zeroFen);
  assert.equal(of('2022-12', '1.00').ok, false);
  assert.equal(of('2028-01', '1.00').ok, false);
});

test('按次起征点：2026年一千元，此前各地自定答未知', () => {
  const of = (period: string, sales: string) =>
    perTransactionVat(policy, payPeriod(period), {
      salesExcludingVat: yuan(sales),
      levyRate: rate('0.01'),
    });
  assert.equal(got(of('2026-01', '999.99')).exempt, true);
  assert.equal(got(of('2026-01', '1000.00')).vat, yuan('10.00'));
  const before = of('2025-12', '400.00');
  assert.equal(before.ok ? null : before.failure.reason, 'no_value');
});

test('附加税费：所在地、减半、教育费附加免征', () => {
  const vat = yuan('1000.00');
  const of = (location: 'city' | 'town' | 'other', isHalved: boolean, month: string | null) => {
    const sales = month === null ? null : ({ term: 'month', amount: yuan(month) } as const);
    return got(vatSurcharges(policy, on, { vat, location, isHalved, sales })).total;
  };
  assert.equal(of('city', false, null), yuan('120.00'));
  assert.equal(of('town', true, null), yuan('50.00'));
  assert.equal(of('other', true, '100000.00'), yuan('5.00'));
  assert.equal(of('other', true, '100000.01'), yuan('30.00'));
});

test('手续费与滞纳金', () => {
  assert.equal(got(withholdingFee(policy, on, yuan('100.00'))).fee, yuan('2.00'));
  const late = { tax: yuan('10000.00'), daysLate: 0 };
  assert.equal(got(latePaymentSurcharge(policy, on, late)).surcharge, zeroFen);
});

test('其他扣除各有限额', () => {
  const paid = {
    annuity: yuan('1000.00'),
    annuityBase: yuan('20000.00'),
    averageMonthlyWage: yuan('10000.00'),
    healthInsurance: yuan('200.00'),
    personalPension: yuan('1000.00'),
  };
  assert.equal(got(limitOtherDeductions(policy, on, paid)).total, yuan('2000.00'));
  const high = { ...paid, annuity: yuan('2000.00'), annuityBase: yuan('50000.00') };
  assert.equal(got(limitOtherDeductions(policy, on, high)).annuity, yuan('1200.00'));
  const more = { ...paid, healthInsurance: yuan('200.01'), personalPension: yuan('1500.00') };
  assert.equal(got(limitOtherDeductions(policy, on, more)).total, yuan('2000.00'));
  assert.equal(limitOtherDeductions(policy, payPeriod('2023-12'), paid).ok, false);
});

test('税法施行前的月份一律未知', () => {
  const early = payPeriod('2018-12');
  const zero = zeroFen;
  const answers = [
    taxOnTable(policy, early, { table: 'annual', taxable: zero }),
    taxAnnualBonus(policy, early, zero),
    compareBonusMethods(policy, early, { annualTaxableWithoutBonus: zero, bonus: zero }),
    taxSeverance(policy, early, {
      compensation: zero,
      localAverageAnnualWage: zero,
      contributions: zero,
    }),
    taxEarlyRetirement(policy, early, { subsidy: zero, actualYears: 1 }),
    taxInternalRetirement(policy, early, {
      subsidy: zero,
      monthsToStatutoryRetirement: 1,
      monthWage: zero,
    }),
    taxAnnuityPayout(policy, early, { kind: 'monthly', amount: zero }),
    taxRemuneration(policy, early, { kind: 'royalty', income: zero }),
    taxNonResident(policy, early, { kind: 'labour', income: zero }),
    taxNonResidentBonus(policy, early, zero),
    settleYear(policy, early, year),
    withholdingFee(policy, early, zero),
    vatSurcharges(policy, early, { vat: zero, location: 'city', isHalved: true, sales: null }),
  ];
  assert.deepEqual(
    answers.map((answer) => (answer.ok ? 'known' : answer.failure.code)),
    answers.map(() => 'policy.unknown_on'),
  );
});
