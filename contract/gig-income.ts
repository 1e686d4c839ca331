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
import { externalWorkerId } from './gig-worker.ts';
import { operation } from './operation.ts';

/** 收入明细: what a platform owes its workers for delivered work, and paying it out in batches. */

/** 劳务报酬所得 · 偶然所得 · 经营所得. */
export const incomeKinds = ['labourRemuneration', 'incidentalIncome', 'businessIncome'] as const;
/** Business income is declared by the worker: it is refused with words, never turned into another. */
export const payableIncomeKinds = ['labourRemuneration', 'incidentalIncome'] as const;

/** The platform's own id of a line of one worker; once used, it means the same for ever. */
export const businessId = z.string().regex(/^[\w.:-]{1,64}$/);

export const incomeLineFields = {
  businessId,
  externalWorkerId,
  incomeKind: z.enum(incomeKinds),
  /** What was done: the task that was accepted. */
  task: text(120),
  acceptedOn: plainDateField,
  /** Month in which the work was done. */
  workPeriod: payPeriodField,
  /** Negative in a correction, which names the line it corrects. */
  amount: money,
  correctsBusinessId: businessId.optional(),
};

export const incomeLineCodes = [
  'income_line.business_id_reused',
  'worker.not_found',
  'worker.not_admissible',
  'income_line.business_income',
  'income_line.amount_zero',
  'income_line.amount_too_large',
  'income_line.in_future',
  'income_line.correction_unnamed',
  'income_line.corrected_unknown',
  'income_line.correction_too_large',
  'income_line.already_withdrawn',
] as const;

/** The largest single line: ten million yuan. */
export const incomeLineMaxFen = 1_000_000_000;

export const incomeLineView = z.object({
  id: id('inl'),
  businessId: z.string(),
  externalWorkerId: z.string(),
  incomeKind: z.enum(payableIncomeKinds),
  task: z.string(),
  acceptedOn: plainDateField,
  workPeriod: payPeriodField,
  amount: money,
  correctsBusinessId: z.string().nullable(),
  /** Through the API, a batch, or a file. */
  source: z.enum(['api', 'batch', 'import']),
  reportedAt: instant,
});

/** Up to 500 lines; each has its own outcome and the good ones are booked, whatever the others are. */
export const reportIncomeLines = operation({
  id: 'reportIncomeLines',
  method: 'POST',
  path: '/v1/income-lines',
  scope: 'app',
  permission: 'income:write',
  withHouse: true,
  input: z.object({
    /** Needed only where the client has several programs. */
    programId: id('prg').optional(),
    lines: z.array(z.object(incomeLineFields)).min(1).max(500),
  }),
  output: z.object({
    results: z.array(
      z.object({
        businessId: z.string(),
        /** `accepted`, `unchanged` (the same again), or `refused`. */
        outcome: z.enum(['accepted', 'unchanged', 'refused']),
        code: z.enum(incomeLineCodes).nullable(),
        incomeLineId: id('inl').nullable(),
      }),
    ),
  }),
  failures: { 'program.not_found': 409 },
});

export const readIncomeLine = operation({
  id: 'readIncomeLine',
  method: 'GET',
  path: '/v1/workers/:externalWorkerId/income-lines/:businessId',
  scope: 'app',
  permission: 'income:read',
  input: z.object({ externalWorkerId, businessId }),
  output: incomeLineView,
  failures: { 'worker.not_found': 404, 'income_line.not_found': 404 },
});

export const listIncomeLines = operation({
  id: 'listIncomeLines',
  method: 'GET',
  path: '/v1/tenants/:tenantId/income-lines',
  scope: 'tenant',
  permission: 'gig_worker:read',
  input: z.object({
    tenantId,
    workerId: id('wkr').optional(),
    incomeKind: z.enum(payableIncomeKinds).optional(),
    workPeriod: payPeriodField.optional(),
    businessId: businessId.optional(),
    ...pageInput,
  }),
  output: page(incomeLineView.extend({ workerId: id('wkr'), workerName: z.string() })).extend({
    /** Of everything that the filter finds, not of the page alone. */
    lines: z.number(),
    amount: money,
  }),
  failures: {},
});

/** 草稿 · 已确认 · 已取消. */
export const payoutBatchStates = ['draft', 'confirmed', 'cancelled'] as const;

const payoutItem = z.object(incomeLineFields).omit({ correctsBusinessId: true });

export const payoutItemCodes = [
  ...incomeLineCodes,
  'worker.account_unusable',
  'worker.not_admitted',
  'payout.withdrawal_refused',
] as const;

