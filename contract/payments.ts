import { z } from 'zod';
import {
  id,
  instant,
  money,
  nothing,
  page,
  pageInput,
  sensitive,
  tenantId,
  text,
} from './fields.ts';
import { operation } from './operation.ts';
import { sendings } from './payer-accounts.ts';

export * from './ask-policy.ts';
export * from './payer-accounts.ts';

/** One pay order a payee, grouped in batches of a paying account. */

/* Pay orders. */

/**
 * `sent`: from here on it may be at the bank. `unknown`: the bank gave no usable answer, it is being
 * asked. `manual`: only a person moves it. `succeeded` may still become `returned` days later.
 */
export const payOrderStates = [
  'queued',
  'sent',
  'succeeded',
  'failed',
  'returned',
  'unknown',
  'manual',
  'cancelled',
  'held',
] as const;

export const stateTotals = z.array(
  z.object({ state: z.enum(payOrderStates), count: z.number(), amount: money }),
);

/** One payer account of one subject. Orders that a retry replaced are not counted. */
export const payBatchView = z.object({
  id: id('pbt'),
  subjectKind: z.string(),
  /** Prefixed id, such as `run_…`. */
  subjectId: z.string(),
  payerAccountId: id('pac'),
  holderName: z.string(),
  payerAccountMasked: z.string(),
  bankName: z.string(),
  channel: z.string(),
  sending: z.enum(sendings),
  /** Control totals, checked before the first order is sent. */
  count: z.number(),
  amount: money,
  byState: stateTotals,
  /** When the instruction file of a bank without a link was handed out. */
  releasedAt: instant.nullable(),
  createdAt: instant,
  firstSucceededAt: instant.nullable(),
  lastSucceededAt: instant.nullable(),
});

/** Newest first. */
export const listPayBatches = operation({
  id: 'listPayBatches',
  method: 'GET',
  path: '/v1/tenants/:tenantId/pay-batches',
  scope: 'tenant',
  permission: 'payment:read',
  withHouse: true,
  input: z.object({ tenantId, subjectId: id('run').optional(), ...pageInput }),
  output: page(payBatchView),
  failures: {},
});

/** The live page of one subject: everything of all its payer accounts. */
export const getPayProgress = operation({
  id: 'getPayProgress',
  method: 'GET',
  path: '/v1/tenants/:tenantId/pay-progress/:subjectId',
  scope: 'tenant',
  permission: 'payment:read',
  withHouse: true,
  input: z.object({ tenantId, subjectId: id('run') }),
  output: z.object({
    count: z.number(),
    amount: money,
    byState: stateTotals,
    /** Queued, sent or unknown: the machine is still at it. */
    isMoving: z.boolean(),
    createdAt: instant.nullable(),
    firstSucceededAt: instant.nullable(),
    lastSucceededAt: instant.nullable(),
    batches: z.array(payBatchView),
  }),
  failures: {},
});

export const payOrderView = z.object({
  id: id('pay'),
  /** What the bank knows the order by: the id itself. */
  reference: z.string(),
  payBatchId: id('pbt'),
  subjectKind: z.string(),
  /** Prefixed id of the item paid, such as `slp_…`. */
  subjectId: z.string(),
  attempt: z.number(),
  legalEntityId: id('ent'),
  payerAccountId: id('pac'),
  payeeName: z.string(),
  payeeAccountMasked: z.string(),
  payeeBankCode: z.string().nullable(),
  amount: money,
  purpose: z.string(),
  state: z.enum(payOrderStates),
  /** The bank's reason, or ours: `BE01`, `closed_window`. */
  code: z.string().nullable(),
  text: z.string().nullable(),
  bankReference: z.string().nullable(),
  /** The order of the next attempt. */
  replacedById: id('pay').nullable(),
  /** An outcome that one person proposed and another must confirm. */
  proposal: z
    .object({
      outcome: z.enum(['succeeded', 'failed']),
      bankReference: z.string().nullable(),
      note: z.string(),
      proposedBy: z.string(),
      proposedAt: instant,
    })
    .nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
  settledAt: instant.nullable(),
  /** When the machine looks at it next. */
  dueAt: instant.nullable(),
});

export const listPayOrders = operation({
  id: 'listPayOrders',
  method: 'GET',
  path: '/v1/tenants/:tenantId/pay-orders',
  scope: 'tenant',
  permission: 'payment:read',
  input: z.object({
    tenantId,
    /** Of the run (`run_…`) or of one item (`slp_…`). */
    subjectId: z.string().max(80).optional(),
    payBatchId: id('pbt').optional(),
    state: z.enum(payOrderStates).optional(),
    /** Part of the name, the end of the account number, or the whole reference. */
    search: z.string().trim().max(70).optional(),
    /** With orders that a retry replaced; else the newest attempt only. */
    replaced: z.enum(['true', 'false']).optional(),
    ...pageInput,
  }),
  output: page(payOrderView),
  failures: {},
});

export const payOrderEventSources = [
  'dispatcher',
  'answer',
  'query',
  'callback',
  'file',
  'person',
] as const;

export const payOrderEventView = z.object({
  occurredAt: instant,
  state: z.enum(payOrderStates),
  source: z.enum(payOrderEventSources),
  actorName: z.string().nullable(),
  code: z.string().nullable(),
  text: z.string().nullable(),
  bankReference: z.string().nullable(),
  journalId: id('jrn').nullable(),
});

export const getPayOrder = operation({
  id: 'getPayOrder',
  method: 'GET',
  path: '/v1/tenants/:tenantId/pay-orders/:payOrderId',
  scope: 'tenant',
  permission: 'payment:read',
  input: z.object({ tenantId, payOrderId: id('pay') }),
  output: payOrderView.extend({
    /** Oldest first, from the first sending on. */
    events: z.array(payOrderEventView),
    attempts: z.array(payOrderView),
  }),
  failures: { 'pay_order.not_found': 404 },
});

