import { z } from 'zod';
import {
  money,
  nothing,
  payPeriodField,
  plainDateField,
  positiveMoney,
  rateField,
  reason,
  text,
} from './fields.ts';
import { owedKinds } from './insurance.ts';
import { operation } from './operation.ts';

/** Calculators: the law by itself, without a person or a run. Nothing is stored. */

export const withholdingMethods = [
  'standard',
  'first-wage-in-year',
  'lump-60000',
  'platform-labour',
  'insurance-agent',
  'student-intern',
] as const;

export const gapReadings = [
  'restart-segment',
  'count-paid-months',
  'count-calendar-months',
] as const;

const amount = positiveMoney.optional();

/** 累计预扣: payment after payment of one person at one withholding entity. */
export const calculateWithholding = operation({
  id: 'calculateWithholding',
  method: 'POST',
  path: '/v1/calculations/withholding',
  scope: 'account',
  permission: 'statutory:calculate',
  pure: true,
  input: z.object({
    method: z.enum(withholdingMethods),
    /** First month with this withholding entity; absent takes the first payment's. */
    startedIn: payPeriodField.optional(),
    /** How a month without income is read; only for `platform-labour`, where the law is silent. */
    gapReading: z.enum(gapReadings).optional(),
    payments: z
      .array(
        z.object({
          taxPeriod: payPeriodField,
          income: positiveMoney,
          exempt: amount,
          special: amount,
          additional: amount,
          other: amount,
          relief: amount,
        }),
      )
      .min(1)
      .max(120),
  }),
  output: z.object({
    payments: z.array(
      z.object({
        taxPeriod: payPeriodField,
        cumulativeIncome: money,
        cumulativeBasicDeduction: money,
        cumulativeTaxable: money,
        rate: rateField,
        quickDeduction: money,
        cumulativeTax: money,
        withheldBefore: money,
        tax: money,
        reason,
      }),
    ),
    totalWithheld: money,
  }),
  failures: { 'policy.unknown_on': 422 },
});

/** 全年一次性奖金: taxed apart, and against merging it. */
export const calculateAnnualBonus = operation({
  id: 'calculateAnnualBonus',
  method: 'POST',
  path: '/v1/calculations/annual-bonus',
  scope: 'account',
  permission: 'statutory:calculate',
  pure: true,
  input: z.object({
    on: payPeriodField,
    bonus: positiveMoney,
    /** The year's taxable income without the bonus; absent compares nothing. */
    annualTaxableWithoutBonus: money.optional(),
  }),
  output: z.object({
    dividedBy12: money,
    rate: rateField,
    quickDeduction: money,
    tax: money,
    merged: z
      .object({
        taxSeparate: money,
        taxMerged: money,
        better: z.enum(['separate', 'merged', 'equal']),
      })
      .nullable(),
    reasons: z.array(reason),
  }),
  failures: { 'policy.unknown_on': 422 },
});

/** Every other rule of the tax library by its name, with its facts as decimal text. */
export const calculateIncomeTaxRule = operation({
  id: 'calculateIncomeTaxRule',
  method: 'POST',
  path: '/v1/calculations/income-tax',
  scope: 'account',
  permission: 'statutory:calculate',
  pure: true,
  input: z.object({ rule: text(80), facts: z.record(z.string(), z.unknown()) }),
  output: z.object({ result: z.record(z.string(), z.unknown()), reasons: z.array(reason) }),
  failures: { 'calculation.not_possible': 422 },
});

export const hukouTypes = [
  'local-urban',
  'local-rural',
  'nonlocal-urban',
  'nonlocal-rural',
] as const;

export const personTypes = [
  'employee',
  'partTime',
  'rehiredRetiree',
  'intern',
  'foreigner',
  'hongKongMacauTaiwan',
] as const;

export const listPolicyCities = operation({
  id: 'listPolicyCities',
  method: 'GET',
  path: '/v1/policy/cities',
  scope: 'account',
  permission: 'statutory:calculate',
  input: nothing,
  output: z.object({
    policyVersion: z.string(),
    rows: z.array(
      z.object({
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        hasSocialInsurance: z.boolean(),
        hasHousingFund: z.boolean(),
        /** 医疗档次, where the city lets one choose; the first is the usual one. */
        tiers: z.array(z.string()),
      }),
    ),
  }),
  failures: {},
});

/** 五险一金 of one person and month. */
export const calculateContributions = operation({
  id: 'calculateContributions',
  method: 'POST',
  path: '/v1/calculations/contributions',
  scope: 'account',
  permission: 'statutory:calculate',
  pure: true,
  input: z.object({
    cityCode: z.string().regex(/^\d{6}$/),
    period: payPeriodField,
    declaredBase: positiveMoney,
    personType: z.enum(personTypes).optional(),
    hukou: z.enum(hukouTypes).optional(),
    tier: text(20).optional(),
    injuryRate: rateField.optional(),
    housingFundRate: rateField.optional(),
    supplementaryRate: rateField.optional(),
  }),
  output: z.object({
    lines: z.array(
      z.object({
        kind: z.enum(owedKinds),
        base: money,
        employerRate: rateField,
        employeeRate: rateField,
        employer: money,
        employee: money,
        warnings: z.array(z.string()),
        employerReason: reason,
        employeeReason: reason,
      }),
    ),
    /** Kinds that are due but whose figure nobody knows yet; no total contains them. */
    unknowns: z.array(z.object({ kind: z.enum(owedKinds), code: z.string() })),
    employerTotal: money,
    employeeTotal: money,
  }),
  failures: { 'contribution.city_unknown': 422 },
});

export const calculateRetirement = operation({
  id: 'calculateRetirement',
  method: 'POST',
  path: '/v1/calculations/retirement',
  scope: 'account',
  permission: 'statutory:calculate',
  pure: true,
  input: z.object({
    birth: payPeriodField,
    category: z.enum(['male60', 'female55', 'female50']),
  }),
  output: z.object({
    oldMonth: payPeriodField,
    delayMonths: z.number(),
    retirementMonth: payPeriodField,
    earliestMonth: payPeriodField,
    latestMonth: payPeriodField,
    minimumContributionMonths: z.number(),
    reason,
  }),
  failures: { 'policy.unknown_on': 422 },
});

export const calculateLateFee = operation({
  id: 'calculateLateFee',
  method: 'POST',
  path: '/v1/calculations/late-fee',
  scope: 'account',
  permission: 'statutory:calculate',
  pure: true,
  input: z.object({
    on: plainDateField,
    principal: positiveMoney,
    days: z.number().int().min(0).max(36_500),
  }),
  output: z.object({ lateFee: money, reason }),
  failures: { 'policy.unknown_on': 422 },
});
