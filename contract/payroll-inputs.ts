import { z } from 'zod';
import {
  id,
  instant,
  money,
  nothing,
  page,
  pageInput,
  payPeriodField,
  positiveMoney,
  tenantId,
  text,
} from './fields.ts';
import { operation } from './operation.ts';

/** The month's inputs of a run: who handed in what, and who looked at it. */

/** 薪资变动表 · 考勤汇总表 · 一次性项目 · 专项附加扣除 · 期初累计 · 社保公积金. */
export const inputSources = [
  'payChanges',
  'attendance',
  'oneOffItems',
  'specialDeductions',
  'openingBalances',
  'contributions',
] as const;

/** 未提交 · 已提交 · 已审核 · 打回. */
export const inputStates = ['notSubmitted', 'submitted', 'reviewed', 'returned'] as const;

/** Kinds of the import engine; the rows belong to a run. */
export const payrollImportKinds = {
  payChanges: 'payChanges',
  attendance: 'attendance',
  oneOffItems: 'oneOffItems',
  specialDeductions: 'specialDeductions',
  openingBalances: 'openingBalances',
} as const;

export const inputBoardRow = z.object({
  source: z.enum(inputSources),
  state: z.enum(inputStates),
  /** The run cannot go to review before a required source is reviewed. */
  isRequired: z.boolean(),
  /** People of the run that the source has rows for, and those it should have rows for. */
  covered: z.number(),
  expected: z.number(),
  rows: z.number(),
  /** Handed in as "nothing this month". */
  isEmpty: z.boolean(),
  importId: id('imp').nullable(),
  submittedBy: z.string().nullable(),
  submittedAt: instant.nullable(),
  reviewedBy: z.string().nullable(),
  reviewedAt: instant.nullable(),
  note: z.string().nullable(),
});

const run = { tenantId, runId: id('run') };

export const getInputBoard = operation({
  id: 'getInputBoard',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/inputs',
  scope: 'tenant',
  permission: 'payroll_run:read',
  withHouse: true,
  input: z.object(run),
  output: z.object({ rows: z.array(inputBoardRow) }),
  failures: { 'payroll_run.not_found': 404 },
});

export const submitInput = operation({
  id: 'submitInput',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/inputs/:source/submission',
  scope: 'tenant',
  permission: 'payroll_input:write',
  withHouse: true,
  input: z.object({ ...run, source: z.enum(inputSources), note: text(200).optional() }),
  output: inputBoardRow,
  failures: { 'payroll_run.not_found': 404, 'payroll_run.inputs_frozen': 409 },
});

export const reviewInput = operation({
  id: 'reviewInput',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/inputs/:source/review',
  scope: 'tenant',
  permission: 'payroll_input:review',
  withHouse: true,
  input: z.object({
    ...run,
    source: z.enum(inputSources),
    decision: z.enum(['reviewed', 'returned']),
    note: text(200).optional(),
  }),
  output: inputBoardRow,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.inputs_frozen': 409,
    'payroll_input.not_submitted': 409,
    'payroll_input.return_needs_note': 422,
  },
});

/** Days and hours in decimal text, "1.5"; half days and quarter hours are exact. */
const quantity = z.string().regex(/^\d{1,3}(\.\d{1,2})?$/);

export const attendanceFacts = z.object({
  /** 应出勤, 实际出勤, 事假旷工, 病假: days. */
  dueDays: quantity.nullable(),
  attendedDays: quantity.nullable(),
  absenceDays: quantity.nullable(),
  sickDays: quantity.nullable(),
  /** 平日, 休息日, 法定节假日 overtime: hours. */
  overtimeWeekdayHours: quantity.nullable(),
  overtimeRestDayHours: quantity.nullable(),
  overtimeHolidayHours: quantity.nullable(),
});

export const monthInputView = z.object({
  employmentId: id('emp'),
  personName: z.string(),
  employeeNo: z.string().nullable(),
  attendance: attendanceFacts.nullable(),
  items: z.array(
    z.object({
      payItemId: id('pit'),
      code: z.string(),
      nameZh: z.string(),
      amount: money,
      note: z.string().nullable(),
    }),
  ),
});

export const listMonthInputs = operation({
  id: 'listMonthInputs',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/month-inputs',
  scope: 'tenant',
  permission: 'payroll_run:read',
  input: z.object({ ...run, search: z.string().trim().max(60).optional(), ...pageInput }),
  output: page(monthInputView),
  failures: { 'payroll_run.not_found': 404 },
});

