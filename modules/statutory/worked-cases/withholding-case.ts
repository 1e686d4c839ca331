import {
  formatRate,
  formatYuan,
  monthOf,
  type PayPeriod,
  type Result,
  zeroFen,
} from '@heyi/kernel';
import type { PolicyUnknown } from '@heyi/policy';
import {
  isWithholdingMethod,
  type WithholdingMethod,
} from '../income-tax/cumulative-withholding.ts';
import { taxRemuneration } from '../income-tax/remuneration.ts';
import {
  type GapReading,
  type Payment,
  totalWithheld,
  type WithheldPayment,
  withholdPayments,
} from '../income-tax/withholding-year.ts';
import { CaseInput } from './case-input.ts';
import { answer, type CaseContext, type CaseResult, failureText } from './case-result.ts';

/** Readings of “consecutive months” and the names under which a gap case reports them. */
const gapReadings = {
  'restart-segment': 'RestartSegment',
  'count-paid-months': 'CountPaidMonths',
  'count-calendar-months': 'CountCalendarMonths',
} as const satisfies Record<GapReading, string>;

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A list of payments withheld one after another; a gap case shows every reading. */
export function withholdingCase(context: CaseContext): CaseResult {
  const { rule, input } = context;
  const payments = paymentsOf(input);
  const method = methodOf(input);
  if (input.problems.length > 0 || payments.length === 0) {
    return { ok: false, reason: 'malformed: no periods' };
  }
  const readingName = input.textOr('gapReading', 'restart-segment');
  const reading = Object.hasOwn(gapReadings, readingName)
    ? (readingName as GapReading)
    : 'restart-segment';
  const result = answer(withhold(context, method, payments, reading), withholdingFields);
  if (!result.ok || !rule.includes('gap')) return result;

  const actual: Record<string, unknown> = { ...result.actual };
  for (const [name, label] of Object.entries(gapReadings)) {
    const read = withhold(context, method, payments, name as GapReading);
    if (!read.ok) return { ok: false, reason: failureText(read.failure) };
    for (const [month, tax] of taxByMonth(read.value)) {
      actual[`tax${monthNames[monthOf(month) - 1]}${label}`] = tax;
    }
  }
  return { ok: true, actual, reasons: result.reasons ?? [] };
}

function withhold(
  { policy, rule, input }: CaseContext,
  method: WithholdingMethod,
  payments: readonly Payment[],
  gapReading: GapReading,
): Result<readonly WithheldPayment[], PolicyUnknown> {
  const startedIn = input.monthOr('employmentStart', null);
  const isNamed = method !== 'standard' && /lump-60000|60000-lump/.test(rule);
  const lump60000 = isNamed || input.flag('lump60000');
  return withholdPayments(policy, { method, startedIn, lump60000, gapReading }, payments);
}

function withholdingFields(withheld: readonly WithheldPayment[]): Record<string, unknown> {
  return {
    periods: withheld.map(({ taxPeriod, figures, withholding }) => ({
      month: taxPeriod,
      cumulativeIncome: formatYuan(figures.income),
      cumulativeBasicDeduction: formatYuan(figures.basicDeduction),
      cumulativeTaxable: formatYuan(withholding.taxable),
      rate: formatRate(withholding.rate),
      quickDeduction: formatYuan(withholding.quickDeduction),
      cumulativeTax: formatYuan(withholding.cumulativeTax),
      alreadyWithheld: formatYuan(figures.withheld),
      balance: formatYuan(withholding.balance),
      tax: formatYuan(withholding.tax),
    })),
    totalWithheld: formatYuan(totalWithheld(withheld)),
  };
}

function taxByMonth(withheld: readonly WithheldPayment[]): Map<PayPeriod, string> {
  const months = new Set(withheld.map(({ taxPeriod }) => taxPeriod));
  return new Map(
    [...months].map((month) => {
      const ofMonth = withheld.filter(({ taxPeriod }) => taxPeriod === month);
      return [month, formatYuan(totalWithheld(ofMonth))];
    }),
  );
}

function methodOf(input: CaseInput): WithholdingMethod {
  const method = input.textOr('method', 'standard');
  if (isWithholdingMethod(method)) return method;
  input.problems.push(`method: ${method}`);
  return 'standard';
}

function paymentsOf(input: CaseInput): readonly Payment[] {
  return input.list('periods').map((fields) => {
    const payment = new CaseInput(fields, input.problems);
    return {
      taxPeriod: payment.month('month'),
      income: payment.amount('income'),
      exempt: payment.amountOr('exempt', zeroFen),
      special: payment.amountOr('special', zeroFen),
      additional: payment.amountOr('additional', zeroFen),
      other: payment.amountOr('other', zeroFen),
      relief: payment.amountOr('relief', zeroFen),
      months: payment.has('n') ? payment.whole('n', 0) : null,
    };
  });
}

/** One month's income by the platform method beside the ordinary table. */
export function platformAgainstOrdinary({ policy, on, input }: CaseContext): CaseResult {
  const income = input.amount('income');
  const nothing = { exempt: zeroFen, special: zeroFen, additional: zeroFen, other: zeroFen };
  const payment: Payment = { taxPeriod: on, income, ...nothing, relief: zeroFen, months: 1 };
  const terms = {
    method: 'platform-labour',
    startedIn: on,
    lump60000: false,
    gapReading: 'restart-segment',
  } as const;
  const platform = withholdPayments(policy, terms, [payment]);
  if (!platform.ok) return answer(platform, () => ({}));
  const ordinary = taxRemuneration(policy, on, { kind: 'labour-remuneration', income });
  return answer(ordinary, ({ tax }) => ({
    platformTax: formatYuan(totalWithheld(platform.value)),
    ordinaryTax: formatYuan(tax),
  }));
}
