import { z } from 'zod';
import {
  id,
  instant,
  money,
  nothing,
  page,
  pageInput,
  payPeriodField,
  plainDateField,
  tenantId,
  text,
} from './fields.ts';
import { employerCostPermission } from './employer-cost.ts';
import { operation } from './operation.ts';
import { payslipView } from './payroll-calculation.ts';

/** What leaves the run: payslips for the people, tables for the client. */

const run = { tenantId, runId: id('run') };

/* Payslips. */

/** 未发布 · 定时发布 · 已发布 · 已查看 · 已确认 · 已撤回. */
export const payslipReleaseStates = [
  'notReleased',
  'scheduled',
  'released',
  'read',
  'confirmed',
  'withdrawn',
] as const;

/**
 * The PDF. Staff with `payslip:read` get it with the employer's cost; a person gets the own released
 * one without. For anybody else there is no such payslip.
 */
export const downloadPayslip = operation({
  id: 'downloadPayslip',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payslips/:payslipId/pdf',
  scope: 'tenant',
  permission: null,
  partPermissions: [employerCostPermission],
  withHouse: true,
  download: true,
  input: z.object({ tenantId, payslipId: id('slp') }),
  output: nothing,
  failures: { 'payslip.not_found': 404 },
});

/** A ZIP of PDFs as the people get them: all of a run, or some. */
export const downloadPayslips = operation({
  id: 'downloadPayslips',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/payslip-files',
  scope: 'tenant',
  permission: 'payslip:read',
  withHouse: true,
  download: true,
  input: z.object({
    ...run,
    entityId: id('ent').optional(),
    department: z.string().trim().max(120).optional(),
  }),
  output: nothing,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.not_locked': 409,
    'payslip.nobody': 404,
    'payslip.too_many': 422,
  },
});

const people = {
  /** Absent is everybody of the run. */
  employmentIds: z.array(id('emp')).min(1).max(5000).optional(),
};

export const releaseCounts = z.object({
  people: z.number(),
  notReleased: z.number(),
  scheduled: z.number(),
  released: z.number(),
  read: z.number(),
  confirmed: z.number(),
  withdrawn: z.number(),
});

/** Shows payslips to their people, now or at a time; whoever was withdrawn is shown again. */
export const releasePayslips = operation({
  id: 'releasePayslips',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/payslip-release',
  scope: 'tenant',
  permission: 'payslip:release',
  input: z.object({
    ...run,
    ...people,
    at: z.iso.datetime({ offset: true }).optional(),
  }),
  output: releaseCounts,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.not_locked': 409,
    'payslip.release_too_late': 422,
    'payslip.nobody': 404,
  },
});

export const withdrawPayslips = operation({
  id: 'withdrawPayslips',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/payslip-withdrawal',
  scope: 'tenant',
  permission: 'payslip:release',
  input: z.object({ ...run, ...people, reason: text(200) }),
  output: releaseCounts,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.not_locked': 409,
    'payslip.nobody_released': 409,
  },
});

export const payslipReleaseRow = z.object({
  payslipId: id('slp'),
  employmentId: id('emp'),
  personName: z.string(),
  employeeNo: z.string().nullable(),
  department: z.string().nullable(),
  state: z.enum(payslipReleaseStates),
  releasesAt: instant.nullable(),
  readAt: instant.nullable(),
  confirmedAt: instant.nullable(),
  withdrawnReason: z.string().nullable(),
});

export const listPayslipReleases = operation({
  id: 'listPayslipReleases',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/payslip-releases',
  scope: 'tenant',
  permission: 'payslip:read',
  input: z.object({
    ...run,
    state: z.enum(payslipReleaseStates).optional(),
    search: z.string().trim().max(60).optional(),
    ...pageInput,
  }),
  output: z.object({
    rows: z.array(payslipReleaseRow),
    next: z.string().nullable(),
    counts: releaseCounts,
  }),
  failures: { 'payroll_run.not_found': 404, 'payroll_run.not_locked': 409 },
});

/* One's own payslips: of the person that the account belongs to. */

