import { z } from 'zod';
import { id, instant, money, page, pageInput, payPeriodField, reason, tenantId } from './fields.ts';
import { businessId, incomeKinds } from './gig-income.ts';
import { externalWorkerId } from './gig-worker.ts';
import { operation } from './operation.ts';

/** 提现: a worker takes out what the platform owes for delivered work; tax is withheld in the call. */

/**
 * 已受理 · 挂起 · 已发送 · 待确认 · 已到账 · 已退汇 · 失败 · 已取消. `suspended` waits for the client's
 * money. `paid` may still become `returned`, days later.
 */
export const withdrawalStates = [
  'accepted',
  'suspended',
  'sent',
  'unknown',
  'paid',
  'returned',
  'failed',
  'cancelled',
] as const;

/**
 * What a person has to do about a withdrawal: outcome 结果待核实, of which the bank has said nothing for an
 * hour or the machine has given up asking · payment 待重新付款 · correction 待更正申报.
 */
export const withdrawalWaits = ['outcome', 'payment', 'correction'] as const;

/** What the first answer said; it never changes, and a repetition gets it byte for byte. */
export const withdrawalAnswer = z.object({
  id: id('wdr'),
  businessId: z.string(),
  externalWorkerId: z.string(),
  incomeKind: z.enum(incomeKinds),
  state: z.enum(['accepted', 'suspended']),
  gross: money,
  /** Null while it is suspended: the tax follows the day of payment. */
  tax: money.nullable(),
  vat: money.nullable(),
  surcharges: money.nullable(),
  net: money.nullable(),
  serviceFee: money.nullable(),
  acceptedAt: instant,
});

const refusals = {
  'worker.not_found': 404,
  'worker.account_unusable': 409,
  'worker.not_admitted': 409,
  'program.not_found': 409,
  'program.not_active': 409,
  'withdrawal.amount_too_small': 422,
  'withdrawal.amount_too_large': 422,
  'withdrawal.tax_unknown': 422,
  'withdrawal.balance_too_low': 409,
  'withdrawal.worker_day_count': 409,
  'withdrawal.worker_day_limit': 409,
} as const;

/**
 * Accepts, computes and books in one call. Idempotent by Idempotency-Key and by `businessId`, each of
 * one worker and app: the same again gets the same answer, another body is refused. A key that was
 * refused stays so; another key may ask for the same `businessId` again.
 */
export const withdraw = operation({
  id: 'withdraw',
  method: 'POST',
  path: '/v1/withdrawals',
  scope: 'app',
  permission: 'withdrawals:write',
  input: z.object({
    externalWorkerId,
    businessId,
    amount: money,
    incomeKind: z.enum(incomeKinds).optional(),
  }),
  output: withdrawalAnswer,
  failures: {
    'withdrawal.key_reused': 422,
    'withdrawal.business_id_reused': 422,
    ...refusals,
    'withdrawal.day_limit': 409,
    'withdrawal.funds_short': 409,
  },
});

/** The same without effect: what would be taken now, and why. */
export const tryWithdrawal = operation({
  id: 'tryWithdrawal',
  method: 'POST',
  path: '/v1/withdrawals/trial',
  scope: 'app',
  permission: 'withdrawals:read',
  pure: true,
  withHouse: true,
  input: z.object({
    externalWorkerId,
    amount: money,
    incomeKind: z.enum(incomeKinds).optional(),
  }),
  output: z.object({
    gross: money,
    tax: money,
    vat: money,
    surcharges: money,
    net: money,
    serviceFee: money,
    taxPeriod: payPeriodField,
    reasons: z.array(reason),
  }),
  failures: refusals,
});

export const workerBalanceView = z.object({
  incomeKind: z.enum(incomeKinds),
  /** 可提现余额: what the platform owes and nothing has been asked for. */
  withdrawable: money,
  /** Asked for, and waiting for the client's money. */
  suspended: money,
  /** Receipts and tax of the current month and tax year. */
  monthReceipts: money,
  monthTax: money,
  yearIncome: money,
  yearTax: money,
});

export const readBalances = operation({
  id: 'readBalances',
  method: 'GET',
  path: '/v1/workers/:externalWorkerId/balances',
  scope: 'app',
  permission: 'withdrawals:read',
  input: z.object({ externalWorkerId }),
  output: z.object({ rows: z.array(workerBalanceView) }),
  failures: { 'worker.not_found': 404 },
});

