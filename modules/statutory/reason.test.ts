import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payPeriod, rate, type Result, yuan, zeroFen } from '@heyi/kernel';
import { currentPolicy as policy, openPolicy, policyVersion } from '@heyi/policy';
import {
  calculateContributions,
  chargeBaseDifference,
  compareBonusMethods,
  contributionDifference,
  type CumulativeFigures,
  dayWage,
  disabledEmploymentFund,
  explain,
  housingFundLimit,
  latePaymentSurcharge,
  limitOtherDeductions,
  methodFigures,
  mustSettleYear,
  overtimePay,
  perTransactionVat,
  prepayBusinessTax,
  prorateWage,
  type Reason,
  retirement,
  rules,
  settleYear,
  smallScaleVat,
  socialInsuranceLateFee,
  taxAnnualBonus,
  taxAnnuityPayout,
  taxEarlyRetirement,
  taxIncidentalIncome,
  taxInternalRetirement,
  taxNonResident,
  taxNonResidentBonus,
  taxOnTable,
  taxRemuneration,
  taxSeverance,
  vatSurcharges,
  withholdCumulatively,
  withholdingFee,
  type WithholdingMethod,
} from './index.ts';

const on = payPeriod('2026-08');
const amount = yuan('50000.00');
const rounding = 'half_up_fen';

