import {
  add,
  type Fen,
  formatRate,
  formatYuan,
  type PayPeriod,
  payPeriod,
  periodOf,
  type Rate,
  rateFromPpm,
  ratePpmOne,
  type Result,
  sum,
  yearOf,
  zeroFen,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { compareBonusMethods, taxAnnualBonus } from '../income-tax/annual-bonus.ts';
import { mustSettleYear, settleYear } from '../income-tax/annual-settlement.ts';
import {
  prepayBusinessTax,
  taxAssessedBusiness,
  taxBusinessIncome,
} from '../income-tax/business-income.ts';
import {
  annuityKinds,
  type AnnuityKind,
  taxAnnuityPayout,
  taxEarlyRetirement,
  taxInternalRetirement,
  taxSeverance,
} from '../income-tax/leaving-payments.ts';
import {
  type NonResidentIncome,
  taxNonResident,
  taxNonResidentBonus,
} from '../income-tax/non-resident.ts';
import { type RemunerationKind, taxRemuneration } from '../income-tax/remuneration.ts';
import { namedTables, type TableName, taxOnTable } from '../income-tax/tax-on-table.ts';
import { perTransactionVat, smallScaleVat, vatSurcharges } from '../income-tax/value-added-tax.ts';
import { latePaymentSurcharge, withholdingFee } from '../income-tax/withholding-duty.ts';
import { dayWage, overtimePay, type ProrationBasis, prorateWage } from '../wages/day-wage.ts';
import { CaseInput } from './case-input.ts';
import { answer } from './social-insurance-case.ts';
import { platformAgainstOrdinary, withholdingCase } from './withholding-case.ts';
import type { CaseFacts, CaseResult } from './worked-case.ts';

export type CaseContext = {
  readonly policy: Policy;
  readonly rule: string;
  readonly input: CaseInput;
  /** Month whose law applies: the case's own, else the newest month of the policy. */
  readonly on: PayPeriod;
};

type CaseRule = readonly [name: RegExp, calculate: (context: CaseContext) => CaseResult];

/** Rules by the name a case gives them; the first match decides. */
const caseRules: readonly CaseRule[] = [
  [/^platform-vs-ordinary/, platformAgainstOrdinary],
  [/^annual-bonus.*merged/, bonusChoice],
  [/^annual-bonus/, annualBonus],
  [/^annual-settlement-exemption/, settlementDuty],
  [/^annual-settlement/, settlement],
  [/table-seam|^tax-table/, tableSeam],
  [/^annuity/, annuity],
  [/^non-resident.*bonus/, nonResidentBonus],
  [/^non-resident/, nonResident],
  [/^(labour-remuneration|royalty|author-remuneration)/, remuneration],
  [/^business-income.*(quarter|prepay)/, prepayment],
  [/^business-income.*assessed/, assessed],
  [/^business-income-table/, businessTable],
  [/^business-income/, business],
  [/^severance/, severance],
  [/^early-retirement/, earlyRetirement],
  [/^internal-retirement/, internalRetirement],
  [/^vat-surcharges/, surcharges],
  [/^vat-per-transaction/, transactionVat],
  [/^vat-small-scale/, smallScale],
  [/^withholding-fee/, fee],
  [/^late-payment/, latePayment],
  [/overtime/, overtime],
  [/absence|proration/, absence],
];

export function calculateIncomeTaxCase(policy: Policy, facts: CaseFacts): CaseResult {
  const top = new CaseInput(facts);
  const rule = top.text('rule');
  const input = new CaseInput(facts['input'], top.problems);
  const on = lawMonth(policy, input);
  const context: CaseContext = { policy, rule, input, on };
  const calculate = input.has('periods')
    ? withholdingCase
    : caseRules.find(([name]) => name.test(rule))?.[1];
  if (!calculate) return { ok: false, reason: `rule not known: ${rule}` };
  const result = calculate(context);
  if (input.problems.length > 0) {
    return { ok: false, reason: `malformed: ${input.problems.join('; ')}` };
  }
  return result;
}

function lawMonth(policy: Policy, input: CaseInput): PayPeriod {
  const name = ['period', 'month', 'payDate', 'year', 'taxYear'].find((field) => input.has(field));
  return name === undefined ? periodOf(policy.recordedThrough) : input.month(name);
}

/** Amounts as yuan text, rates as decimals, everything else as it is. */
function amounts(fields: Readonly<Record<string, Fen>>): Record<string, string> {
  const texts = Object.entries(fields).map(([name, value]) => [name, formatYuan(value)]);
  return Object.fromEntries(texts) as Record<string, string>;
}

function annualBonus({ policy, on, input }: CaseContext): CaseResult {
  if (input.textOr('method', 'separate') === 'merged')
    return bonusChoice({ policy, on, input, rule: '' });
  return answer(taxAnnualBonus(policy, on, input.amount('bonus')), (value) => ({
    ...amounts({ dividedBy12: value.dividedBy12, quickDeduction: value.quickDeduction }),
    ...amounts({ tax: value.tax }),
    rate: formatRate(value.rate),
  }));
}

function bonusChoice({ policy, on, input }: CaseContext): CaseResult {
  const bonus = input.amount('bonus');
  const annualTaxableWithoutBonus = input.amount('annualTaxableWithoutBonus');
  const choice = compareBonusMethods(policy, on, { bonus, annualTaxableWithoutBonus });
  return answer(choice, ({ taxSeparate, taxMerged, difference, better }) => ({
    ...amounts({ taxSeparate, taxMerged, difference }),
    better,
  }));
}

const deductionFields = [
  'specialAndAdditional',
  'specialDeduction',
  'specialDeductions',
  'special',
  'additionalDeduction',
  'additionalDeductions',
  'additional',
  'otherDeduction',
  'otherDeductions',
  'other',
];

function settlement({ policy, on, input }: CaseContext): CaseResult {
  const withheld = input.names().filter((name) => name.startsWith('withheld'));
  const settled = settleYear(policy, on, {
    wages: sum(input.amounts('wages', 'wageIncome')),
    labour: sum(input.amounts('labour', 'labourIncome')),
    author: sum(input.amounts('author', 'authorIncome')),
    royalty: sum(input.amounts('royalty', 'royaltyIncome')),
    basicDeduction: input.has('basicDeduction') ? input.amount('basicDeduction') : null,
    deductions: sum(input.amounts(...deductionFields)),
    donation: input.amountOr('donation', zeroFen),
    relief: input.amountOr('relief', zeroFen),
    withheld: sum(input.amounts(...withheld)),
  });
  return answer(settled, (value) => {
    const { incomeAmount, taxable, quickDeduction, annualTax, settlement: due } = value;
    return {
      ...amounts({ incomeAmount, taxable, quickDeduction, annualTax, settlement: due }),
      rate: formatRate(value.rate),
    };
  });
}

function settlementDuty({ policy, on, input }: CaseContext): CaseResult {
  const duty = mustSettleYear(policy, on, {
    annualComprehensiveIncome: input.amount('annualComprehensiveIncome'),
    amountToPay: input.amount('amountToPay'),
    agentWithheldAsRequired: input.flag('agentWithheldAsRequired'),
  });
  return answer(duty, ({ mustSettle }) => ({ mustSettle }));
}

function tableSeam(context: CaseContext): CaseResult {
  const { input } = context;
  const table = input.textOr('table', 'annual');
  if (!Object.hasOwn(namedTables, table)) input.problems.push(`table: ${table}`);
  return onTable(context, table as TableName);
}

function businessTable(context: CaseContext): CaseResult {
  return onTable(context, 'business');
}

function onTable({ policy, on, input }: CaseContext, table: TableName): CaseResult {
  const taxable = input.amount('taxable');
  if (input.problems.length > 0) return notRead;
  return taxFields(taxOnTable(policy, on, { table, taxable }));
}

/** Stands for a result until the caller reports the problems of the input. */
const notRead: CaseResult = { ok: false, reason: 'malformed' };

type TaxFields = {
  readonly taxable?: Fen;
  readonly rate: Rate;
  readonly quickDeduction: Fen;
  readonly tax: Fen;
};

function taxFields(result: Result<TaxFields, PolicyUnknown>): CaseResult {
  return answer(result, ({ taxable, rate, quickDeduction, tax }) => ({
    ...(taxable === undefined ? {} : amounts({ taxable })),
    ...amounts({ quickDeduction, tax }),
    rate: formatRate(rate),
  }));
}

function annuity({ policy, on, input }: CaseContext): CaseResult {
  const kind = input.text('kind');
  const amount = input.amount('amount');
  if (!Object.hasOwn(annuityKinds, kind)) {
    input.problems.push(`kind: ${kind}`);
    return notRead;
  }
  const taxed = taxAnnuityPayout(policy, on, { kind: kind as AnnuityKind, amount });
  return answer(taxed, ({ tax }) => amounts({ tax }));
}

function nonResident({ policy, rule, on, input }: CaseContext): CaseResult {
  const kind = (['labour', 'royalty', 'author'] as const).find((name) => rule.includes(name));
  const field = ['wage', 'income'].find((name) => input.has(name)) ?? 'income';
  const income = input.amount(field);
  const of: NonResidentIncome = kind ?? 'wage';
  return taxFields(taxNonResident(policy, on, { kind: of, income }));
}

function nonResidentBonus({ policy, on, input }: CaseContext): CaseResult {
  return taxFields(taxNonResidentBonus(policy, on, input.amount('bonus')));
}

function remuneration({ policy, rule, on, input }: CaseContext): CaseResult {
  const kinds: readonly RemunerationKind[] = [
    'labour-remuneration',
    'royalty',
    'author-remuneration',
  ];
  const kind = kinds.find((name) => rule.startsWith(name))!;
  return taxFields(taxRemuneration(policy, on, { kind, income: input.amount('income') }));
}

function business({ policy, on, input }: CaseContext): CaseResult {
  const taxable = input.amount('taxable');
  const otherRelief = input.amountOr('otherRelief', zeroFen);
  return businessFields(taxBusinessIncome(policy, on, { taxable, otherRelief }));
}

function assessed({ policy, on, input }: CaseContext): CaseResult {
  const revenue = input.amount('revenue');
  const assessedIncomeRate = input.rate('assessedIncomeRate');
  const otherRelief = input.amountOr('otherRelief', zeroFen);
  const taxed = taxAssessedBusiness(policy, on, { revenue, assessedIncomeRate, otherRelief });
  return businessFields(taxed);
}

function businessFields(result: ReturnType<typeof taxBusinessIncome>): CaseResult {
  return answer(result, ({ taxable, taxBeforeRelief, halfReduction, payable }) =>
    amounts({ taxable, taxBeforeRelief, halfReduction, payable }),
  );
}

function prepayment({ policy, on, input }: CaseContext): CaseResult {
  const profits = input.list('cumulativeProfit').map((profit) => {
    return new CaseInput({ profit }, input.problems).amount('profit');
  });
  const year = yearOf(on);
  const quarters = prepayBusinessTax(policy, payPeriod(`${year}-01`), {
    noComprehensiveIncome: input.flag('noComprehensiveIncome'),
    cumulativeProfits: profits,
    otherRelief: input.amountOr('otherRelief', zeroFen),
  });
  return answer(quarters, (value) => ({
    quarters: value.map(({ quarter, reason: _reason, ...money }) => ({
      quarter: `${year}-Q${quarter}`,
      ...amounts(money),
    })),
  }));
}

function severance({ policy, on, input }: CaseContext): CaseResult {
  const taxed = taxSeverance(policy, on, {
    compensation: input.amount('compensation'),
    localAverageAnnualWage: input.amount('localAverageAnnualWage'),
    contributions: sum(input.amounts('contributions', 'special', 'socialInsurance')),
  });
  return answer(taxed, ({ exemptLimit, excess, tax }) => amounts({ exemptLimit, excess, tax }));
}

function earlyRetirement({ policy, on, input }: CaseContext): CaseResult {
  const subsidy = input.amount('subsidy');
  const actualYears = input.whole('actualYears', 1);
  const taxed = taxEarlyRetirement(policy, on, { subsidy, actualYears });
  return answer(taxed, ({ perYearTaxable, tax }) => amounts({ perYearTaxable, tax }));
}

function internalRetirement({ policy, on, input }: CaseContext): CaseResult {
  const taxed = taxInternalRetirement(policy, on, {
    subsidy: input.amount('subsidy'),
    monthsToStatutoryRetirement: input.whole('monthsToStatutoryRetirement', 1),
    monthWage: input.amount('monthWage'),
  });
  return answer(taxed, ({ reason: _reason, rate, ...money }) => ({
    ...amounts(money),
    rate: formatRate(rate),
  }));
}

function smallScale({ policy, rule, on, input }: CaseContext): CaseResult {
  const term = rule.includes('quarter') ? 'quarter' : 'month';
  const receiptsIncludingVat = input.amount('receiptsIncludingVat');
  const levyRate = input.rateOr('levyRate', reducedLevyRate(policy, on));
  return vatFields(smallScaleVat(policy, on, { receiptsIncludingVat, term, levyRate }));
}

function transactionVat({ policy, on, input }: CaseContext): CaseResult {
  const salesExcludingVat = input.amount('salesExcludingVat');
  const levyRate = input.rateOr('levyRate', reducedLevyRate(policy, on));
  return vatFields(perTransactionVat(policy, on, { salesExcludingVat, levyRate }));
}

function reducedLevyRate(policy: Policy, on: PayPeriod): Rate {
  const levy = policy.figure('cn.vat.levy-rate', on);
  return levy.ok ? levy.value.value.reducedRate : rateFromPpm(ratePpmOne / 100);
}

function vatFields(result: ReturnType<typeof smallScaleVat>): CaseResult {
  return answer(result, ({ salesExcludingVat, vat, exempt }) => ({
    ...amounts({ salesExcludingVat, vat }),
    exempt,
  }));
}

function surcharges({ policy, rule, on, input }: CaseContext): CaseResult {
  const location = input.textOr('location', 'city');
  if (location !== 'city' && location !== 'town' && location !== 'other') {
    input.problems.push(`location: ${location}`);
    return notRead;
  }
  const vat = input.amount('vat');
  const isHalved = input.has('halved') ? input.flag('halved') : rule.includes('halved');
  const term = input.has('quarterSales') ? 'quarter' : 'month';
  const amount = input.amounts('monthSales', 'quarterSales')[0];
  const sales = amount === undefined ? null : ({ term, amount } as const);
  const taxed = vatSurcharges(policy, on, { vat, location, isHalved, sales });
  return answer(taxed, ({ reason: _reason, ...money }) => amounts(money));
}

function fee({ policy, on, input }: CaseContext): CaseResult {
  const paid = withholdingFee(policy, on, input.amount('withheldTax'));
  return answer(paid, (value) => amounts({ fee: value.fee }));
}

function latePayment({ policy, on, input }: CaseContext): CaseResult {
  const tax = input.amount('tax');
  const daysLate = input.whole('daysLate', 0);
  const charged = latePaymentSurcharge(policy, on, { tax, daysLate });
  return answer(charged, ({ surcharge }) => amounts({ surcharge }));
}

const overtimeLines = [
  ['weekdayOvertimeHours', 'weekdayOvertime', 'weekdayOvertime'],
  ['restDayHours', 'restDay', 'restDay'],
  ['holidayHours', 'holiday', 'statutoryHoliday'],
] as const;

function overtime({ policy, on, input }: CaseContext): CaseResult {
  const monthlyWage = input.amount('monthlyWage');
  const rounding = 'half_up_fen';
  const day = dayWage(policy, on, { monthlyWage, rounding });
  if (!day.ok) return answer(day, () => ({}));
  const actual: Record<string, string> = amounts({
    dayWage: day.value.dayWage,
    hourWage: day.value.hourWage,
  });
  let total = zeroFen;
  for (const [field, name, kind] of overtimeLines) {
    if (!input.has(field)) continue;
    const hours = input.rate(field);
    const paid = overtimePay(policy, on, { monthlyWage, hours, kind, rounding });
    if (!paid.ok) return answer(paid, () => ({}));
    actual[name] = formatYuan(paid.value.pay);
    total = add(total, paid.value.pay);
  }
  return { ok: true, actual: { ...actual, total: formatYuan(total) } };
}

function absence({ policy, on, input }: CaseContext): CaseResult {
  const monthlyWage = input.amount('monthlyWage');
  const field = ['unpaidWorkingDays', 'unpaidDays', 'absentDays'].find((name) => input.has(name));
  const absentDays = input.rate(field ?? 'unpaidWorkingDays');
  const rounding = 'half_up_fen';
  const basis = prorationBasis(input);
  const paid = prorateWage(policy, on, { monthlyWage, absentDays, basis, rounding });
  return answer(paid, ({ deduction, pay }) => amounts({ deduction, pay }));
}

function prorationBasis(input: CaseInput): ProrationBasis {
  if (input.has('dueDays')) return { kind: 'due-days', days: input.whole('dueDays', 1) };
  if (input.has('calendarDays')) {
    return { kind: 'calendar-days', days: input.whole('calendarDays', 1) };
  }
  return { kind: 'paid-days' };
}
