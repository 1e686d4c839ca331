import { z } from 'zod';
import {
  id,
  instant,
  money,
  page,
  pageInput,
  payPeriodField,
  plainDateField,
  tenantId,
  text,
} from './fields.ts';
import { incomeKinds } from './gig-income.ts';
import { externalWorkerId, workerStates } from './gig-worker.ts';
import { operation } from './operation.ts';

/** Tax of platform workers: how VAT is read, the gauges, the files of a month, the statement. */

/** 按月十万（代办申报） · 按次一千 · 不代扣. */
export const vatReadings = ['monthlyThreshold', 'perTransaction', 'notWithheld'] as const;
export const vatLevies = ['reduced', 'standard'] as const;
/** 市区 · 县城镇 · 其他: the rate of urban maintenance tax. */
export const vatLocations = ['city', 'town', 'other'] as const;

const vatReadingFields = {
  reading: z.enum(vatReadings),
  levy: z.enum(vatLevies),
  location: z.enum(vatLocations),
  /** First tax period that it holds for. */
  fromPeriod: payPeriodField,
  /** Who answers for the reading. */
  chosenBy: text(60),
  chosenOn: plainDateField,
  /** Where it is written: the notice, the bureau's answer, the opinion. */
  source: text(500),
};

export const vatReadingView = z.object({
  id: id('vrd'),
  ...vatReadingFields,
  recordedBy: z.string(),
  recordedAt: instant,
  /** Another reading for the same months was chosen later. */
  isReplaced: z.boolean(),
});

const effect = z.object({
  reading: z.enum(vatReadings),
  vat: money,
  surcharges: money,
  net: money,
});

/** What was chosen, what is known of the rule, and what each reading would take from an example. */
export const listVatReadings = operation({
  id: 'listVatReadings',
  method: 'GET',
  path: '/v1/vat-readings',
  scope: 'house',
  permission: 'tax:read',
  input: z.object({ receipts: money.optional(), period: payPeriodField.optional() }),
  output: z.object({
    rows: z.array(vatReadingView),
    /** The reading of the period asked for; null: nobody has chosen, live keys are blocked. */
    current: vatReadingView.nullable(),
    rule: z.object({
      titleZh: z.string(),
      titleEn: z.string(),
      source: z.string(),
      mark: z.string(),
      isUnverified: z.boolean(),
      inForceFrom: plainDateField,
      monthThreshold: money,
      timeThreshold: money.nullable(),
    }),
    effects: z.array(effect),
  }),
  failures: { 'vat_reading.figures_unknown': 422 },
});

/** A choice of the operator with a name, a day and a source. It is added, never changed. */
export const chooseVatReading = operation({
  id: 'chooseVatReading',
  method: 'POST',
  path: '/v1/vat-readings',
  scope: 'house',
  permission: 'gig_settings:write',
  secondFactor: true,
  input: z.object(vatReadingFields),
  output: vatReadingView,
  failures: {
    'vat_reading.before_rule': 422,
    'vat_reading.chosen_in_future': 422,
    'vat_reading.month_begun': 409,
  },
});

/** 正常 · 接近 · 已达到. */
export const gaugeLevels = ['below', 'near', 'reached'] as const;

const gauge = z.object({
  /** As paid, with VAT. */
  receipts: money,
  /** Without VAT: what the law compares with the limit. */
  sales: money,
  limit: money,
  /** Sales of the limit: 0 to 1 and more. */
  share: z.string(),
  level: z.enum(gaugeLevels),
});

const workerGauges = z.object({
  workerId: id('wkr'),
  externalWorkerId: z.string(),
  name: z.string(),
  state: z.enum(workerStates),
  month: gauge,
  twelveMonths: gauge,
});

export const listGauges = operation({
  id: 'listGauges',
  method: 'GET',
  path: '/v1/tenants/:tenantId/worker-gauges',
  scope: 'tenant',
  permission: 'gig_worker:read',
  withHouse: true,
  input: z.object({
    tenantId,
    period: payPeriodField,
    workerId: id('wkr').optional(),
    /** Those near or above a limit only. */
    warned: z.stringbool().optional(),
    ...pageInput,
  }),
  output: page(workerGauges),
  failures: { 'gauge.figures_unknown': 422 },
});

/** 待生成 · 已生成 · 已申报 · 已取消. */
export const gigReturnStates = ['pending', 'generated', 'declared', 'cancelled'] as const;
/** 劳务报酬所得 · 偶然所得 · 增值税代办申报. */
export const gigReturnSheets = ['labourRemuneration', 'incidentalIncome', 'valueAddedTax'] as const;
/** 平台内从业人员身份信息 · 收入信息. */
export const quarterForms = ['identity', 'income'] as const;

const returnFields = {
  tenantId,
  entityId: id('ent'),
  entityName: z.string(),
  taxPeriod: payPeriodField,
  /** 0 is the first return of the month; a correction counts on. */
  number: z.number(),
  state: z.enum(gigReturnStates),
  deadline: plainDateField.nullable(),
  people: z.number(),
  income: money,
  tax: money,
  vat: money,
  surcharges: money,
  /** What was paid or came back since it was generated reads differently. */
  isOutdated: z.boolean(),
};

export const gigReturnRow = z.object({ id: id('gtr').nullable(), ...returnFields });

