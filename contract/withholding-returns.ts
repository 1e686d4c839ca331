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
import { operation } from './operation.ts';
import { registrationStates, identityStates } from './payroll-tax.ts';

/** 扣缴申报: from what locked runs paid to the tax paid and proven, entity by entity. */

/** 待生成 · 已算税 · 差异待核 · 已报送 · 申报成功 · 申报失败 · 已缴款 · 已取证 · 已取消. */
export const returnStates = [
  'pending',
  'computed',
  'differs',
  'sent',
  'accepted',
  'rejected',
  'taxPaid',
  'evidenced',
  'cancelled',
] as const;

/** 正常工资薪金所得 · 全年一次性奖金收入 · 劳务报酬所得 · 无住所个人正常工资薪金. */
export const returnSheets = [
  'wages',
  'annualBonus',
  'labourRemuneration',
  'nonResidentWages',
] as const;

export const returnActions = [
  'recompute',
  'compare',
  'acceptDifferences',
  'send',
  'recordResult',
  'recordPayment',
  'revokePayment',
  'attachEvidence',
  'correct',
  'cancel',
] as const;

export const returnRow = z.object({
  /** Null while it is 待生成. */
  id: id('wht').nullable(),
  tenantId,
  entityId: id('ent'),
  entityName: z.string(),
  taxPeriod: payPeriodField,
  /** 0 is the first return of the period; a correction counts on. */
  number: z.number(),
  state: z.enum(returnStates),
  deadline: plainDateField,
  /** The year's holidays are not published: the day may move. */
  isDeadlineProvisional: z.boolean(),
  people: z.number(),
  income: money,
  tax: money,
  differing: z.number(),
  unregistered: z.number(),
  /** Locked figures changed after it was generated. */
  isOutdated: z.boolean(),
});

/** Of the house and of every client assigned to the actor; what has to be generated comes first. */
export const listWithholdingReturns = operation({
  id: 'listWithholdingReturns',
  method: 'GET',
  path: '/v1/withholding-returns',
  scope: 'assigned',
  permission: 'tax:read',
  input: z.object({
    taxPeriod: payPeriodField.optional(),
    state: z.enum(returnStates).optional(),
    entityId: id('ent').optional(),
    /** Neither paid nor evidenced nor cancelled. */
    open: z.stringbool().optional(),
    ...pageInput,
  }),
  output: page(returnRow),
  failures: {},
});

export const returnView = z.object({
  id: id('wht'),
  tenantId,
  entityId: id('ent'),
  entityName: z.string(),
  taxpayerNumber: z.string(),
  taxBureauName: z.string().nullable(),
  taxPeriod: payPeriodField,
  number: z.number(),
  correctsId: id('wht').nullable(),
  correctionReason: z.string().nullable(),
  state: z.enum(returnStates),
  deadline: plainDateField,
  isDeadlineProvisional: z.boolean(),
  isOutdated: z.boolean(),
  people: z.number(),
  zeroTaxPeople: z.number(),
  income: money,
  exempt: money,
  tax: money,
  /** Declared by the return that this one corrects; zero for a first return. */
  taxDeclaredBefore: money,
  /** What is to be paid in: negative is to be claimed back. */
  taxDue: money,
  sheets: z.array(
    z.object({
      sheet: z.enum(returnSheets),
      people: z.number(),
      income: money,
      tax: money,
      layoutVersion: z.string(),
      /** official-quoted, secondary, own-knowledge: how sure the layout is. */
      layoutMark: z.string(),
    }),
  ),
  clients: z.array(z.object({ tenantId, clientName: z.string(), people: z.number(), tax: money })),
  compared: z.number(),
  differing: z.number(),
  /** Ours less the bureau's. */
  difference: money,
  differenceAccepted: z.string().nullable(),
  unregistered: z.number(),
  /** Periods of the year that were declared after this one: a correction goes through them in order. */
  laterReturns: z.array(
    z.object({
      id: id('wht'),
      taxPeriod: payPeriodField,
      state: z.enum(returnStates),
      isOutdated: z.boolean(),
    }),
  ),
  receiptNumber: z.string().nullable(),
  refusal: z.string().nullable(),
  paidAmount: money.nullable(),
  lateFee: money.nullable(),
  paidOn: plainDateField.nullable(),
  voucherNumber: z.string().nullable(),
  /** The paper that was attached last; others may be bound to the return, too. */
  evidenceId: id('evd').nullable(),
  can: z.record(z.enum(returnActions), z.string().nullable()),
  events: z.array(
    z.object({
      at: instant,
      actorName: z.string(),
      action: z.string(),
      state: z.enum(returnStates),
      note: z.string().nullable(),
    }),
  ),
});