export const withdrawalView = withdrawalAnswer.extend({
  state: z.enum(withdrawalStates),
  /** The bank's reason or ours. */
  reason: z.string().nullable(),
  payOrderId: id('pay').nullable(),
  bankReference: z.string().nullable(),
  taxPeriod: payPeriodField.nullable(),
  settledAt: instant.nullable(),
  /** The tax was taken back; `isCorrected` in a month that had been declared. */
  reversedAt: instant.nullable(),
  isCorrected: z.boolean(),
});

export const readWithdrawal = operation({
  id: 'readWithdrawal',
  method: 'GET',
  path: '/v1/withdrawals/:withdrawalId',
  scope: 'app',
  permission: 'withdrawals:read',
  input: z.object({ withdrawalId: id('wdr') }),
  output: withdrawalView,
  failures: { 'withdrawal.not_found': 404 },
});

/** Newest first. */
export const readWithdrawals = operation({
  id: 'readWithdrawals',
  method: 'GET',
  path: '/v1/workers/:externalWorkerId/withdrawals',
  scope: 'app',
  permission: 'withdrawals:read',
  input: z.object({ externalWorkerId, businessId: businessId.optional(), ...pageInput }),
  output: page(withdrawalView),
  failures: { 'worker.not_found': 404 },
});

const cancelFailures = {
  'withdrawal.not_found': 404,
  'withdrawal.already_sent': 409,
} as const;

/** As long as it was not sent: the money is withdrawable again and the tax is taken back. */
export const cancelWithdrawal = operation({
  id: 'cancelWithdrawal',
  method: 'POST',
  path: '/v1/withdrawals/:withdrawalId/cancellation',
  scope: 'app',
  permission: 'withdrawals:write',
  input: z.object({ withdrawalId: id('wdr') }),
  output: withdrawalView,
  failures: cancelFailures,
});

export const withdrawalRow = withdrawalView.extend({ workerId: id('wkr'), workerName: z.string() });

/** Newest first, over all stripes of the client. */
export const listWithdrawals = operation({
  id: 'listWithdrawals',
  method: 'GET',
  path: '/v1/tenants/:tenantId/withdrawals',
  scope: 'tenant',
  permission: 'withdrawal:read',
  input: z.object({
    tenantId,
    programId: id('prg').optional(),
    workerId: id('wkr').optional(),
    businessId: businessId.optional(),
    state: z.enum(withdrawalStates).optional(),
    waitsFor: z.enum(withdrawalWaits).optional(),
    ...pageInput,
  }),
  output: page(withdrawalRow),
  failures: {},
});

/** A return of a declared month whose program pays again: a new order to the worker's present account. */
export const payWithdrawalAgain = operation({
  id: 'payWithdrawalAgain',
  method: 'POST',
  path: '/v1/tenants/:tenantId/withdrawals/:withdrawalId/payment',
  scope: 'tenant',
  permission: 'withdrawal:pay',
  secondFactor: true,
  withHouse: true,
  input: z.object({ tenantId, withdrawalId: id('wdr') }),
  output: withdrawalView,
  failures: {
    'withdrawal.not_found': 404,
    'withdrawal.not_returned': 409,
    'worker.account_unusable': 409,
    'worker.not_admitted': 409,
    'payer_account.closed': 409,
  },
});

export const proofView = z.object({
  withdrawals: z.number(),
  /** How many of them move play money. */
  ofSandbox: z.number(),
  /** Accepted ones by how they stand: each has exactly one outcome. */
  byState: z.array(z.object({ state: z.enum(withdrawalStates), count: z.number(), gross: money })),
  /** Tax withheld, and recomputed payment by payment by the plain rule. */
  taxWithheld: money,
  taxRecomputed: money,
  taxDifferences: z.array(
    z.object({ withdrawalId: id('wdr'), withheld: money, recomputed: money }),
  ),
  /** Balances whose sums are not the fold of their payments. */
  foldDifferences: z.array(z.string()),
  entriesSum: money,
  ledgerDifferences: z.number(),
  negativeBalances: z.number(),
  /** Withdrawals without exactly one pay order in the right state, or without their journal. */
  outcomeDifferences: z.array(id('wdr')),
  inFlight: money,
  inFlightOrders: money,
  holds: z.boolean(),
});

/** 证明: everything is computed again and compared. Nothing may differ. */
export const proveWithdrawals = operation({
  id: 'proveWithdrawals',
  method: 'POST',
  path: '/v1/tenants/:tenantId/withdrawal-proof',
  scope: 'tenant',
  permission: 'withdrawal:read',
  pure: true,
  withHouse: true,
  input: z.object({ tenantId }),
  output: proofView,
  failures: {},
});
