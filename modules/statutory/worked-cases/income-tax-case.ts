import {
  type Fen,
  formatRate,
  type PayPeriod,
  periodOf,
  type Rate,
  type Result,
  sum,
  zeroFen,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { compareBonusMethods, taxAnnualBonus } from '../income-tax/annual-bonus.ts';
import { mustSettleYear, settleYear } from '../income-tax/annual-settlement.ts';
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
import { businessRules } from './business-case.ts';
import { CaseInput } from './case-input.ts';
import {
  amounts,
  answer,
  type CaseContext,
  type CaseFacts,
  type CaseResult,
  type CaseRule,
  notRead,
} from './case-result.ts';
import { wageRules } from './wage-case.ts';
import { platformAgainstOrdinary, withholdingCase } from './withholding-case.ts';

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
  [/^business-income-table/, businessTable],
  [/^severance/, severance],
  [/^early-retirement/, earlyRetirement],
  [/^internal-retirement/, internalRetirement],
  ...businessRules,
  ...wageRules,
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
