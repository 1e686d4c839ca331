import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fen, payPeriod } from '@heyi/kernel';
import fc from 'fast-check';
import { type Charge, compareBill } from './compare-bill.ts';
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
