import { z } from 'zod';
import {
  id,
  instant,
  money,
  pageInput,
  payPeriodField,
  plainDateField,
  rateField,
  reason,
  tenantId,
  text,
} from './fields.ts';
import { employerCostPermission, employerMoney } from './employer-cost.ts';
import { operation } from './operation.ts';
import { jobStates } from './platform.ts';
import { payItemClasses } from './payroll-scheme.ts';

/** The result of a calculation: payslips with their reasons, findings, comparison. */

const run = { tenantId, runId: id('run') };

export const calculationView = z.object({
  runId: id('run'),
  version: z.number(),
  jobId: id('job').nullable(),
  state: z.enum(jobStates),
  done: z.number(),
  total: z.number().nullable(),
  failure: z.looseObject({ code: z.string() }).nullable(),
  policyVersion: z.string().nullable(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});

export const startCalculation = operation({
  id: 'startCalculation',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/calculation',
  scope: 'tenant',
  permission: 'payroll_run:prepare',
  withHouse: true,
  input: z.object(run),
  output: calculationView,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.already_locked': 409,
    'payroll_run.already_in_review': 409,
    'payroll_run.calculating': 409,
  },
});

export const getCalculation = operation({
  id: 'getCalculation',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/calculation',
  scope: 'tenant',
  permission: 'payroll_run:read',
  input: z.object(run),
  output: calculationView,
  failures: { 'payroll_run.not_found': 404, 'payroll_run.never_calculated': 404 },
});

/** What the income is to the tax: wages, 劳务报酬, a student's internship, a non-resident's wage. */
export const incomeKinds = [
  'wages',
  'labourRemuneration',
  'studentIntern',
  'nonResidentWages',
] as const;

export const payslipLineView = z.object({
  /** Place in the payslip; the key of explainPayslipLine. */
  line: z.number(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  group: z.enum([
    ...payItemClasses,
    'ownContribution',
    'employerContribution',
    'tax',
    'net',
    'recovery',
  ]),
  /** As it enters the net: deductions are negative. */
  amount: money,
  isEstimate: z.boolean(),
});

export const payslipView = z.object({
  id: id('slp'),
  runId: id('run'),
  employmentId: id('emp'),
  personId: id('per'),
  personName: z.string(),
  employeeNo: z.string().nullable(),
  documentMasked: z.string(),
  department: z.string().nullable(),
  wageMonth: payPeriodField,
  payDate: plainDateField,
  taxPeriod: payPeriodField,
  contributionPeriod: payPeriodField.nullable(),
  entityId: id('ent'),
  entityName: z.string(),
  payeeAccountMasked: z.string().nullable(),
  payeeBankName: z.string().nullable(),
  incomeKind: z.enum(incomeKinds),
  withholdingMethod: z.string(),
  gross: money,
  taxFree: money,
  taxableIncome: money,
  ownPension: money,
  ownMedical: money,
  ownUnemployment: money,
  ownHousingFund: money,
  ownContributions: money,
  housingFundExcess: money,
  cumulative: z.object({
    income: money,
    exempt: money,
    basicDeduction: money,
    specialDeduction: money,
    additionalDeduction: money,
    otherDeduction: money,
    relief: money,
    taxable: money,
    rate: rateField.nullable(),
    tax: money,
    withheldBefore: money,
  }),
  tax: money,
  bonusTax: money,
  afterTaxDeductions: money,
  recovered: money,
  net: money,
  receivable: money,
  employerContributions: employerMoney,
  employerCost: employerMoney,
  contributionsEstimated: z.boolean(),
  hold: z.object({ reason: z.string() }).nullable(),
  /** Without those of the employer for whoever may not read its cost. */
  lines: z.array(payslipLineView),
  policyVersion: z.string(),
  calculationVersion: z.number(),
});

export const getPayslip = operation({
  id: 'getPayslip',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payslips/:payslipId',
  scope: 'tenant',
  permission: 'payslip:read',
  partPermissions: [employerCostPermission],
  withHouse: true,
  input: z.object({ tenantId, payslipId: id('slp') }),
  output: payslipView,
  failures: { 'payslip.not_found': 404 },
});

/** Why this number: the rule, its article, the figures with source and mark, inputs, rounding. */
export const explainPayslipLine = operation({
  id: 'explainPayslipLine',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payslips/:payslipId/lines/:line',
  scope: 'tenant',
  permission: 'payslip:read',
  partPermissions: [employerCostPermission],
  withHouse: true,
  input: z.object({
    tenantId,
    payslipId: id('slp'),
    line: z.coerce.number().int().min(0).max(999),
  }),
  output: z.object({ line: payslipLineView, reasons: z.array(reason) }),
  failures: { 'payslip.not_found': 404, 'payslip.line_not_found': 404 },
});

/* Findings. */

export const findingView = z.object({
  id: z.string(),
  key: z.string(),
  severity: z.enum(['blocker', 'warning', 'notice']),
  titleZh: z.string(),
  titleEn: z.string(),
  howToFixZh: z.string(),
  howToFixEn: z.string(),
  /** The page of the console where it is put right. */
  fixAt: z.enum([
    'person',
    'employment',
    'account',
    'input',
    'insurance',
    'deduction',
    'run',
    'policy',
    'none',
  ]),
  employmentId: id('emp').nullable(),
  personName: z.string().nullable(),
  employeeNo: z.string().nullable(),
  /** The rule or the article behind it. */
  rule: z.string().nullable(),
  evidence: z.record(z.string(), z.string()),
  acknowledgement: z.object({ reason: z.string(), by: z.string(), at: instant }).nullable(),
});

export const listFindings = operation({
  id: 'listFindings',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/findings',
  scope: 'tenant',
  permission: 'payroll_run:read',
  withHouse: true,
  input: z.object({
    ...run,
    severity: z.enum(['blocker', 'warning', 'notice']).optional(),
    key: z.string().max(80).optional(),
    /** Only those that still stop the run. */
    open: z.stringbool().optional(),
    ...pageInput,
  }),
  output: z.object({
    rows: z.array(findingView),
    next: z.string().nullable(),
    counts: z.array(
      z.object({
        key: z.string(),
        severity: z.enum(['blocker', 'warning', 'notice']),
        titleZh: z.string(),
        titleEn: z.string(),
        total: z.number(),
        open: z.number(),
      }),
    ),
  }),
  failures: { 'payroll_run.not_found': 404 },
});

/** Takes note of a warning with a reason: of one person, or of everybody with the same finding. */
export const acknowledgeFinding = operation({
  id: 'acknowledgeFinding',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/findings/acknowledgement',
  scope: 'tenant',
  permission: 'payroll_run:prepare',
  input: z.object({
    ...run,
    key: text(80),
    employmentId: id('emp').nullish(),
    reason: text(500),
  }),
  output: z.object({ acknowledged: z.number() }),
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.already_locked': 409,
    'finding.not_found': 404,
    'finding.is_blocker': 409,
  },
});

