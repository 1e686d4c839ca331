import { z } from 'zod';
import {
  id,
  instant,
  money,
  page,
  pageInput,
  plainDateField,
  positiveMoney,
  tenantId,
  text,
} from './fields.ts';
import { operation } from './operation.ts';

/** Money of the clients: what arrived, what the provider advances, and whether a run is funded. */

/** `ownFunds`: the provider's own money, matched to the provider itself. */
export const receiptStates = ['unmatched', 'matched', 'ownFunds'] as const;

export const receiptView = z.object({
  id: id('rcp'),
  payerAccountId: id('pac'),
  /** The account it arrived at. */
  holderName: z.string(),
  accountMasked: z.string(),
  amount: money,
  /** Who sent it, in the bank's words. */
  senderName: z.string(),
  bankReference: z.string(),
  receivedOn: plainDateField,
  note: z.string().nullable(),
  source: z.enum(['person', 'statement', 'file']),
  state: z.enum(receiptStates),
  clientId: id('ten').nullable(),
  matchedAt: instant.nullable(),
  matchedBy: z.string().nullable(),
});

/** Books money that arrived, and matches it to this client unless told to wait. */
export const recordReceipt = operation({
  id: 'recordReceipt',
  method: 'POST',
  path: '/v1/tenants/:tenantId/receipts',
  scope: 'tenant',
  permission: 'receipt:write',
  withHouse: true,
  input: z.object({
    tenantId,
    payerAccountId: id('pac'),
    amount: positiveMoney.refine((amount) => amount > 0, { message: 'money.zero' }),
    senderName: text(100),
    bankReference: text(64),
    receivedOn: plainDateField,
    note: text(200).optional(),
    isMatched: z.boolean(),
  }),
  output: receiptView,
  failures: {
    'receipt.in_the_future': 422,
    'payer_account.not_found': 404,
    'receipt.exists': 409,
  },
});

/** Matched to this client, or arrived at an account of this tenant. Newest first. */
export const listReceipts = operation({
  id: 'listReceipts',
  method: 'GET',
  path: '/v1/tenants/:tenantId/receipts',
  scope: 'tenant',
  permission: 'receipt:read',
  withHouse: true,
  input: z.object({
    tenantId,
    state: z.enum(receiptStates).optional(),
    payerAccountId: id('pac').optional(),
    receivedFrom: plainDateField.optional(),
    receivedUntil: plainDateField.optional(),
    ...pageInput,
  }),
  output: page(receiptView),
  failures: {},
});

/** Money at the provider's accounts that belongs to nobody yet. */
export const listUnmatchedReceipts = operation({
  id: 'listUnmatchedReceipts',
  method: 'GET',
  path: '/v1/unmatched-receipts',
  scope: 'house',
  permission: 'receipt:write',
  input: z.object({ ...pageInput }),
  output: page(receiptView),
  failures: {},
});

/** Cash application: the money is this client's. */
export const matchReceipt = operation({
  id: 'matchReceipt',
  method: 'POST',
  path: '/v1/tenants/:tenantId/receipts/:receiptId/match',
  scope: 'tenant',
  permission: 'receipt:write',
  withHouse: true,
  input: z.object({ tenantId, receiptId: id('rcp') }),
  output: receiptView,
  failures: { 'receipt.not_found': 404, 'receipt.already_matched': 409 },
});

/** Undoes a match by reversal, while the money has not been used. */
export const unmatchReceipt = operation({
  id: 'unmatchReceipt',
  method: 'POST',
  path: '/v1/tenants/:tenantId/receipts/:receiptId/unmatch',
  scope: 'tenant',
  permission: 'receipt:write',
  withHouse: true,
  input: z.object({ tenantId, receiptId: id('rcp'), reason: text(200) }),
  output: receiptView,
  failures: {
    'receipt.not_found': 404,
    'receipt.not_matched': 409,
    'receipt.funds_used': 409,
  },
});

/* Advances (垫付): the provider's own money lent to a client. */

export const advanceStates = ['requested', 'rejected', 'outstanding', 'repaid'] as const;