/** Pays again what failed or came back, under a new reference; the account may be corrected. */
export const retryPayOrder = operation({
  id: 'retryPayOrder',
  method: 'POST',
  path: '/v1/tenants/:tenantId/pay-orders/:payOrderId/retry',
  scope: 'tenant',
  permission: 'payment:retry',
  secondFactor: true,
  withHouse: true,
  input: z.object({
    tenantId,
    payOrderId: id('pay'),
    correction: z
      .object({
        payeeName: text(70),
        accountNumber: sensitive(text(40)),
        bankCode: text(12).nullable().optional(),
      })
      .optional(),
  }),
  output: payOrderView,
  failures: {
    'pay_order.account_malformed': 422,
    'pay_order.not_found': 404,
    'pay_order.not_retryable': 409,
    'pay_order.already_retried': 409,
    'payer_account.closed': 409,
  },
});

const orderOnly = z.object({ tenantId, payOrderId: id('pay') });

/** Keeps back an order that has not been sent. */
export const holdPayOrder = operation({
  id: 'holdPayOrder',
  method: 'POST',
  path: '/v1/tenants/:tenantId/pay-orders/:payOrderId/hold',
  scope: 'tenant',
  permission: 'payment:retry',
  input: orderOnly,
  output: payOrderView,
  failures: { 'pay_order.not_found': 404, 'pay_order.not_queued': 409 },
});

export const releasePayOrder = operation({
  id: 'releasePayOrder',
  method: 'POST',
  path: '/v1/tenants/:tenantId/pay-orders/:payOrderId/release',
  scope: 'tenant',
  permission: 'payment:retry',
  secondFactor: true,
  input: orderOnly,
  output: payOrderView,
  failures: { 'pay_order.not_found': 404, 'pay_order.not_held': 409 },
});

/** Takes back an order that has not been sent; what is owed to the person stays owed. */
export const cancelPayOrder = operation({
  id: 'cancelPayOrder',
  method: 'POST',
  path: '/v1/tenants/:tenantId/pay-orders/:payOrderId/cancellation',
  scope: 'tenant',
  permission: 'payment:retry',
  input: orderOnly,
  output: payOrderView,
  failures: { 'pay_order.not_found': 404, 'pay_order.not_queued': 409 },
});

/** Takes an order out of the machine's hands: its outcome is found out by a person. */
export const markPayOrderManual = operation({
  id: 'markPayOrderManual',
  method: 'POST',
  path: '/v1/tenants/:tenantId/pay-orders/:payOrderId/manual',
  scope: 'tenant',
  permission: 'payment:settle',
  input: orderOnly.extend({ note: text(200) }),
  output: payOrderView,
  failures: { 'pay_order.not_found': 404, 'pay_order.not_in_flight': 409 },
});

/** First pair of eyes: what the bank's paper says of a manual order. */
export const proposePayOrderOutcome = operation({
  id: 'proposePayOrderOutcome',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/pay-orders/:payOrderId/proposal',
  scope: 'tenant',
  permission: 'payment:settle',
  input: orderOnly.extend({
    outcome: z.enum(['succeeded', 'failed']),
    bankReference: text(64).optional(),
    note: text(200),
  }),
  output: payOrderView,
  failures: { 'pay_order.not_found': 404, 'pay_order.not_manual': 409 },
});

export const withdrawPayOrderProposal = operation({
  id: 'withdrawPayOrderProposal',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/pay-orders/:payOrderId/proposal',
  scope: 'tenant',
  permission: 'payment:settle',
  input: orderOnly,
  output: payOrderView,
  failures: { 'pay_order.not_found': 404, 'pay_order.nothing_proposed': 409 },
});

/** Second pair of eyes, another person: the proposed outcome holds. */
export const settlePayOrder = operation({
  id: 'settlePayOrder',
  method: 'POST',
  path: '/v1/tenants/:tenantId/pay-orders/:payOrderId/settlement',
  scope: 'tenant',
  permission: 'payment:settle',
  secondFactor: true,
  input: orderOnly,
  output: payOrderView,
  failures: {
    'pay_order.not_found': 404,
    'pay_order.nothing_proposed': 409,
    'pay_order.same_person': 409,
  },
});

/**
 * Hands out the instruction file of a bank without a link: from here on its orders count as sent,
 * and their outcomes come with the import `bankResult`.
 */
export const releaseInstructionFile = operation({
  id: 'releaseInstructionFile',
  method: 'POST',
  path: '/v1/tenants/:tenantId/pay-batches/:payBatchId/instruction-file',
  scope: 'tenant',
  permission: 'payment:release',
  secondFactor: true,
  withHouse: true,
  input: z.object({ tenantId, payBatchId: id('pbt') }),
  output: payBatchView,
  failures: {
    'pay_batch.not_found': 404,
    'pay_batch.has_link': 409,
    'pay_batch.totals_differ': 409,
    'pay_batch.nothing_to_send': 409,
  },
});

export const downloadInstructionFile = operation({
  id: 'downloadInstructionFile',
  method: 'GET',
  path: '/v1/tenants/:tenantId/pay-batches/:payBatchId/instruction-file',
  scope: 'tenant',
  permission: 'payment:release',
  withHouse: true,
  download: true,
  input: z.object({ tenantId, payBatchId: id('pbt') }),
  output: nothing,
  failures: { 'pay_batch.not_found': 404, 'pay_batch.not_released': 409 },
});
