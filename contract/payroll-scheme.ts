import { z } from 'zod';
import { prorationMethods } from './clients.ts';
import { id, money, nothing, plainDateField, tenantId, text } from './fields.ts';
import { operation } from './operation.ts';

/** Pay items of a client, and what each employment is paid by them month after month. */

/**
 * 应发 · 税前扣减 · 免税补贴 · 税后扣款. A deduction lowers the income before tax (absence), a
 * deduction after tax lowers only what is paid out (dormitory).
 */
export const payItemClasses = ['earning', 'deduction', 'taxFree', 'afterTaxDeduction'] as const;

/**
 * How the amount of an item comes about: `term` each month from the person's pay term, `input` from
 * the month's inputs, the others from the attendance summary.
 */
export const payItemSources = [
  'term',
  'input',
  'overtimeWeekday',
  'overtimeRestDay',
  'overtimeHoliday',
  'absence',
  'sickLeave',
] as const;

/** 并入当月工资 · 全年一次性奖金单独计税 · 不计税. */
export const taxTreatments = ['ordinary', 'annualBonus', 'exempt'] as const;

export const payItemView = z.object({
  id: id('pit'),
  /** Stable name in files and in the API: letters, digits, dots. */
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  itemClass: z.enum(payItemClasses),
  source: z.enum(payItemSources),
  taxTreatment: z.enum(taxTreatments),
  /** Part of a month is paid in part. */
  prorated: z.boolean(),
  /** Counts for the wage that overtime and absence are computed from. */
  inHourlyBase: z.boolean(),
  /** Counts against the minimum wage. */
  inMinimumWage: z.boolean(),
  sequence: z.number(),
  /** Comes with the product: its meaning is fixed, its names and its place are the client's. */
  isStandard: z.boolean(),
  isActive: z.boolean(),
});

export const paySchemeView = z.object({
  prorationMethod: z.enum(prorationMethods),
  /** Months from the wage month to the contribution month that the run deducts. */
  contributionMonthOffset: z.number(),
  /** Net pay that differs by more than this from last month is a warning; percent. */
  netChangePercent: z.number(),
  /** Open personal receivables are taken from the next net pay. */
  recoverReceivables: z.boolean(),
  /** Sick leave is paid at this share of the wage; percent. */
  sickPayPercent: z.number(),
  items: z.array(payItemView),
});

export const getPayScheme = operation({
  id: 'getPayScheme',
  method: 'GET',
  path: '/v1/tenants/:tenantId/pay-scheme',
  scope: 'tenant',
  permission: 'pay_scheme:read',
  input: z.object({ tenantId }),
  output: paySchemeView,
  failures: {},
});

export const putPayScheme = operation({
  id: 'putPayScheme',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/pay-scheme',
  scope: 'tenant',
  permission: 'pay_scheme:write',
  input: z.object({
    tenantId,
    contributionMonthOffset: z.number().int().min(-1).max(1),
    netChangePercent: z.number().int().min(1).max(1000),
    recoverReceivables: z.boolean(),
    sickPayPercent: z.number().int().min(0).max(100),
  }),
  output: paySchemeView,
  failures: {},
});

export const putPayItem = operation({
  id: 'putPayItem',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/pay-items/:code',
  scope: 'tenant',
  permission: 'pay_scheme:write',
  input: z.object({
    tenantId,
    code: z.string().regex(/^[a-zA-Z][a-zA-Z0-9.]{0,39}$/),
    nameZh: text(40),
    nameEn: text(60),
    itemClass: z.enum(payItemClasses),
    source: z.enum(payItemSources),
    taxTreatment: z.enum(taxTreatments),
    prorated: z.boolean(),
    inHourlyBase: z.boolean(),
    inMinimumWage: z.boolean(),
    sequence: z.number().int().min(1).max(9999),
    isActive: z.boolean(),
  }),
  output: payItemView,
  failures: {
    'pay_item.meaning_fixed': 409,
    'pay_item.class_and_tax_disagree': 422,
    'pay_item.source_single': 422,
    'pay_item.name_taken': 409,
  },
});

export const payTermView = z.object({
  payItemId: id('pit'),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  effectiveFrom: plainDateField,
  /** A month; zero ends the item. */
  amount: money,
});

export const listPayTerms = operation({
  id: 'listPayTerms',
  method: 'GET',
  path: '/v1/tenants/:tenantId/employments/:employmentId/pay-terms',
  scope: 'tenant',
  permission: 'pay_term:read',
  input: z.object({ tenantId, employmentId: id('emp') }),
  output: z.object({ rows: z.array(payTermView) }),
  failures: { 'employment.not_found': 404 },
});

export const putPayTerm = operation({
  id: 'putPayTerm',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/employments/:employmentId/pay-terms/:payItemId',
  scope: 'tenant',
  permission: 'pay_term:write',
  input: z.object({
    tenantId,
    employmentId: id('emp'),
    payItemId: id('pit'),
    effectiveFrom: plainDateField,
    amount: money.refine((amount) => amount >= 0, { message: 'money.negative' }),
  }),
  output: payTermView,
  failures: {
    'employment.not_found': 404,
    'pay_item.not_found': 404,
    'pay_item.not_recurring': 422,
    'pay_term.month_locked': 409,
  },
});

export const removePayTerm = operation({
  id: 'removePayTerm',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/employments/:employmentId/pay-terms/:payItemId',
  scope: 'tenant',
  permission: 'pay_term:write',
  input: z.object({
    tenantId,
    employmentId: id('emp'),
    payItemId: id('pit'),
    effectiveFrom: plainDateField,
  }),
  output: nothing,
  failures: { 'pay_term.not_found': 404, 'pay_term.month_locked': 409 },
});