/** Replaces what the run knows of one person's month. */
export const putMonthInput = operation({
  id: 'putMonthInput',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/month-inputs/:employmentId',
  scope: 'tenant',
  permission: 'payroll_input:write',
  input: z.object({
    ...run,
    employmentId: id('emp'),
    attendance: attendanceFacts.nullable(),
    items: z
      .array(z.object({ payItemId: id('pit'), amount: money, note: text(200).optional() }))
      .max(100),
  }),
  output: monthInputView,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.inputs_frozen': 409,
    'employment.not_found': 404,
    'pay_item.not_found': 404,
    'pay_item.not_an_input': 422,
    'payroll_input.item_twice': 422,
    'payroll_input.attendance_impossible': 422,
  },
});

/**
 * One person's line of the tax client's deduction file: cumulative amounts of the tax year to the
 * tax period, by withholding entity.
 */
export const deductionFacts = z.object({
  childEducation: positiveMoney,
  infantCare: positiveMoney,
  continuingEducation: positiveMoney,
  housingLoanInterest: positiveMoney,
  housingRent: positiveMoney,
  elderSupport: positiveMoney,
  /** 企业年金, 商业健康保险, 税延养老, 个人养老金 and others together. */
  other: positiveMoney,
  /** 是否扣除减除费用. */
  takesBasicDeduction: z.boolean(),
  /** 入职年度就业情形. */
  firstEmployment: z.enum(['none', 'student', 'other']),
});

const filedRow = {
  employmentId: id('emp'),
  personName: z.string(),
  employeeNo: z.string().nullable(),
  entityId: id('ent'),
  entityName: z.string(),
};
const filedFilter = {
  /** filed: what is on file; missing: whom nothing covers. Absent is everybody. */
  filter: z.enum(['filed', 'missing']).optional(),
  search: z.string().trim().max(60).optional(),
  employmentId: id('emp').optional(),
};
/** Of everybody whom the run pays wages, whatever the filter. */
const filedCounts = { filed: z.number(), missing: z.number() };

/** What the deduction file of the tax period says of each person, and whom it does not cover. */
export const listSpecialDeductions = operation({
  id: 'listSpecialDeductions',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/special-deductions',
  scope: 'tenant',
  permission: 'payroll_run:read',
  withHouse: true,
  input: z.object({ ...run, ...filedFilter, ...pageInput }),
  output: page(
    z.object({ ...filedRow, filed: deductionFacts.nullable(), recordedAt: instant.nullable() }),
  ).extend(filedCounts),
  failures: { 'payroll_run.not_found': 404 },
});

export const putSpecialDeduction = operation({
  id: 'putSpecialDeduction',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/special-deductions/:employmentId',
  scope: 'tenant',
  permission: 'tax_input:write',
  withHouse: true,
  input: z.object({ ...run, employmentId: id('emp'), ...deductionFacts.shape }),
  output: nothing,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.inputs_frozen': 409,
    'employment.not_found': 404,
  },
});

export const openingFacts = z.object({
  income: positiveMoney,
  exempt: positiveMoney,
  basicDeduction: positiveMoney,
  specialDeduction: positiveMoney,
  additionalDeduction: positiveMoney,
  otherDeduction: positiveMoney,
  relief: positiveMoney,
  withheld: positiveMoney,
});

/** The opening balance of each person in the tax year of the run. */
export const listOpeningBalances = operation({
  id: 'listOpeningBalances',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/opening-balances',
  scope: 'tenant',
  permission: 'payroll_run:read',
  withHouse: true,
  input: z.object({ ...run, ...filedFilter, ...pageInput }),
  output: page(
    z.object({
      ...filedRow,
      filed: openingFacts.nullable(),
      /** The month it reaches to, and when it was entered. */
      toPeriod: payPeriodField.nullable(),
      recordedAt: instant.nullable(),
      /** A locked run has cumulated on: it can no longer be changed. */
      isCumulated: z.boolean(),
    }),
  ).extend(filedCounts),
  failures: { 'payroll_run.not_found': 404 },
});

/** What the former payroll had cumulated when the client came in mid-year. */
export const putOpeningBalance = operation({
  id: 'putOpeningBalance',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/opening-balances/:employmentId',
  scope: 'tenant',
  permission: 'tax_input:write',
  withHouse: true,
  input: z.object({
    ...run,
    employmentId: id('emp'),
    ...openingFacts.shape,
  }),
  output: nothing,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.inputs_frozen': 409,
    'employment.not_found': 404,
    'opening_balance.already_cumulated': 409,
    'opening_balance.months_uneven': 422,
  },
});