export const ownPayslipRow = z.object({
  id: id('slp'),
  wageMonth: payPeriodField,
  payDate: plainDateField,
  title: z.string(),
  entityName: z.string(),
  net: money,
  readAt: instant.nullable(),
  confirmedAt: instant.nullable(),
});

export const listOwnPayslips = operation({
  id: 'listOwnPayslips',
  method: 'GET',
  path: '/v1/tenants/:tenantId/own-payslips',
  scope: 'tenant',
  permission: null,
  withHouse: true,
  input: z.object({ tenantId, ...pageInput }),
  output: page(ownPayslipRow),
  failures: {},
});

/** As its person sees it: what the employer pays beside the wage is not shown. */
export const ownPayslipView = z.object({
  ...payslipView.omit({ employerContributions: true, employerCost: true }).shape,
  releasedAt: instant,
  readAt: instant,
  confirmedAt: instant.nullable(),
});

/** Looking at it marks it read. */
export const readOwnPayslip = operation({
  id: 'readOwnPayslip',
  method: 'POST',
  path: '/v1/tenants/:tenantId/own-payslips/:payslipId/reading',
  scope: 'tenant',
  permission: null,
  withHouse: true,
  input: z.object({ tenantId, payslipId: id('slp') }),
  output: ownPayslipView,
  failures: { 'payslip.not_found': 404 },
});

export const confirmOwnPayslip = operation({
  id: 'confirmOwnPayslip',
  method: 'POST',
  path: '/v1/tenants/:tenantId/own-payslips/:payslipId/confirmation',
  scope: 'tenant',
  permission: null,
  withHouse: true,
  input: z.object({ tenantId, payslipId: id('slp') }),
  output: nothing,
  failures: { 'payslip.not_found': 404, 'payslip.not_read': 409 },
});

/* Tables for the client. */

/** 工资明细表 · 工资汇总表 · 发放结果表 · 个税明细表. */
export const deliverableKinds = [
  'payRegister',
  'paySummary',
  'paymentResult',
  'taxDetail',
] as const;

export const summaryGroups = ['entity', 'department', 'costCentre'] as const;

/** One XLSX; sums in its last row equal the totals of the run. */
export const downloadDeliverable = operation({
  id: 'downloadDeliverable',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/deliverables/:kind',
  scope: 'tenant',
  permission: 'payslip:read',
  partPermissions: [employerCostPermission],
  withHouse: true,
  download: true,
  input: z.object({
    ...run,
    kind: z.enum(deliverableKinds),
    /** Of the summary; absent is by entity. */
    groupBy: z.enum(summaryGroups).optional(),
  }),
  output: nothing,
  failures: { 'payroll_run.not_found': 404, 'payroll_run.not_calculated': 409 },
});

/** A column of the pay register: a fact or sum of ours, or `item:` with the code of a pay item. */
export const registerColumn = z.object({
  key: z.string(),
  /** As the client calls it; without a name of the client's, as it is called anyhow. */
  nameZh: z.string(),
  nameEn: z.string(),
  ownNameZh: z.string(),
  isChosen: z.boolean(),
});

export const getRegisterColumns = operation({
  id: 'getRegisterColumns',
  method: 'GET',
  path: '/v1/tenants/:tenantId/pay-register-columns',
  scope: 'tenant',
  permission: 'pay_scheme:read',
  input: z.object({ tenantId }),
  /** The chosen ones first, in their order. */
  output: z.object({ columns: z.array(registerColumn) }),
  failures: {},
});

/** The client's own columns in their order, with the client's own names for them. */
export const putRegisterColumns = operation({
  id: 'putRegisterColumns',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/pay-register-columns',
  scope: 'tenant',
  permission: 'pay_scheme:write',
  input: z.object({
    tenantId,
    columns: z
      .array(z.object({ key: text(60), nameZh: text(40).optional() }))
      .min(1)
      .max(200),
  }),
  output: z.object({ columns: z.array(registerColumn) }),
  failures: {
    'pay_register.column_unknown': 422,
    'pay_register.column_twice': 422,
    'pay_register.name_twice': 422,
  },
});
