import { z } from 'zod';
import { count, id, instant, money, reason, tenantId } from './fields.ts';
import { proofView, withdrawalRow } from './gig-withdrawal.ts';
import { operation } from './operation.ts';

/** What withdrawals look like while they come by the thousand, and how one came about. */

const flowPoint = z.object({
  /** When the step begins. */
  at: instant,
  accepted: z.number(),
  suspended: z.number(),
  refused: z.number(),
  paid: z.number(),
  failed: z.number(),
  returned: z.number(),
  /** 99 % were answered within these milliseconds; null when nothing came. */
  acceptP99: z.number().nullable(),
});

/** 实时看板: the last minutes by steps, how the bank stands, and the books against it. */
export const getWithdrawalFlow = operation({
  id: 'getWithdrawalFlow',
  method: 'GET',
  path: '/v1/tenants/:tenantId/programs/:programId/flow',
  scope: 'tenant',
  permission: 'withdrawal:read',
  withHouse: true,
  input: z.object({ tenantId, programId: id('prg'), minutes: count(1440).optional() }),
  output: z.object({
    now: instant,
    stepSeconds: z.number(),
    points: z.array(flowPoint),
    /** Of the window. */
    accepted: z.number(),
    acceptedAmount: money,
    suspended: z.number(),
    refused: z.number(),
    paid: z.number(),
    paidAmount: money,
    failed: z.number(),
    returned: z.number(),
    acceptP50: z.number().nullable(),
    acceptP99: z.number().nullable(),
    peakPerSecond: z.number(),
    /** The bank link: orders that wait, as far as they are counted, and those nobody knows of. */
    bank: z.object({
      channel: z.string(),
      waiting: z.number(),
      /** There are more than were counted. */
      isMore: z.boolean(),
      unknown: z.number(),
      oldestWaiting: instant.nullable(),
    }),
    /** Ordered, and neither paid nor given up. */
    inFlight: money,
    /** What the books say lies on the account for this client. */
    bookedAtBank: money,
    /** What the bank said last; null when it was never asked, or the account is the provider's. */
    bankBalance: money.nullable(),
    bankBalanceAt: instant.nullable(),
  }),
  failures: { 'program.not_found': 404 },
});

/** One withdrawal with its tax explained, its orders, and what its app was told. */
export const getWithdrawal = operation({
  id: 'getWithdrawal',
  method: 'GET',
  path: '/v1/tenants/:tenantId/withdrawals/:withdrawalId',
  scope: 'tenant',
  permission: 'withdrawal:read',
  withHouse: true,
  input: z.object({ tenantId, withdrawalId: id('wdr') }),
  output: withdrawalRow.extend({
    environment: z.enum(['sandbox', 'live']),
    reasons: z.array(reason),
    orders: z.array(
      z.object({
        id: id('pay'),
        attempt: z.number(),
        state: z.string(),
        amount: money,
        code: z.string().nullable(),
        text: z.string().nullable(),
        bankReference: z.string().nullable(),
        sentAt: instant.nullable(),
        settledAt: instant.nullable(),
      }),
    ),
    deliveries: z.array(
      z.object({
        id: id('whd'),
        type: z.string(),
        state: z.enum(['waiting', 'delivered', 'failed']),
        attempts: z.number(),
        status: z.number().nullable(),
        createdAt: instant,
        attemptedAt: instant.nullable(),
      }),
    ),
  }),
  failures: { 'withdrawal.not_found': 404 },
});

/** The proof as a job: it reads everything there is. */
export const startWithdrawalProof = operation({
  id: 'startWithdrawalProof',
  method: 'POST',
  path: '/v1/tenants/:tenantId/withdrawal-proofs',
  scope: 'tenant',
  permission: 'withdrawal:read',
  input: z.object({ tenantId }),
  output: z.object({ proofId: id('wdp'), jobId: id('job') }),
  failures: {},
});

export const withdrawalProofView = z.object({
  id: id('wdp'),
  jobId: id('job'),
  askedBy: z.string(),
  askedAt: instant,
  finishedAt: instant.nullable(),
  holds: z.boolean().nullable(),
  result: proofView
    .extend({
      /** The account's books, of all it pays for, and what the bank says; null where it is not asked. */
      accounts: z.array(
        z.object({
          payerAccountId: id('pac'),
          holderName: z.string(),
          accountMasked: z.string(),
          booked: money,
          /** In flight of everybody whom the account pays for: the bank may have paid it already. */
          inFlight: money,
          /** Arrived at the bank, and not in the books before its statement is read. */
          unread: money,
          bank: money.nullable(),
          holds: z.boolean(),
        }),
      ),
    })
    .nullable(),
});

/** Newest first; those that run have no result yet. */
export const listWithdrawalProofs = operation({
  id: 'listWithdrawalProofs',
  method: 'GET',
  path: '/v1/tenants/:tenantId/withdrawal-proofs',
  scope: 'tenant',
  permission: 'withdrawal:read',
  input: z.object({ tenantId, limit: count(50).optional() }),
  output: z.object({ rows: z.array(withdrawalProofView) }),
  failures: {},
});