function got<T>(result: Result<T, { code: string }>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const sums: CumulativeFigures = {
  income: amount,
  exempt: zeroFen,
  basicDeduction: yuan('5000.00'),
  special: zeroFen,
  additional: zeroFen,
  other: zeroFen,
  relief: zeroFen,
  withheld: zeroFen,
};
const selection = {
  cityCode: '440100',
  kinds: null,
  hukou: null,
  tier: null,
  personType: 'employee',
  injuryRate: rate('0.002'),
  housingFundRate: rate('0.05'),
  supplementaryRate: null,
} as const;
const beijing = { ...selection, cityCode: '110000', declaredBase: yuan('5000.00') };
const staff = {
  heads: 100,
  disabledHeads: 0,
  averageWage: amount,
  localAverageWage: null,
  ratio: rate('0.015'),
};
const before = got(openPolicy(`${policyVersion}@2026-08-20`));
const year = { basicDeduction: null, deductions: zeroFen, donation: zeroFen, relief: zeroFen };
const incomes = { wages: amount, labour: amount, author: amount, royalty: zeroFen };
const subsidy = { subsidy: amount, actualYears: 1 };
const internal = { subsidy: amount, monthsToStatutoryRetirement: 12, monthWage: amount };
const severance = { compensation: amount, localAverageAnnualWage: amount, contributions: zeroFen };
const sale = { salesExcludingVat: amount, levyRate: rate('0.01') };
const receipts = { receiptsIncludingVat: amount, term: 'month', levyRate: rate('0.01') } as const;
const vat = { vat: amount, location: 'city', isHalved: true, sales: null } as const;
const duty = {
  annualComprehensiveIncome: amount,
  amountToPay: amount,
  agentWithheldAsRequired: true,
};
const quarters = { noComprehensiveIncome: true, cumulativeProfits: [amount], otherRelief: zeroFen };
const fund = { cityCode: '440100', wageBase: amount, employer: amount, employee: amount };
const contributions = got(
  calculateContributions(policy, on, { ...selection, declaredBase: amount }),
);
const lateBeijing = got(contributionDifference({ before, now: policy }, [on], beijing));

const reasons: readonly Reason[] = [
  ...(Object.keys(methodFigures) as WithholdingMethod[]).map(
    (method) => got(withholdCumulatively(policy, method, on, sums)).reason,
  ),
  got(
    limitOtherDeductions(policy, on, {
      annuity: amount,
      annuityBase: amount,
      averageMonthlyWage: amount,
      healthInsurance: amount,
      personalPension: amount,
    }),
  ).reason,
  got(taxOnTable(policy, on, { table: 'annual', taxable: amount })).reason,
  got(taxOnTable(policy, on, { table: 'business', taxable: amount })).reason,
  got(taxAnnualBonus(policy, on, amount)).reason,
  got(compareBonusMethods(policy, on, { annualTaxableWithoutBonus: amount, bonus: amount })).reason,
  got(taxSeverance(policy, on, severance)).reason,
  got(taxEarlyRetirement(policy, on, subsidy)).reason,
  got(taxInternalRetirement(policy, on, internal)).reason,
  got(taxAnnuityPayout(policy, on, { kind: 'monthly', amount })).reason,
  got(taxRemuneration(policy, on, { kind: 'labour-remuneration', income: amount })).reason,
  got(taxRemuneration(policy, on, { kind: 'royalty', income: amount })).reason,
  got(taxRemuneration(policy, on, { kind: 'author-remuneration', income: amount })).reason,
  got(taxIncidentalIncome(policy, on, amount)).reason,
  got(taxNonResident(policy, on, { kind: 'wage', income: amount })).reason,
  got(taxNonResidentBonus(policy, on, amount)).reason,
  got(settleYear(policy, on, { ...year, ...incomes, withheld: zeroFen })).reason,
  got(mustSettleYear(policy, on, duty)).reason,
  got(prepayBusinessTax(policy, payPeriod('2026-01'), quarters))[0]!.reason,
  got(withholdingFee(policy, on, amount)).reason,
  got(latePaymentSurcharge(policy, on, { tax: amount, daysLate: 1 })).reason,
  got(smallScaleVat(policy, on, receipts)).reason,
  got(perTransactionVat(policy, on, sale)).reason,
  got(vatSurcharges(policy, on, vat)).reason,
  ...contributions.lines.flatMap((line) => [line.reasons.employer, line.reasons.employee]),
  got(chargeBaseDifference(policy, on, { ...selection, baseDifference: amount })).lines[0]!.reasons
    .employer,
  lateBeijing.lines[0]!.reasons.employee,
  got(disabledEmploymentFund(policy, on, staff)).reason,
  got(socialInsuranceLateFee(policy, on, { principal: amount, days: 1, dailyRate: null, rounding }))
    .reason,
  got(retirement(policy, { birth: payPeriod('1970-01'), category: 'male60' })).reason,
  got(housingFundLimit(policy, on, fund)).reason,
  got(dayWage(policy, on, { monthlyWage: amount, rounding })).reason,
  got(overtimePay(policy, on, { monthlyWage: amount, hours: rate('1'), kind: 'restDay', rounding }))
    .reason,
  got(
    prorateWage(policy, on, {
      monthlyWage: amount,
      absentDays: rate('1'),
      basis: { kind: 'paid-days' },
      rounding,
    }),
  ).reason,
];

test('每条规则都有一个说得清的例子', () => {
  const explained = new Set(reasons.map(({ rule }) => rule));
  assert.deepEqual(
    Object.keys(rules).filter((rule) => !explained.has(rule as never)),
    [],
  );
});

for (const language of ['zh-CN', 'en'] as const) {
  test(`说明句没有填不上的空：${language}`, () => {
    for (const reason of reasons) {
      const line = explain(reason, language);
      assert.ok(!/[{}]|undefined/.test(line), line);
      assert.ok(line.includes(rules[reason.rule].article), line);
    }
  });
}

test('说明句里的每个空都是输入或结果', () => {
  for (const { rule, inputs, output } of reasons) {
    const blanks = [...`${rules[rule].zh}${rules[rule].en}`.matchAll(/\{(\w+)\}/g)];
    const names = Object.keys({ ...inputs, ...output });
    assert.deepEqual(
      blanks.map(([, name]) => name!).filter((name) => !names.includes(name)),
      [],
      rule,
    );
  }
});

test('没有上限的险种写明无', () => {
  const injury = contributions.lines.find(({ kind }) => kind === 'workInjury')!;
  assert.match(explain(injury.reasons.employer, 'zh-CN'), /上限无，/);
});

test('原因是纯数据，存取不变，且引用在册的数值', () => {
  for (const reason of reasons) {
    assert.deepEqual(JSON.parse(JSON.stringify(reason)), reason);
    assert.ok(reason.figures.length > 0, reason.rule);
    assert.ok(reason.figures.every(({ sources }) => sources.length > 0));
  }
});

test('累计预扣的说明', () => {
  const { reason } = got(withholdCumulatively(policy, 'standard', on, sums));
  assert.equal(
    explain(reason, 'zh-CN'),
    '累计应纳税所得额45000.00元×0.10−速算扣除数2520.00元−减免0.00元−已预扣0.00元＝1980.00元，' +
      '本期预扣1980.00元，四舍五入到分（未核：税额进位）。个人所得税法第十一条；国家税务总局公告2018年第61号第六条',
  );
});

test('沿用的基数在说明里写明', () => {
  const { reasons: pension } = contributions.lines[0]!;
  assert.match(
    explain(pension.employee, 'zh-CN'),
    /（暂沿用上期：广州基本养老保险；未核：广州基本养老保险）/,
  );
  assert.match(
    explain(pension.employee, 'en'),
    /\(carried forward: Pension in Guangzhou; not verified: Pension in Guangzhou\)/,
  );
  assert.equal(pension.employee.figures[0]!.carriedForward, true);
});
