import { z } from 'zod';
import { id, instant, money, plainDateField, rateField, tenantId, text } from './fields.ts';
import { incomeKinds } from './gig-income.ts';
import { fundsView } from './gig-funds.ts';
import { operation } from './operation.ts';

/** 结算方案: how one withholding entity settles with its platform workers. */

/** 平台累计预扣 · 劳务报酬预扣率表. */
export const taxMethods = ['platformCumulative', 'ordinaryLabour'] as const;
export const gapReadings = [
  'restart-segment',
  'count-paid-months',
  'count-calendar-months',
] as const;
/**
 * 公告2020年第19号 for platform workers, whom it does not name: 不适用 · 适用. Whoever was paid in every
 * month of the year before, and at most 60,000 in all, has 60,000 deducted at once.
 */
export const lumpReadings = ['notApplied', 'applied'] as const;
/** 启用 · 暂停 · 停用. */
export const programStates = ['active', 'paused', 'closed'] as const;
/** What happens when the client's money does not suffice: 挂起 · 拒绝. */
export const shortages = ['suspend', 'refuse'] as const;
/** What happens to a payment that comes back after its month was declared: 更正申报 · 重新付款. */
export const lateReturns = ['correct', 'payAgain'] as const;

const programTerms = {
  name: text(60),
  /** What the payee reads on the statement (摘要). */
  purpose: text(40),
  defaultIncomeKind: z.enum(incomeKinds),
  taxMethod: z.enum(taxMethods),
  /** When the platform's basic report was filed; the cumulative method needs it. */
  reportFiledOn: plainDateField.nullable(),
  gapReading: z.enum(gapReadings),
  lumpReading: z.enum(lumpReadings),
  /** Service fee on the gross amount; the client pays it. */
  feeRate: rateField,
  whenShort: z.enum(shortages),
  whenReturned: z.enum(lateReturns),
  withdrawalMin: money,
  withdrawalMax: money,
  /** Of one worker and kind of income, a day. */
  workerDayLimit: money.nullable(),
  workerDayCount: z.number().int().min(1).max(10_000).nullable(),
  /** Of the whole program, a day. */
  dayLimit: money.nullable(),
  /** The client is warned when less than this is left, */
  warningBelow: money,
  /** or less than so many hours of today's use. */
  warningHours: z.number().int().min(1).max(720).nullable(),
};

export const programView = z.object({
  id: id('prg'),
  environment: z.enum(['sandbox', 'live']),
  legalEntityId: id('ent'),
  payerAccountId: id('pac'),
  state: z.enum(programStates),
  ...programTerms,
  createdAt: instant,
});

const termsFailures = {
  'program.report_not_filed': 422,
  'program.limits_contradict': 422,
} as const;

export const createProgram = operation({
  id: 'createProgram',
  method: 'POST',
  path: '/v1/tenants/:tenantId/programs',
  scope: 'tenant',
  permission: 'gig_program:write',
  withHouse: true,
  input: z.object({
    tenantId,
    environment: z.enum(['sandbox', 'live']),
    legalEntityId: id('ent'),
    payerAccountId: id('pac'),
    /** Into how many stripes the client's workers are cut; fixed by the first program. */
    stripes: z.number().int().min(1).max(64).optional(),
    ...programTerms,
  }),
  output: programView,
  failures: {
    ...termsFailures,
    'legal_entity.not_found': 404,
    'payer_account.not_found': 404,
    'payer_account.closed': 409,
    'program.account_not_sandbox': 409,
    'program.entity_taken': 409,
  },
});

export const updateProgram = operation({
  id: 'updateProgram',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/programs/:programId',
  scope: 'tenant',
  permission: 'gig_program:write',
  withHouse: true,
  input: z.object({
    tenantId,
    programId: id('prg'),
    state: z.enum(programStates),
    ...programTerms,
  }),
  output: programView,
  failures: { ...termsFailures, 'program.not_found': 404 },
});

export const listPrograms = operation({
  id: 'listPrograms',
  method: 'GET',
  path: '/v1/tenants/:tenantId/programs',
  scope: 'tenant',
  permission: 'gig_program:read',
  input: z.object({ tenantId }),
  output: z.object({ rows: z.array(programView) }),
  failures: {},
});

/** The client's money of a program: what is there, on which stripes, and what waits for it. */
export const getProgramFunds = operation({
  id: 'getProgramFunds',
  method: 'GET',
  path: '/v1/tenants/:tenantId/programs/:programId/funds',
  scope: 'tenant',
  permission: 'gig_program:read',
  input: z.object({ tenantId, programId: id('prg') }),
  output: fundsView.extend({
    /** Of the total: not yet allotted to a stripe, and allotted. */
    unallotted: money,
    allotted: money,
    /** What workers may still withdraw. */
    withdrawable: money,
    stripes: z.array(z.object({ number: z.number(), funds: money, heldCount: z.number() })),
  }),
  failures: { 'program.not_found': 404 },
});
