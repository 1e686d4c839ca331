import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fen, newId, payPeriod } from '@heyi/kernel';
import { currentPolicy, housingFundCities, socialInsuranceCities } from '@heyi/statutory';
import fc from 'fast-check';
import { dueIn, type InsuredMonth, isProvisional } from './insured-month.ts';
import { MonthlyDues } from './monthly-dues.ts';

const codes = [
  ...new Set([...socialInsuranceCities(), ...housingFundCities()].map(({ code }) => code)),
  '999999',
];

const insured: fc.Arbitrary<InsuredMonth> = fc.record({
  employmentId: fc.constant(newId<'emp'>()),
  registrationId: fc.constant(newId<'reg'>()),
  registrationKind: fc.constantFrom('socialInsurance', 'medical', 'housingFund'),
  cityCode: fc.constantFrom(...codes),
  base: fc.integer({ min: 0, max: 5_000_000 }).map(fen),
  housingFundRatePpm: fc.constantFrom(null, 50_000, 120_000),
  supplementaryRatePpm: fc.constantFrom(null, 10_000),
  injuryRatePpm: fc.constantFrom(null, 2_000, 4_000),
  hukouType: fc.constantFrom(null, 'localUrban', 'otherRural'),
  insuredType: fc.constantFrom('employee', 'partTime', 'rehiredRetiree', 'foreigner'),
  tier: fc.constantFrom(null, '一档', '二档'),
});

test('成批计算与逐人计算一样：金额、未知、暂定、理由', () => {
  for (const period of [payPeriod('2025-12'), payPeriod('2026-11')]) {
    const dues = new MonthlyDues(currentPolicy, period);
    fc.assert(
      fc.property(insured, (month) => {
        const one = dueIn(currentPolicy, period, month);
        const many = dues.of(month);
        assert.deepEqual(many.unknowns, one.unknowns);
        assert.deepEqual(
          many.lines.map((line) => ({ ...line, reasons: line.reasons() })),
          one.lines.map((line) => ({
            kind: line.kind,
            base: line.base,
            employer: line.employer,
            employee: line.employee,
            provisional: isProvisional(line),
            reasons: line.reasons,
          })),
        );
      }),
      { numRuns: 400 },
    );
  }
});
