import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import type { statutoryContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import { routes } from './routes.ts';

type Answer = { ok: true; value: Record<string, never> } | { ok: false; failure: { code: string } };

/** As the wire sees it: decoded input, encoded output. A calculator needs no transaction. */
async function call(id: keyof typeof contract, input: object): Promise<Answer> {
  const route = routes.find(({ operation }) => operation.id === id)!;
  const parsed = z.decode(route.operation.input, input as never);
  const answer = (await route.run({} as Transaction, parsed as never)) as Answer;
  if (!answer.ok) return answer;
  return { ok: true, value: z.encode(route.operation.output, answer.value) as never };
}

async function valueOf<T>(id: keyof typeof contract, input: object): Promise<T> {
  const answer = await call(id, input);
  assert.equal(answer.ok, true, JSON.stringify(answer));
  return (answer as { value: T }).value;
}

test('calculateWithholding：月薪 2 万、五险一金 4,503、专项附加 3,000，十一月预扣 749.70', async () => {
  const payments = Array.from({ length: 11 }, (_, index) => ({
    taxPeriod: `2026-${String(index + 1).padStart(2, '0')}`,
    income: '20000.00',
    special: '4503.00',
    additional: '3000.00',
  }));
  const answer = await valueOf<{ payments: { tax: string; reason: { textZh: string } }[] }>(
    'calculateWithholding',
    { method: 'standard', startedIn: '2026-01', payments },
  );
  assert.equal(answer.payments.at(-1)!.tax, '749.70');
  assert.match(answer.payments.at(-1)!.reason.textZh, /累计应纳税所得额/);
});

test('calculateAnnualBonus：单独计税与并入比较', async () => {
  const answer = await valueOf<{ tax: string; merged: { better: string; taxMerged: string } }>(
    'calculateAnnualBonus',
    { on: '2026-11', bonus: '40000.00', annualTaxableWithoutBonus: '26000.00' },
  );
  assert.deepEqual([answer.merged.taxMerged, answer.merged.better], ['4080.00', 'merged']);
  const apart = await valueOf<{ tax: string; merged: null }>('calculateAnnualBonus', {
    on: '2026-11',
    bonus: '24000.00',
  });
  assert.deepEqual([apart.tax, apart.merged], ['720.00', null]);
});

test('calculateContributions：北京 2 万、公积金 12%，个人合计 4,503.00，逐项有依据', async () => {
  const answer = await valueOf<{
    employeeTotal: string;
    lines: { kind: string; employeeReason: { figures: { source: string | null }[] } }[];
  }>('calculateContributions', {
    cityCode: '110000',
    period: '2026-11',
    declaredBase: '20000.00',
    injuryRate: '0.004',
    housingFundRate: '0.12',
  });
  assert.equal(answer.employeeTotal, '4503.00');
  for (const line of answer.lines) {
    assert.ok(
      line.employeeReason.figures.every(({ source }) => source !== null),
      line.kind,
    );
  }
});

test('listPolicyCities：134 个城市有公积金，22 个有社保', async () => {
  const { rows } = await valueOf<{
    rows: {
      code: string;
      nameZh: string;
      hasSocialInsurance: boolean;
      hasHousingFund: boolean;
      tiers: string[];
    }[];
  }>('listPolicyCities', {});
  assert.equal(rows.filter((row) => row.hasHousingFund).length, 134);
  assert.equal(rows.filter((row) => row.hasSocialInsurance).length, 22);
  assert.equal(rows.find(({ code }) => code === '110000')?.nameZh, '北京');
  assert.deepEqual(rows.find(({ code }) => code === '110000')?.tiers, []);
  assert.deepEqual(rows.find(({ code }) => code === '440300')?.tiers, ['一档', '二档']);
});

test('calculateRetirement 与 calculateLateFee', async () => {
  const retired = await valueOf<{ retirementMonth: string; delayMonths: number }>(
    'calculateRetirement',
    { birth: '1971-04', category: 'female55' },
  );
  assert.deepEqual([retired.retirementMonth, retired.delayMonths], ['2026-08', 4]);
  const fee = await valueOf<{ lateFee: string }>('calculateLateFee', {
    on: '2026-11-20',
    principal: '1941.09',
    days: 17,
  });
  assert.equal(fee.lateFee, '16.50');
});

test('calculateIncomeTaxRule：经济补偿、劳务报酬等按规则名计算', async () => {
  const answer = await valueOf<{ result: { tax: string } }>('calculateIncomeTaxRule', {
    rule: 'labour-remuneration-ordinary',
    facts: { income: '10000.00' },
  });
  assert.equal(answer.result.tax, '1600.00');
});

type Ruled = {
  result: Record<string, string>;
  reasons: { article: string; output: Record<string, string> }[];
};
const ruled: readonly [rule: string, facts: object, name: string, expected: string][] = [
  ['annuity', { kind: 'lump-other', amount: '100000.00' }, 'tax', '29840.00'],
  ['severance', severanceFacts(), 'tax', '11480.00'],
  ['non-resident-labour', { income: '20000.00' }, 'tax', '1790.00'],
  ['business-income-table', { taxable: '100000.00' }, 'tax', '9500.00'],
  ['withholding-fee', { withheldTax: '100000.00' }, 'fee', '2000.00'],
  ['overtime', { monthlyWage: '8700.00', weekdayOvertimeHours: '4' }, 'weekdayOvertime', '300.00'],
];
function severanceFacts() {
  return { compensation: '500000.00', localAverageAnnualWage: '120000.00' };
}
for (const [rule, facts, name, expected] of ruled) {
  test(`calculateIncomeTaxRule：${rule} 有结果，也有依据`, async () => {
    const given = { rule, facts: { ...facts, month: '2026-11' } };
    const { result, reasons } = await valueOf<Ruled>('calculateIncomeTaxRule', given);
    assert.equal(result[name], expected);
    assert.ok(reasons.length > 0 && reasons.every(({ article }) => article !== ''));
    assert.ok(Object.values(reasons.at(-1)!.output).includes(expected), '依据里的结果有名字');
  });
}

const refused: readonly [title: string, id: keyof typeof contract, input: object, code: string][] =
  [
    [
      '新个税法实施前的月份',
      'calculateWithholding',
      { method: 'standard', payments: [{ taxPeriod: '2018-01', income: '1.00' }] },
      'policy.unknown_on',
    ],
    [
      '奖金政策到期后',
      'calculateAnnualBonus',
      { on: '2030-01', bonus: '1.00' },
      'policy.unknown_on',
    ],
    [
      '没有政策的城市',
      'calculateContributions',
      { cityCode: '999999', period: '2026-11', declaredBase: '1.00' },
      'contribution.city_unknown',
    ],
    [
      '不认识的规则',
      'calculateIncomeTaxRule',
      { rule: '?', facts: {} },
      'calculation.not_possible',
    ],
  ];
for (const [title, id, input, code] of refused) {
  test(`${title}：答复未知而不是零`, async () => {
    const answer = await call(id, input);
    assert.equal(answer.ok ? 'ok' : answer.failure.code, code);
  });
}