export const payoutBatchView = z.object({
  id: id('pob'),
  batchNumber: z.string(),
  state: z.enum(payoutBatchStates),
  items: z.number(),
  amount: money,
  /** Items that were, or would be, refused; they are not paid, the others are. */
  refused: z.number(),
  createdAt: instant,
  confirmedAt: instant.nullable(),
  cancelledAt: instant.nullable(),
  rows: z.array(
    z.object({
      businessId: z.string(),
      externalWorkerId: z.string(),
      amount: money,
      code: z.enum(payoutItemCodes).nullable(),
      /** Why its withdrawal was refused, where that is the code. */
      withdrawalCode: z.string().nullable(),
      /** Soon after the confirmation: the withdrawal that pays it. */
      withdrawalId: z.string().nullable(),
    }),
  ),
});

/** 单笔付款: income and its payment in one call, as a batch of one that is confirmed at once. */
export const createPayout = operation({
  id: 'createPayout',
  method: 'POST',
  path: '/v1/payouts',
  scope: 'app',
  permission: 'payouts:write',
  withHouse: true,
  input: payoutItem.extend({ programId: id('prg').optional() }),
  output: payoutBatchView,
  failures: { 'program.not_found': 409, 'payout_batch.number_reused': 409 },
});

/** 批量付款, first step: nothing is booked yet. The same batch number with the same items is the same. */
export const createPayoutBatch = operation({
  id: 'createPayoutBatch',
  method: 'POST',
  path: '/v1/payout-batches',
  scope: 'app',
  permission: 'payouts:write',
  withHouse: true,
  input: z.object({
    batchNumber: businessId,
    programId: id('prg').optional(),
    items: z.array(payoutItem).min(1).max(500),
  }),
  output: payoutBatchView,
  failures: { 'program.not_found': 409, 'payout_batch.number_reused': 409 },
});

/**
 * Books the income of every good item and pays it, as a withdrawal of the worker would. The payments
 * follow the answer: read the batch again.
 */
export const confirmPayoutBatch = operation({
  id: 'confirmPayoutBatch',
  method: 'POST',
  path: '/v1/payout-batches/:batchNumber/confirmation',
  scope: 'app',
  permission: 'payouts:write',
  withHouse: true,
  input: z.object({
    batchNumber: businessId,
    /** Control totals: what the platform means to pay. */
    items: z.number().int().min(1),
    amount: money,
  }),
  output: payoutBatchView,
  failures: {
    'payout_batch.not_found': 404,
    'program.not_found': 409,
    'payout_batch.cancelled': 409,
    'payout_batch.totals_differ': 422,
  },
});

export const cancelPayoutBatch = operation({
  id: 'cancelPayoutBatch',
  method: 'POST',
  path: '/v1/payout-batches/:batchNumber/cancellation',
  scope: 'app',
  permission: 'payouts:write',
  input: z.object({ batchNumber: businessId }),
  output: payoutBatchView,
  failures: { 'payout_batch.not_found': 404, 'payout_batch.already_confirmed': 409 },
});

export const readPayoutBatch = operation({
  id: 'readPayoutBatch',
  method: 'GET',
  path: '/v1/payout-batches/:batchNumber',
  scope: 'app',
  permission: 'payouts:read',
  input: z.object({ batchNumber: businessId }),
  output: payoutBatchView,
  failures: { 'payout_batch.not_found': 404 },
});

/** How many items, and what they come to. */
const payoutShare = z.object({ items: z.number(), amount: money });

const payoutBatchSummary = payoutBatchView.omit({ rows: true, refused: true }).extend({
  /** 单笔付款: a batch of one, under the business id of its item. */
  isSingle: z.boolean(),
  /** Of the batch: asked for as withdrawals, refused, and neither yet; nothing cancelled waits. */
  withdrawn: payoutShare,
  refused: payoutShare,
  waiting: payoutShare,
});

/** Newest first. Batches of a sandbox are shown with their program alone. */
export const listPayoutBatches = operation({
  id: 'listPayoutBatches',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payout-batches',
  scope: 'tenant',
  permission: 'withdrawal:read',
  input: z.object({
    tenantId,
    programId: id('prg').optional(),
    state: z.enum(payoutBatchStates).optional(),
    ...pageInput,
  }),
  output: page(payoutBatchSummary),
  failures: {},
});

export const getPayoutBatch = operation({
  id: 'getPayoutBatch',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payout-batches/:batchId',
  scope: 'tenant',
  permission: 'withdrawal:read',
  input: z.object({ tenantId, batchId: id('pob') }),
  output: payoutBatchSummary.extend({
    rows: z.array(
      payoutBatchView.shape.rows.element.extend({
        task: z.string(),
        /** Null where nobody of the number is registered. */
        workerName: z.string().nullable(),
        /** Why it is not paid; null when it is, or will be. */
        refusalZh: z.string().nullable(),
        refusalEn: z.string().nullable(),
      }),
    ),
  }),
  failures: { 'payout_batch.not_found': 404 },
});