export const advanceView = z.object({
  id: id('adv'),
  payerAccountId: id('pac'),
  /** Prefixed id of the run that needs it. */
  subjectId: z.string().nullable(),
  amount: money,
  repaid: money,
  outstanding: money,
  reason: z.string(),
  state: z.enum(advanceStates),
  requestedBy: z.string(),
  requestedAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  rejection: z.string().nullable(),
  /** The last day to pay it back; set when it is approved. */
  dueOn: plainDateField.nullable(),
  isOverdue: z.boolean(),
});

export const requestAdvance = operation({
  id: 'requestAdvance',
  method: 'POST',
  path: '/v1/tenants/:tenantId/advances',
  scope: 'tenant',
  permission: 'advance:request',
  withHouse: true,
  input: z.object({
    tenantId,
    payerAccountId: id('pac'),
    amount: positiveMoney.refine((amount) => amount > 0, { message: 'money.zero' }),
    reason: text(200),
    subjectId: id('run').optional(),
  }),
  output: advanceView,
  failures: {
    'payer_account.not_found': 404,
    'advance.account_not_provider': 422,
    'advance.not_allowed': 409,
    'advance.limit_exceeded': 409,
  },
});

/** By another person than the one who asked. */
export const approveAdvance = operation({
  id: 'approveAdvance',
  method: 'POST',
  path: '/v1/tenants/:tenantId/advances/:advanceId/approval',
  scope: 'tenant',
  permission: 'advance:approve',
  secondFactor: true,
  withHouse: true,
  input: z.object({ tenantId, advanceId: id('adv') }),
  output: advanceView,
  failures: {
    'advance.not_found': 404,
    'advance.not_requested': 409,
    'advance.same_person': 409,
    'advance.not_allowed': 409,
    'advance.limit_exceeded': 409,
  },
});

export const rejectAdvance = operation({
  id: 'rejectAdvance',
  method: 'POST',
  path: '/v1/tenants/:tenantId/advances/:advanceId/rejection',
  scope: 'tenant',
  permission: 'advance:approve',
  input: z.object({ tenantId, advanceId: id('adv'), reason: text(200) }),
  output: advanceView,
  failures: { 'advance.not_found': 404, 'advance.not_requested': 409 },
});

/** Pays an advance back out of the client's money on the same account. */
export const repayAdvance = operation({
  id: 'repayAdvance',
  method: 'POST',
  path: '/v1/tenants/:tenantId/advances/:advanceId/repayments',
  scope: 'tenant',
  permission: 'receipt:write',
  withHouse: true,
  input: z.object({
    tenantId,
    advanceId: id('adv'),
    amount: positiveMoney.refine((amount) => amount > 0, { message: 'money.zero' }),
  }),
  output: advanceView,
  failures: {
    'advance.not_found': 404,
    'advance.not_outstanding': 409,
    'advance.repaid_too_much': 422,
    'funds.insufficient': 409,
  },
});

export const listAdvances = operation({
  id: 'listAdvances',
  method: 'GET',
  path: '/v1/tenants/:tenantId/advances',
  scope: 'tenant',
  permission: 'receipt:read',
  input: z.object({ tenantId, state: z.enum(advanceStates).optional(), ...pageInput }),
  output: page(advanceView).extend({
    /** What the client may owe at once, and for how many days; zero: no advances. */
    limit: money,
    days: z.number(),
    /** Outstanding and requested together count against the limit. */
    outstanding: money,
    requested: money,
  }),
  failures: {},
});

/** One payer account of a subject: what it needs against what is there. */
export const fundingView = z.object({
  payerAccountId: id('pac'),
  holderName: z.string(),
  accountMasked: z.string(),
  wages: money,
  tax: money,
  contributions: money,
  needed: money,
  /** The client's money on the account that nothing has been applied to. */
  available: money,
  /** Of the needed amount, what has been applied already. */
  applied: money,
  missing: money,
});

export const getFunding = operation({
  id: 'getFunding',
  method: 'GET',
  path: '/v1/tenants/:tenantId/funding/:subjectId',
  scope: 'tenant',
  permission: 'receipt:read',
  withHouse: true,
  input: z.object({ tenantId, subjectId: id('run') }),
  output: z.object({
    accounts: z.array(fundingView),
    needed: money,
    missing: money,
    isFunded: z.boolean(),
  }),
  failures: {},
});