export const gigReturnView = z.object({
  id: id('gtr'),
  ...returnFields,
  correctsId: id('gtr').nullable(),
  correctionReason: z.string().nullable(),
  taxDeclaredBefore: money,
  /** What is to be paid in; negative is to be claimed back. */
  taxDue: money,
  receiptNumber: z.string().nullable(),
  declaredAt: instant.nullable(),
  declaredBy: z.string().nullable(),
  sheets: z.array(
    z.object({
      sheet: z.enum(gigReturnSheets),
      rows: z.number(),
      income: money,
      tax: money,
      layoutVersion: z.string(),
      layoutMark: z.string(),
    }),
  ),
  /** Payments that came back after the month was declared. */
  returns: z.array(
    z.object({
      externalWorkerId: z.string(),
      workerName: z.string(),
      incomeKind: z.enum(incomeKinds),
      income: money,
      tax: money,
      returnedAt: instant,
    }),
  ),
});

export const listGigReturns = operation({
  id: 'listGigReturns',
  method: 'GET',
  path: '/v1/tenants/:tenantId/gig-returns',
  scope: 'tenant',
  permission: 'tax:read',
  withHouse: true,
  input: z.object({ tenantId, taxPeriod: payPeriodField.optional() }),
  output: z.object({ rows: z.array(gigReturnRow) }),
  failures: {},
});

export const generateGigReturn = operation({
  id: 'generateGigReturn',
  method: 'POST',
  path: '/v1/tenants/:tenantId/gig-returns',
  scope: 'tenant',
  permission: 'tax:file',
  withHouse: true,
  input: z.object({ tenantId, entityId: id('ent'), taxPeriod: payPeriodField }),
  output: gigReturnView,
  failures: {
    'gig_return.month_open': 409,
    'gig_return.exists': 409,
    'gig_return.nothing_paid': 409,
  },
});

const one = { tenantId, gigReturnId: id('gtr') };

export const getGigReturn = operation({
  id: 'getGigReturn',
  method: 'GET',
  path: '/v1/tenants/:tenantId/gig-returns/:gigReturnId',
  scope: 'tenant',
  permission: 'tax:read',
  withHouse: true,
  input: z.object(one),
  output: gigReturnView,
  failures: { 'gig_return.not_found': 404 },
});

export const downloadGigReturnSheet = operation({
  id: 'downloadGigReturnSheet',
  method: 'GET',
  path: '/v1/tenants/:tenantId/gig-returns/:gigReturnId/sheets/:sheet',
  scope: 'tenant',
  permission: 'tax:file',
  download: true,
  withHouse: true,
  input: z.object({ ...one, sheet: z.enum(gigReturnSheets) }),
  output: z.unknown(),
  failures: { 'gig_return.not_found': 404, 'gig_return.sheet_empty': 404 },
});

export const declareGigReturn = operation({
  id: 'declareGigReturn',
  method: 'POST',
  path: '/v1/tenants/:tenantId/gig-returns/:gigReturnId/declaration',
  scope: 'tenant',
  permission: 'tax:file',
  withHouse: true,
  input: z.object({ ...one, receiptNumber: text(60) }),
  output: gigReturnView,
  failures: {
    'gig_return.not_found': 404,
    'gig_return.already_declared': 409,
    'gig_return.over': 409,
    'gig_return.outdated': 409,
  },
});

export const cancelGigReturn = operation({
  id: 'cancelGigReturn',
  method: 'POST',
  path: '/v1/tenants/:tenantId/gig-returns/:gigReturnId/cancellation',
  scope: 'tenant',
  permission: 'tax:file',
  withHouse: true,
  input: z.object({ ...one, reason: text(500) }),
  output: gigReturnView,
  failures: {
    'gig_return.not_found': 404,
    'gig_return.already_declared': 409,
    'gig_return.over': 409,
  },
});

/** 更正申报: the month again, with what came back since it was declared taken out. */
export const correctGigReturn = operation({
  id: 'correctGigReturn',
  method: 'POST',
  path: '/v1/tenants/:tenantId/gig-returns/:gigReturnId/correction',
  scope: 'tenant',
  permission: 'tax:file',
  withHouse: true,
  input: z.object({ ...one, reason: text(500) }),
  output: gigReturnView,
  failures: {
    'gig_return.not_found': 404,
    'gig_return.not_declared': 409,
    'gig_return.correction_exists': 409,
    'gig_return.unchanged': 409,
  },
});

/** 《互联网平台企业涉税信息报送规定》: within the month after the quarter. */
export const downloadQuarterReport = operation({
  id: 'downloadQuarterReport',
  method: 'GET',
  path: '/v1/tenants/:tenantId/platform-reports/:quarter/:form',
  scope: 'tenant',
  permission: 'tax:file',
  download: true,
  withHouse: true,
  input: z.object({
    tenantId,
    quarter: z.string().regex(/^\d{4}-Q[1-4]$/),
    form: z.enum(quarterForms),
  }),
  output: z.unknown(),
  failures: { 'platform_report.quarter_open': 409, 'platform_report.nothing_paid': 404 },
});

/** 扣缴明细单: what we may issue. 完税证明 and 纳税记录 come from the bureau alone. */
export const downloadWorkerStatement = operation({
  id: 'downloadWorkerStatement',
  method: 'GET',
  path: '/v1/tenants/:tenantId/workers/:workerId/statements/:year',
  scope: 'tenant',
  permission: 'gig_worker:read',
  download: true,
  withHouse: true,
  input: z.object({ tenantId, workerId: id('wkr'), year: z.coerce.number().int() }),
  output: z.unknown(),
  failures: { 'worker.not_found': 404, 'worker_statement.nothing_paid': 404 },
});

export const readWorkerStatement = operation({
  id: 'readWorkerStatement',
  method: 'GET',
  path: '/v1/workers/:externalWorkerId/statements/:year',
  scope: 'app',
  permission: 'statements:read',
  download: true,
  withHouse: true,
  input: z.object({ externalWorkerId, year: z.coerce.number().int() }),
  output: z.unknown(),
  failures: { 'worker.not_found': 404, 'worker_statement.nothing_paid': 404 },
});
