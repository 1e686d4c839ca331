import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fen, payPeriod, type Result, yuan, zeroFen } from '@heyi/kernel';
import { currentPolicy as policy } from '@heyi/policy';
import fc from 'fast-check';
import { taxIncidentalIncome } from './incidental-income.ts';
import {
  compileNaturalPersonVat,
  explainNaturalPersonVat,
  naturalPersonVatReadings,
  type NaturalPersonVatTerms,
} from './natural-person-vat.ts';
import { withholdPayments } from './withholding-year.ts';

const on = payPeriod('2026-11');

function got<T>(result: Result<T, { code: string }>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const none = {
  exempt: zeroFen,
  special: zeroFen,
  additional: zeroFen,
  other: zeroFen,
  relief: zeroFen,
  months: null,
};

test('平台从业人员 5,000 / 9,000 / 3,000 / 15,000：预扣 0 / 36 / 0 / 132', () => {
  const terms = {
    method: 'platform-labour',
    startedIn: null,
    lump60000: false,
    gapReading: 'restart-segment',
  } as const;
  const payments = ['5000', '9000', '3000', '15000'].map((amount, index) => ({
    ...none,
    taxPeriod: payPeriod(`2026-0${index + 1}`),
    income: yuan(amount),
  }));
  const withheld = got(withholdPayments(policy, terms, payments));
  assert.deepEqual(
    withheld.map(({ withholding }) => withholding.tax),
    [0, yuan('36'), 0, yuan('132')],
  );
});

test('偶然所得：按次、不扣费用、20%；2019年以前答未知', () => {
  assert.equal(got(taxIncidentalIncome(policy, on, yuan('88.88'))).tax, yuan('17.78'));
  assert.equal(got(taxIncidentalIncome(policy, on, yuan('0.01'))).tax, zeroFen);
  const before = taxIncidentalIncome(policy, payPeriod('2018-12'), yuan('100'));
  assert.equal(before.ok ? null : before.failure.reason, 'before_first_value');
});

describe('自然人增值税的各种读法', () => {
  const terms = (changed: Partial<NaturalPersonVatTerms> = {}): NaturalPersonVatTerms => ({
    reading: 'monthlyThreshold',
    levy: 'reduced',
    location: 'city',
    ...changed,
  });
  const due = (of: NaturalPersonVatTerms, month: string, day = month) => {
    const receipts = { month: yuan(month), day: yuan(day) };
    const { vat, surcharges } = got(explainNaturalPersonVat(policy, on, of, receipts));
    return [vat, surcharges];
  };

  test('按月：不含税销售额差一分免税，正好十万全额计税，教育费附加在十万处仍免', () => {
    assert.deepEqual(due(terms(), '100999.99'), [0, 0]);
    assert.deepEqual(due(terms(), '101000.00'), [yuan('1000.00'), yuan('35.00')]);
    assert.deepEqual(due(terms(), '101010.00'), [yuan('1000.10'), yuan('60.00')]);
  });

  test('按月不享受减征：税率3%，线在十万三千', () => {
    const standard = terms({ levy: 'standard' });
    assert.deepEqual(due(standard, '102999.99'), [0, 0]);
    assert.deepEqual(due(standard, '103000.00'), [yuan('3000.00'), yuan('105.00')]);
  });

  test('按次：只看当日；当月收入多也不影响当日的起征点', () => {
    const byDay = terms({ reading: 'perTransaction' });
    assert.deepEqual(due(byDay, '500000.00', '1009.99'), [0, 0]);
    assert.deepEqual(due(byDay, '1010.00', '1010.00'), [yuan('10.00'), yuan('0.35')]);
    assert.deepEqual(due(byDay, '500000.00', '1010.00'), [yuan('10.00'), yuan('0.60')]);
  });

  test('不代扣：什么都不扣', () => {
    assert.deepEqual(due(terms({ reading: 'notWithheld' }), '9000000.00'), [0, 0]);
  });

  test('按次在2026年以前没有全国的数，答未知', () => {
    const byDay = terms({ reading: 'perTransaction' });
    const before = payPeriod('2025-12');
    const compiled = compileNaturalPersonVat(policy, before, byDay);
    assert.equal(compiled.ok ? null : compiled.failure.reason, 'no_value');
    const receipts = { month: yuan('1'), day: yuan('1') };
    const explained = explainNaturalPersonVat(policy, before, byDay, receipts);
    assert.equal(explained.ok ? null : explained.failure.reason, 'no_value');
  });

  test('快速算法与带理由的算法分文不差', () => {
    const amount = fc.integer({ min: 0, max: 60_000_000 });
    const some = fc.record({
      reading: fc.constantFrom(...naturalPersonVatReadings),
      levy: fc.constantFrom('reduced' as const, 'standard' as const),
      location: fc.constantFrom('city' as const, 'town' as const, 'other' as const),
    });
    fc.assert(
      fc.property(some, amount, amount, (chosen, month, part) => {
        const receipts = { month: fen(month), day: fen(Math.min(month, part)) };
        const fast = { vat: -1, surcharges: -1 };
        got(compileNaturalPersonVat(policy, on, chosen))(receipts, fast);
        const { vat, surcharges } = got(explainNaturalPersonVat(policy, on, chosen, receipts));
        assert.deepEqual(fast, { vat, surcharges });
      }),
    );
  });
});
