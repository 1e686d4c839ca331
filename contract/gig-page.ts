import { z } from 'zod';
import { id, instant, money, nothing, page, pageInput, payPeriodField, reason } from './fields.ts';
import { incomeKinds } from './gig-income.ts';
import {
  tryWithdrawal,
  withdraw,
  withdrawalAnswer,
  withdrawalView,
  workerBalanceView,
} from './gig-withdrawal.ts';
import {
  admissionReasons,
  agreementKinds,
  externalWorkerId,
  payoutChannels,
  workerStates,
} from './gig-worker.ts';
import { operation } from './operation.ts';
import { appLinkMinutes, newLink } from './person-link.ts';

/**
 * 本人页面: what a worker sees and does on the phone. The client's app makes the link; the worker is the
 * link's, so no operation here takes one.
 */

const permission = 'link:withdrawals';

/** For the app's web view: open it at once. It ends with the key that made it. */
export const createWorkerPageLink = operation({
  id: 'createWorkerPageLink',
  method: 'POST',
  path: '/v1/workers/:externalWorkerId/page-links',
  scope: 'app',
  permission: 'workers:page',
  input: z.object({
    externalWorkerId,
    /** How long it waits to be opened; else ten minutes. */
    minutes: appLinkMinutes,
  }),
  output: newLink,
  failures: { 'worker.not_found': 404 },
});

/** The worker signed out of the app: the link and the pages it opened close at once. */
export const revokeWorkerPageLink = operation({
  id: 'revokeWorkerPageLink',
  method: 'DELETE',
  path: '/v1/worker-page-links/:linkId',
  scope: 'app',
  permission: 'workers:page',
  input: z.object({ linkId: id('plk') }),
  output: nothing,
  failures: { 'person_link.not_found': 404 },
});

/** Why nothing can be withdrawn of a kind of income now. */
export const ownHindrances = [
  'worker.account_unusable',
  'worker.not_admitted',
  'program.not_active',
  'withdrawal.worker_day_count',
  'withdrawal.worker_day_limit',
  'withdrawal.balance_too_low',
] as const;

export const getOwnBalance = operation({
  id: 'getOwnBalance',
  method: 'GET',
  path: '/v1/me/balance',
  scope: 'link',
  permission,
  withHouse: true,
  input: z.object({}),
  output: z.object({
    state: z.enum(workerStates),
    reasons: z.array(z.enum(admissionReasons)),
    /** Who pays and withholds; null before there is a program. */
    payerName: z.string().nullable(),
    /** Of one withdrawal. */
    withdrawalMin: money,
    withdrawalMax: money,
    rows: z.array(
      workerBalanceView.extend({
        /** The most that one withdrawal may take now. */
        withdrawableNow: money,
        hindrance: z.enum(ownHindrances).nullable(),
        /** Of the day; null is no limit. */
        leftToday: money.nullable(),
        timesLeftToday: z.number().nullable(),
      }),
    ),
    channel: z.enum(payoutChannels),
    accountMasked: z.string(),
    bankName: z.string().nullable(),
  }),
  failures: {},
});

export const tryOwnWithdrawal = operation({
  id: 'tryOwnWithdrawal',
  method: 'POST',
  path: '/v1/me/withdrawals/trial',
  scope: 'link',
  permission,
  pure: true,
  withHouse: true,
  input: z.object({ amount: money, incomeKind: z.enum(incomeKinds).optional() }),
  output: tryWithdrawal.output,
  failures: tryWithdrawal.failures,
});

const { 'withdrawal.business_id_reused': _never, ...withdrawFailures } = withdraw.failures;

/**
 * The same as `withdraw` by the app that made the link: same path, same answer, told to the same
 * webhooks. The business id follows from the session and the Idempotency-Key, one a form.
 */
export const withdrawOwn = operation({
  id: 'withdrawOwn',
  method: 'POST',
  path: '/v1/me/withdrawals',
  scope: 'link',
  permission,
  input: z.object({ amount: money, incomeKind: z.enum(incomeKinds).optional() }),
  output: withdrawalAnswer,
  failures: withdrawFailures,
});

const ownWithdrawalView = withdrawalView.omit({ externalWorkerId: true, businessId: true });

/** Newest first. */
export const listOwnWithdrawals = operation({
  id: 'listOwnWithdrawals',
  method: 'GET',
  path: '/v1/me/withdrawals',
  scope: 'link',
  permission,
  input: z.object({
    /** Of the payment; of the request while it waits for the client's money. */
    month: payPeriodField.optional(),
    ...pageInput,
  }),
  output: page(ownWithdrawalView),
  failures: {},
});

/** With every number of its tax explained by the payments before it. */
export const getOwnWithdrawal = operation({
  id: 'getOwnWithdrawal',
  method: 'GET',
  path: '/v1/me/withdrawals/:withdrawalId',
  scope: 'link',
  permission,
  withHouse: true,
  input: z.object({ withdrawalId: id('wdr') }),
  output: ownWithdrawalView.extend({ reasons: z.array(reason) }),
  failures: { 'withdrawal.not_found': 404 },
});

/** The last months in which something was withdrawn, newest first; what came back is not in the sums. */
export const listOwnMonths = operation({
  id: 'listOwnMonths',
  method: 'GET',
  path: '/v1/me/months',
  scope: 'link',
  permission,
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({
        month: payPeriodField,
        withdrawals: z.number(),
        gross: money,
        tax: money,
        /** With its surcharges. */
        vat: money,
        net: money,
        /** Something was paid or is on its way, so there is a statement. */
        hasStatement: z.boolean(),
      }),
    ),
  }),
  failures: {},
});

/** 扣缴明细单 of one month. */
export const downloadOwnStatement = operation({
  id: 'downloadOwnStatement',
  method: 'GET',
  path: '/v1/me/statements/:month',
  scope: 'link',
  permission,
  download: true,
  withHouse: true,
  input: z.object({ month: payPeriodField }),
  output: z.unknown(),
  failures: { 'worker_statement.nothing_paid': 404 },
});

export const getOwnAccount = operation({
  id: 'getOwnAccount',
  method: 'GET',
  path: '/v1/me/account',
  scope: 'link',
  permission,
  input: z.object({}),
  output: z.object({
    name: z.string(),
    documentMasked: z.string(),
    phoneMasked: z.string(),
    channel: z.enum(payoutChannels),
    accountMasked: z.string(),
    bankName: z.string().nullable(),
    state: z.enum(workerStates),
    reasons: z.array(z.enum(admissionReasons)),
    registeredAt: instant,
    signatures: z.array(
      z.object({ kind: z.enum(agreementKinds), version: z.string(), signedAt: instant }),
    ),
  }),
  failures: {},
});
