/** A fact that a rule asks for, with what it is to begin with. */
export type RuleFact =
  | { kind: 'amount'; name: string; value: string }
  | { kind: 'amounts'; name: string; value: readonly string[] }
  | { kind: 'rate'; name: string; value: string }
  | { kind: 'quantity'; name: string; value: string }
  | { kind: 'count'; name: string; value: number }
  | { kind: 'flag'; name: string; value: boolean }
  | { kind: 'choice'; name: string; value: string; choices: readonly string[] };

export type FactValue = RuleFact['value'];

const amount = (name: string, value = '0.00'): RuleFact => ({ kind: 'amount', name, value });
const amounts = (name: string, ...value: string[]): RuleFact => ({ kind: 'amounts', name, value });
const rate = (name: string, value: string): RuleFact => ({ kind: 'rate', name, value });
const quantity = (name: string, value = '0'): RuleFact => ({ kind: 'quantity', name, value });
const count = (name: string, value: number): RuleFact => ({ kind: 'count', name, value });
const flag = (name: string, value = false): RuleFact => ({ kind: 'flag', name, value });
const choice = (name: string, ...choices: string[]): RuleFact => ({
  kind: 'choice',
  name,
  value: choices[0]!,
  choices,
});

const nonResident = [amount('income', '20000.00')];

/** Every rule of calculateIncomeTaxRule under the heading where one looks for it. */
export const ruleGroups = {
  remuneration: {
    'labour-remuneration-ordinary': [amount('income', '10000.00')],
    'platform-vs-ordinary': [amount('income', '10000.00')],
    royalty: [amount('income', '10000.00')],
    'author-remuneration': [amount('income', '10000.00')],
  },
  nonResident: {
    'non-resident-wage': nonResident,
    'non-resident-labour': nonResident,
    'non-resident-royalty': nonResident,
    'non-resident-author': nonResident,
    'non-resident-bonus': [amount('bonus', '60000.00')],
  },
  leaving: {
    severance: [
      amount('compensation', '500000.00'),
      amount('localAverageAnnualWage', '120000.00'),
      amount('contributions'),
    ],
    'early-retirement': [amount('subsidy', '300000.00'), count('actualYears', 4)],
    'internal-retirement': [
      amount('subsidy', '100000.00'),
      count('monthsToStatutoryRetirement', 40),
      amount('monthWage', '8000.00'),
    ],
    annuity: [
      choice('kind', 'monthly', 'quarterly', 'yearly', 'lump-emigration-or-death', 'lump-other'),
      amount('amount', '6000.00'),
    ],
  },
  year: {
    'annual-settlement': [
      amount('wages', '240000.00'),
      amount('labour'),
      amount('author'),
      amount('royalty'),
      amount('specialAndAdditional', '90036.00'),
      amount('donation'),
      amount('relief'),
      amount('withheld', '6477.60'),
    ],
    'annual-settlement-exemption': [
      amount('annualComprehensiveIncome', '118000.00'),
      amount('amountToPay', '380.00'),
      flag('agentWithheldAsRequired', true),
    ],
    'tax-table': [
      choice('table', 'annual', 'monthly', 'labour', 'business'),
      amount('taxable', '36000.00'),
    ],
  },
  business: {
    'business-income': [amount('taxable', '100000.00'), amount('otherRelief')],
    'business-income-table': [amount('taxable', '100000.00')],
    'business-income-assessed': [
      amount('revenue', '300000.00'),
      rate('assessedIncomeRate', '0.1'),
      amount('otherRelief'),
    ],
    'business-income-quarterly': [
      amounts('cumulativeProfit', '30000.00', '75000.00', '120000.00', '160000.00'),
      flag('noComprehensiveIncome', true),
      amount('otherRelief'),
    ],
  },
  valueAddedTax: {
    'vat-small-scale-month': [
      amount('receiptsIncludingVat', '101000.00'),
      rate('levyRate', '0.01'),
    ],
    'vat-small-scale-quarter': [
      amount('receiptsIncludingVat', '303000.00'),
      rate('levyRate', '0.01'),
    ],
    'vat-per-transaction': [amount('salesExcludingVat', '1200.00'), rate('levyRate', '0.01')],
    'vat-surcharges': [
      amount('vat', '1000.00'),
      choice('location', 'city', 'town', 'other'),
      flag('halved', true),
    ],
  },
  duty: {
    'withholding-fee': [amount('withheldTax', '100000.00')],
    'late-payment': [amount('tax', '1000.00'), count('daysLate', 10)],
  },
  wages: {
    overtime: [
      amount('monthlyWage', '8700.00'),
      quantity('weekdayOvertimeHours', '4'),
      quantity('restDayHours', '8'),
      quantity('holidayHours'),
    ],
    absence: [amount('monthlyWage', '8700.00'), quantity('unpaidWorkingDays', '1.5')],
    'absence-due-days': [
      amount('monthlyWage', '8700.00'),
      quantity('unpaidWorkingDays', '1.5'),
      count('dueDays', 21),
    ],
    'absence-calendar-days': [
      amount('monthlyWage', '8700.00'),
      quantity('unpaidWorkingDays', '2'),
      count('calendarDays', 30),
    ],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly RuleFact[]>>>>;

export const factsOfRule: Readonly<Record<string, readonly RuleFact[]>> = Object.assign(
  {},
  ...Object.values(ruleGroups),
);