/** Generates the return from everything that locked runs paid in the period, zero tax too. */
export const openWithholdingReturn = operation({
  id: 'openWithholdingReturn',
  method: 'POST',
  path: '/v1/tenants/:tenantId/legal-entities/:entityId/withholding-returns',
  scope: 'tenant',
  permission: 'tax:file',
  input: z.object({ tenantId, entityId: id('ent'), taxPeriod: payPeriodField }),
  output: returnView,
  failures: {
    'legal_entity.not_found': 404,
    'withholding_return.exists': 409,
    'withholding_return.deadline_unknown': 422,
    'withholding_return.nothing_paid': 409,
  },
});

const one = { tenantId, returnId: id('wht') };

export const getWithholdingReturn = operation({
  id: 'getWithholdingReturn',
  method: 'GET',
  path: '/v1/tenants/:tenantId/withholding-returns/:returnId',
  scope: 'tenant',
  permission: 'tax:read',
  input: z.object(one),
  output: returnView,
  failures: { 'withholding_return.not_found': 404 },
});

/** Generates it anew from the locked figures that stand now; comparisons are void. */
export const recomputeWithholdingReturn = operation({
  id: 'recomputeWithholdingReturn',
  method: 'POST',
  path: '/v1/tenants/:tenantId/withholding-returns/:returnId/computation',
  scope: 'tenant',
  permission: 'tax:file',
  input: z.object(one),
  output: returnView,
  failures: {
    'withholding_return.not_found': 404,
    'withholding_return.already_sent': 409,
    'withholding_return.over': 409,
    'withholding_return.nothing_paid': 409,
  },
});

/**
 * Where our tax and the bureau's may part: missing here or there, other income, other deductions,
 * other months of the basic deduction, other tax withheld before, another special method, a fen.
 */
export const differenceCauses = [
  'missingAtBureau',
  'missingHere',
  'income',
  'exempt',
  'basicDeduction',
  'specialDeduction',
  'additionalDeduction',
  'otherDeduction',
  'withheldBefore',
  'relief',
  'rounding',
  'unknown',
] as const;

export const returnLineView = z.object({
  taxpayerId: id('txp').nullable(),
  sheet: z.enum(returnSheets),
  personName: z.string(),
  documentMasked: z.string(),
  employeeNo: z.string().nullable(),
  registration: z.enum(registrationStates).nullable(),
  identity: z.enum(identityStates).nullable(),
  /** Clients that paid this person in the period. */
  clientNames: z.array(z.string()),
  income: money,
  exempt: money,
  specialDeduction: money,
  cumulativeIncome: money,
  cumulativeTaxable: money,
  cumulativeTax: money,
  withheldBefore: money,
  tax: money,
  bureauTax: money.nullable(),
  difference: money.nullable(),
  cause: z.enum(differenceCauses).nullable(),
  /** The figures that part, ours and the bureau's, by the bureau's column. */
  parting: z.array(z.object({ figure: z.string(), ours: money, bureaus: money })),
});

export const returnLineFilters = [
  'all',
  'differing',
  'notCompared',
  'unregistered',
  'zeroTax',
] as const;

export const listReturnLines = operation({
  id: 'listReturnLines',
  method: 'GET',
  path: '/v1/tenants/:tenantId/withholding-returns/:returnId/lines',
  scope: 'tenant',
  permission: 'tax:read',
  input: z.object({
    ...one,
    filter: z.enum(returnLineFilters).optional(),
    sheet: z.enum(returnSheets).optional(),
    search: z.string().trim().max(60).optional(),
    ...pageInput,
  }),
  output: page(returnLineView),
  failures: { 'withholding_return.not_found': 404 },
});

/** The import file of one income for 自然人电子税务局（扣缴端）. */
export const downloadReturnFile = operation({
  id: 'downloadReturnFile',
  method: 'GET',
  path: '/v1/tenants/:tenantId/withholding-returns/:returnId/files/:sheet',
  scope: 'tenant',
  permission: 'tax:file',
  download: true,
  input: z.object({ ...one, sheet: z.enum(returnSheets) }),
  output: nothing,
  failures: {
    'withholding_return.not_found': 404,
    'withholding_return.over': 409,
    'withholding_return.outdated': 409,
    'withholding_return.sheet_empty': 404,
    'withholding_return.unregistered': 409,
  },
});

/** Goes on with differences that somebody has looked at; the bureau's figure is what is declared. */
export const acceptReturnDifferences = operation({
  id: 'acceptReturnDifferences',
  method: 'POST',
  path: '/v1/tenants/:tenantId/withholding-returns/:returnId/difference-acceptance',
  scope: 'tenant',
  permission: 'tax:file',
  input: z.object({ ...one, reason: text(500) }),
  output: returnView,
  failures: { 'withholding_return.not_found': 404, 'withholding_return.not_differing': 409 },
});
