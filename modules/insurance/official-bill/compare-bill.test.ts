import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fen, payPeriod, yuan } from '@heyi/kernel';
import fc from 'fast-check';
import { type Charge, compareBill, type ComparedPerson } from './compare-bill.ts';
import type { BillAmount, BillRow } from './official-bill.ts';

const kinds = ['pension', 'medical', 'maternity', 'unemployment'] as const;
const amount = fc.integer({ min: 0, max: 3 }).map((units) => fen(units * 100));
const period = fc.constantFrom(payPeriod('2026-10'), payPeriod('2026-11'));
const type = fc.constantFrom('regular', 'backContribution');
const sums = { base: amount, employer: amount, employee: amount };

const charges: fc.Arbitrary<Charge[]> = fc.uniqueArray(
  fc.record({ kind: fc.constantFrom(...kinds), period, type, ...sums }),
  { selector: (one) => `${one.kind} ${one.period} ${one.type}`, maxLength: 4 },
);
const amounts: fc.Arbitrary<BillAmount[]> = fc.uniqueArray(
  fc.record({ kind: fc.constantFrom(...kinds), ...sums }),
  { selector: ({ kind }) => kind, maxLength: 4 },
);
const row: fc.Arbitrary<BillRow> = fc.record({
  rowNumber: fc.constant(2),
  personName: fc.constant('张三'),
  documentNumber: fc.constant('110105199003070017'),
  period,
  type,
  amounts,
  lateFee: amount,
  isDuplicate: fc.boolean(),
});

/** Of a month of its own and nothing: it is never on a bill, and nobody misses it. */
const idle: Charge = {
  kind: 'workInjury',
  period: payPeriod('2020-01'),
  type: 'regular',
  base: fen(0),
  employer: fen(0),
  employee: fen(0),
};

test('一致的人不必细比：多一条零的费款，结论不变', () => {
  const covers = [{ kind: 'medical' as const, with: ['maternity' as const] }];
  let agreed = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        fc.record({ rows: fc.array(row, { maxLength: 2 }), ours: charges, ourLateFee: amount }),
        // As most people are: what the bill says is what we have.
        row.map((one) => ({
          rows: [one],
          ours: one.amounts.map((of) => ({ ...of, period: one.period, type: one.type })),
          ourLateFee: one.lateFee,
        })),
      ),
      (person) => {
        const known = { ...person, isElsewhere: false };
        const found = compareBill(known, covers);
        if (found.length === 0) agreed += 1;
        assert.deepEqual(compareBill({ ...known, ours: [...person.ours, idle] }, covers), found);
      },
    ),
    { numRuns: 2_000 },
  );
  assert.ok(agreed > 200, `${agreed} agreed`);
});

describe('差异的原因', () => {
  const month = { period: payPeriod('2026-11'), type: 'regular' as const };
  const of = (kind: BillAmount['kind'], employer: string, employee: string, base = '9000') => ({
    kind,
    base: yuan(base),
    employer: yuan(employer),
    employee: yuan(employee),
  });
  const pension = of('pension', '1440', '720');
  const onBill = (amountsOfRow: BillAmount[], changed: Partial<BillRow> = {}): BillRow => ({
    rowNumber: 2,
    personName: '王芳',
    documentNumber: '110105199003070017',
    ...month,
    amounts: amountsOfRow,
    lateFee: fen(0),
    isDuplicate: false,
    ...changed,
  });
  const ours = (...amountsOfLines: BillAmount[]) =>
    amountsOfLines.map((one): Charge => ({ ...one, ...month }));
  const september = { period: payPeriod('2026-09') };
  const cases: [string, Partial<ComparedPerson>, string[]][] = [
    ['一致', { ours: ours(pension), rows: [onBill([pension])] }, []],
    [
      '基数不同而金额相同，也要说',
      { ours: ours(pension), rows: [onBill([of('pension', '1440', '720', '9001')])] },
      ['pension baseDiffers'],
    ],
    [
      '账单没有基数一列的，只比金额',
      { ours: ours(pension), rows: [onBill([of('pension', '1440', '720', '0')])] },
      [],
    ],
    [
      '差一分是尾差，差两分是费率',
      {
        ours: ours(pension, of('unemployment', '45', '45')),
        rows: [onBill([of('pension', '1440.01', '720'), of('unemployment', '45.02', '45')])],
      },
      ['pension rounding', 'unemployment rateDiffers'],
    ],
    [
      '公积金取整到元，一元以内是尾差',
      {
        ours: ours(of('housingFund', '1080.40', '1080.40')),
        rows: [onBill([of('housingFund', '1081', '1080')])],
      },
      ['housingFund rounding'],
    ],
    [
      '医疗含生育的账单，我方两项合起来比',
      {
        ours: ours(of('medical', '450', '180'), of('maternity', '45', '0')),
        rows: [onBill([of('medical', '495', '180')])],
      },
      [],
    ],
    ['在别的单位户参保', { rows: [onBill([pension])], isElsewhere: true }, ['pension elsewhere']],
    ['没有在保的人', { rows: [onBill([pension])] }, ['pension notOurs']],
    [
      '退费：红字，或写明退费',
      {
        ours: ours(pension),
        rows: [
          onBill([pension]),
          onBill([of('pension', '-1440', '-720')], { ...september, rowNumber: 3 }),
          onBill([of('unemployment', '45', '45')], { type: 'refund', rowNumber: 4 }),
        ],
      },
      ['pension refund', 'unemployment refund'],
    ],
    [
      '补缴的月份不当作在别处',
      {
        ours: ours(pension),
        rows: [onBill([pension]), onBill([pension], { ...september, type: 'backContribution' })],
        isElsewhere: true,
      },
      ['pension backContribution'],
    ],
    ['零的费款账单没有，不算差异', { ours: ours(of('pension', '0', '0')), rows: [onBill([])] }, []],
  ];
  for (const [title, changed, expected] of cases) {
    test(title, () => {
      const person = { ours: [], ourLateFee: fen(0), rows: [], isElsewhere: false, ...changed };
      const covers = [{ kind: 'medical' as const, with: ['maternity' as const] }];
      const found = compareBill(person, covers).map(({ kind, cause }) => `${kind} ${cause}`);
      assert.deepEqual(found, expected);
    });
  }
});
