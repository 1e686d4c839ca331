import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fen, payPeriod, periodFromIndex, yuan, zeroFen } from '@heyi/kernel';
import { currentPolicy, withholdPayments } from '@heyi/statutory';
import fc from 'fast-check';
import {
  addTaken,
  emptyCumulation,
  enterDay,
  packCumulation,
  unpackCumulation,
} from './cumulation.ts';
import { compileWithdrawalTax, explainWithdrawalTax, type TaxTerms } from './withdrawal-tax.ts';

const gapReadings = ['restart-segment', 'count-paid-months', 'count-calendar-months'] as const;
const incomeKinds = ['labourRemuneration', 'incidentalIncome', 'businessIncome'] as const;
const october = 2025 * 12 + 9;

const payment = fc.record({
  monthsLater: fc.integer({ min: 0, max: 3 }),
  daysLater: fc.integer({ min: 0, max: 3 }),
  gross: fc.oneof(
    fc.integer({ min: 1, max: 3_000_000 }),
    fc.integer({ min: 9_900_000, max: 60_000_000 }),
  ),
});
const payments = fc.array(payment, { minLength: 1, maxLength: 24 });

const vatTerms = fc.option(
  fc.record({
    reading: fc.constantFrom('monthlyThreshold' as const, 'perTransaction' as const),
    levy: fc.constantFrom('reduced' as const, 'standard' as const),
    location: fc.constantFrom('city' as const, 'town' as const, 'other' as const),
  }),
);

test('编译的算法与说明理由的算法逐笔一致：任意收入、方法、间断、增值税读法', () => {
  const terms = fc.record({
    incomeKind: fc.constantFrom(...incomeKinds),
    method: fc.constantFrom('platformCumulative' as const, 'ordinaryLabour' as const),
    gapReading: fc.constantFrom(...gapReadings),
    lumpLimit: fc.constantFrom(null, yuan('60000.00')),
    vat: vatTerms,
  });
  fc.assert(
    fc.property(terms, payments, (chosen: TaxTerms, list) => {
      const cumulation = emptyCumulation();
      // The thresholds of a time are known from 2026 on.
      let [month, day] = [october + 3, 20_454];
      for (const { monthsLater, daysLater, gross } of list) {
        month += monthsLater;
        day += monthsLater * 31 + daysLater;
        if (month > 2027 * 12 + 11) return;
        const period = periodFromIndex(month);
        enterDay(cumulation, month, day, chosen);
        const compiled = compileWithdrawalTax(currentPolicy, chosen, period);
        assert.ok(compiled.ok);
        const fast = { receipts: gross, tax: 0, vat: 0, surcharges: 0 };
        compiled.value(cumulation, fast);
        const plain = explainWithdrawalTax(currentPolicy, chosen, period, cumulation, gross);
        assert.ok(plain.ok);
        const { reasons: _, ...taken } = plain.value;
        assert.deepEqual(fast, taken);
        assert.ok(gross - fast.tax - fast.vat - fast.surcharges > 0 || gross <= 2);
        addTaken(cumulation, fast);
      }
    }),
    { numRuns: 300 },
  );
});

test('累计口径与全年逐笔重算一致：月份、间断、跨年、六万元一次扣除', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...gapReadings),
      fc.boolean(),
      payments,
      (gapReading, isLump, list) => {
        let month = october;
        const paid = list.map(({ monthsLater, gross }) => ({
          taxPeriod: periodFromIndex((month += monthsLater)),
          income: fen(gross),
          exempt: zeroFen,
          special: zeroFen,
          additional: zeroFen,
          other: zeroFen,
          relief: zeroFen,
          months: null,
        }));
        const lump60000 = isLump && periodFromIndex(month).startsWith('2025');
        const all = { method: 'platform-labour', startedIn: null, lump60000, gapReading } as const;
        const plain = withholdPayments(currentPolicy, all, paid);
        if (!plain.ok) return;
        const terms = { incomeKind: 'labourRemuneration', lumpLimit: null, vat: null } as const;
        const chosen: TaxTerms = { ...terms, gapReading, method: 'platformCumulative' };
        const cumulation = { ...emptyCumulation(), lumpYear: lump60000 ? 2025 : 0 };
        for (const [index, { taxPeriod, income }] of paid.entries()) {
          const [year, number] = taxPeriod.split('-').map((part) => Number.parseInt(part, 10));
          enterDay(cumulation, year! * 12 + number! - 1, index, chosen);
          const compiled = compileWithdrawalTax(currentPolicy, chosen, taxPeriod);
          assert.ok(compiled.ok);
          const taken = { receipts: income as number, tax: 0, vat: 0, surcharges: 0 };
          compiled.value(cumulation, taken);
          assert.equal(taken.tax, plain.value[index]!.withholding.tax);
          addTaken(cumulation, taken);
        }
      },
    ),
    { numRuns: 500 },
  );
});

