import { z } from 'zod';
import { id, instant, money, page, pageInput, plainDateField, tenantId } from './fields.ts';
import { operation } from './operation.ts';

/** The books of one tenant: accounts, journals, and proof that they agree. */

export const ledgerAccountKinds = [
  'bank',
  'clientFunds',
  'clientDue',
  'wagesPayable',
  'taxPayable',
  'contributionsPayable',
  'paymentsInFlight',
  'advance',
  'providerFunds',
  'personalReceivable',
  'unmatchedReceipts',
  'withdrawable',
  'withdrawableHeld',
  'vatPayable',
  'serviceFeeIncome',
] as const;

/** Every kind of journal there is; which accounts it moves stands in the ledger's README. */
export const journalKinds = [
  'payroll_run.locked',
  'client_bill.confirmed',
  'client_bill.matched',
  'personal_receivable.settled',
  'receipt.recorded',
  'receipt.released',
  'receipt.matched',
  'receipt.own_funds',
  'advance.granted',
  'advance.provided',
  'advance.repaid',
  'advance.returned',
  'funds.applied',
  'pay_order.queued',
  'pay_order.succeeded',
  'pay_order.failed',
  'pay_order.cancelled',
  'pay_order.returned',
  'pay_order.reopened',
  'tax.paid',
  'contributions.paid',
  'late_fee.paid',
  'funds.allotted',
  'income.accepted',
  'withdrawal.accepted',
  'withdrawal.suspended',
  'withdrawal.resumed',
  'withdrawal.released',
  'withdrawal.reversed',
  'reversal',
] as const;

export const ledgerAccountView = z.object({
  id: id('lac'),
  kind: z.enum(ledgerAccountKinds),
  legalEntityId: id('ent').nullable(),
  payerAccountId: id('pac').nullable(),
  personId: id('per').nullable(),
  registrationId: id('reg').nullable(),
  /** Everything ever debited and credited; both only grow. */
  debitTotal: money,
  creditTotal: money,
  /** Debits less credits: positive is a debit balance. */
  balance: money,
});

export const listLedgerAccounts = operation({
  id: 'listLedgerAccounts',
  method: 'GET',
  path: '/v1/tenants/:tenantId/ledger/accounts',
  scope: 'tenant',
  permission: 'ledger:read',
  input: z.object({
    tenantId,
    kind: z.enum(ledgerAccountKinds).optional(),
    legalEntityId: id('ent').optional(),
    payerAccountId: id('pac').optional(),
    personId: id('per').optional(),
    ...pageInput,
  }),
  output: page(ledgerAccountView),
  failures: {},
});

export const journalLineView = z.object({
  accountId: id('lac'),
  kind: z.enum(ledgerAccountKinds),
  legalEntityId: id('ent').nullable(),
  payerAccountId: id('pac').nullable(),
  personId: id('per').nullable(),
  registrationId: id('reg').nullable(),
  /** Debit positive, credit negative; the lines of a journal sum to zero. */
  amount: money,
});

export const journalView = z.object({
  id: id('jrn'),
  kind: z.enum(journalKinds),
  /** The business reference: one posting a reference, however often it is tried. */
  reference: z.string(),
  /** Prefixed id of what the journal belongs to: a run, a receipt, an advance. */
  subjectId: z.string().nullable(),
  occurredOn: plainDateField,
  recordedAt: instant,
  reversesId: id('jrn').nullable(),
  reversedById: id('jrn').nullable(),
  lines: z.array(journalLineView),
});

/** Newest first. */
export const listJournals = operation({
  id: 'listJournals',
  method: 'GET',
  path: '/v1/tenants/:tenantId/ledger/journals',
  scope: 'tenant',
  permission: 'ledger:read',
  input: z.object({
    tenantId,
    accountId: id('lac').optional(),
    kind: z.enum(journalKinds).optional(),
    subjectId: z.string().max(80).optional(),
    /** The whole reference, or its beginning. */
    reference: z.string().max(200).optional(),
    occurredFrom: plainDateField.optional(),
    occurredUntil: plainDateField.optional(),
    ...pageInput,
  }),
  output: page(journalView),
  failures: {},
});

/** Sums by kind of account. Debits equal credits, else the books are broken. */
export const getTrialBalance = operation({
  id: 'getTrialBalance',
  method: 'GET',
  path: '/v1/tenants/:tenantId/ledger/trial-balance',
  scope: 'tenant',
  permission: 'ledger:read',
  input: z.object({ tenantId }),
  output: z.object({
    rows: z.array(
      z.object({
        kind: z.enum(ledgerAccountKinds),
        accounts: z.number(),
        debitTotal: money,
        creditTotal: money,
        balance: money,
      }),
    ),
    debitTotal: money,
    creditTotal: money,
    isBalanced: z.boolean(),
  }),
  failures: {},
});

/** Adds up every journal again and compares with the balances kept. */
export const verifyLedger = operation({
  id: 'verifyLedger',
  method: 'POST',
  path: '/v1/tenants/:tenantId/ledger/verification',
  scope: 'tenant',
  permission: 'ledger:read',
  pure: true,
  input: z.object({ tenantId }),
  output: z.object({
    journals: z.number(),
    accounts: z.number(),
    differences: z.array(
      z.object({
        accountId: id('lac'),
        /** Null when a journal names an account that does not exist. */
        kind: z.enum(ledgerAccountKinds).nullable(),
        debitTotal: money,
        debitRecomputed: money,
        creditTotal: money,
        creditRecomputed: money,
      }),
    ),
  }),
  failures: {},
});