/* Comparison with the month before. */

export const changeReasons = [
  'joiner',
  'leaver',
  'skipped',
  'payTerm',
  'attendance',
  'oneOffItem',
  'contributionChange',
  'contributionTrueUp',
  'additionalDeduction',
  'taxBracket',
  'taxCumulation',
  'receivable',
  'unexplained',
] as const;

export const runComparison = z.object({
  previousRunId: id('run').nullable(),
  previousWageMonth: payPeriodField.nullable(),
  totals: z.array(
    z.object({
      figure: z.enum(['people', 'gross', 'ownContributions', 'tax', 'net', 'employerCost']),
      previous: z.string(),
      current: z.string(),
      change: z.string(),
    }),
  ),
  /** The bridge of the net from last month to this one. */
  bridge: z.array(z.object({ reason: z.enum(changeReasons), people: z.number(), change: money })),
  unexplained: z.number(),
  rows: z.array(
    z.object({
      employmentId: id('emp'),
      personName: z.string(),
      employeeNo: z.string().nullable(),
      previousGross: money.nullable(),
      gross: money.nullable(),
      previousTax: money.nullable(),
      tax: money.nullable(),
      previousNet: money.nullable(),
      net: money.nullable(),
      change: money,
      reasons: z.array(z.object({ reason: z.enum(changeReasons), change: money })),
    }),
  ),
  next: z.string().nullable(),
});

export const getRunComparison = operation({
  id: 'getRunComparison',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/comparison',
  scope: 'tenant',
  permission: 'payroll_run:read',
  partPermissions: [employerCostPermission],
  withHouse: true,
  input: z.object({
    ...run,
    filter: z
      .enum(['all', 'joiner', 'leaver', 'unexplained', 'taxJump', 'accountChanged', 'zeroNet'])
      .optional(),
    /** Only people whose net changed by at least this much. */
    atLeast: money.optional(),
    ...pageInput,
  }),
  output: runComparison,
  failures: { 'payroll_run.not_found': 404, 'payroll_run.not_calculated': 409 },
});