const vectors = [
  ['5,000／9,000／3,000／15,000', ['5000', '9000', '3000', '15000'], ['0', '36', '0', '132']],
  ['每月两万六个月', Array(6).fill('20000'), ['330', '330', '330', '890', '1100', '1100']],
] as const;
for (const [title, incomes, taxes] of vectors) {
  test(`金例：${title}`, () => {
    const terms: TaxTerms = {
      incomeKind: 'labourRemuneration',
      method: 'platformCumulative',
      gapReading: 'restart-segment',
      lumpLimit: null,
      vat: null,
    };
    const cumulation = emptyCumulation();
    const taken = incomes.map((income, index) => {
      const period = payPeriod(`2026-${String(index + 1).padStart(2, '0')}`);
      enterDay(cumulation, 2026 * 12 + index, index, terms);
      const tax = compileWithdrawalTax(currentPolicy, terms, period);
      assert.ok(tax.ok);
      const one = { receipts: yuan(income) as number, tax: 0, vat: 0, surcharges: 0 };
      tax.value(cumulation, one);
      addTaken(cumulation, one);
      return one.tax;
    });
    assert.deepEqual(taken, taxes.map(yuan));
  });
}

test('劳务报酬预扣率表：同月几笔合为一次，次月另起；偶然所得每笔自算', () => {
  const shared = { gapReading: 'restart-segment', lumpLimit: null, vat: null } as const;
  const taxesOf = (
    incomeKind: TaxTerms['incomeKind'],
    paid: readonly (readonly [month: number, income: string])[],
  ) => {
    const terms: TaxTerms = { ...shared, incomeKind, method: 'ordinaryLabour' };
    const cumulation = emptyCumulation();
    return paid.map(([month, income], index) => {
      enterDay(cumulation, 2026 * 12 + month - 1, index, terms);
      const tax = compileWithdrawalTax(currentPolicy, terms, payPeriod(`2026-0${month}`));
      assert.ok(tax.ok);
      const one = { receipts: yuan(income) as number, tax: 0, vat: 0, surcharges: 0 };
      tax.value(cumulation, one);
      addTaken(cumulation, one);
      return one.tax;
    });
  };
  // 4,000 less 800; 5,000 less a fifth, of which 640 was taken; 30,000 at 30 % less 2,000.
  const labour = [
    [1, '4000'],
    [1, '1000'],
    [2, '800'],
    [3, '30000'],
  ] as const;
  assert.deepEqual(
    taxesOf('labourRemuneration', labour),
    ['640', '160', '0', '5200'].map((tax) => yuan(tax)),
  );
  const prizes = [
    [1, '500'],
    [1, '0.02'],
    [2, '88.88'],
  ] as const;
  assert.deepEqual(
    taxesOf('incidentalIncome', prizes),
    ['100', '0', '17.78'].map((tax) => yuan(tax)),
  );
});

const allMonths = Array.from({ length: 12 }, (_, month) => month);
const limit = yuan('60000.00');
const lumpCases = [
  ['各月均有、全年恰好六万', { limit, months: allMonths, each: '5000.00' }, '0.00'],
  ['方案不适用这项规定', { limit: null, months: allMonths, each: '5000.00' }, '330.00'],
  ['全年超过六万一角二分', { limit, months: allMonths, each: '5000.01' }, '330.00'],
  [
    '缺了七月',
    { limit, months: allMonths.filter((month) => month !== 6), each: '100.00' },
    '330.00',
  ],
  ['从二月开始', { limit, months: allMonths.slice(1), each: '100.00' }, '330.00'],
] as const;
for (const gapReading of gapReadings) {
  for (const [title, { limit: lumpLimit, months, each }, tax] of lumpCases) {
    test(`公告2020年第19号，${gapReading}：上年${title}，一月两万预扣 ${tax}`, () => {
      const terms: TaxTerms = {
        incomeKind: 'labourRemuneration',
        method: 'platformCumulative',
        gapReading,
        lumpLimit,
        vat: null,
      };
      const cumulation = emptyCumulation();
      for (const month of months) {
        enterDay(cumulation, 2025 * 12 + month, 20_000 + month, terms);
        addTaken(cumulation, { receipts: yuan(each), tax: 0, vat: 0, surcharges: 0 });
      }
      enterDay(cumulation, 2026 * 12, 20_500, terms);
      const due = compileWithdrawalTax(currentPolicy, terms, payPeriod('2026-01'));
      assert.ok(due.ok);
      const taken = { receipts: yuan('20000.00') as number, tax: 0, vat: 0, surcharges: 0 };
      due.value(cumulation, taken);
      assert.equal(taken.tax, yuan(tax));
    });
  }
}

test('政策库不认识的月份：没有税额，也不当作零', () => {
  const terms: TaxTerms = {
    incomeKind: 'labourRemuneration',
    method: 'platformCumulative',
    gapReading: 'restart-segment',
    lumpLimit: null,
    vat: null,
  };
  assert.equal(compileWithdrawalTax(currentPolicy, terms, payPeriod('2024-05')).ok, false);
});

test('账户所带的数字打包再取出，一个不差', () => {
  const cumulation = {
    ...emptyCumulation(),
    months: 3,
    paidMonths: 2,
    lumpYear: 2026,
    daySurcharges: 9,
  };
  assert.deepEqual(unpackCumulation(packCumulation(5, cumulation)), { seq: 5, cumulation });
});
