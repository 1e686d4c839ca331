import { z } from 'zod';
import { id, instant, money, page, pageInput, plainDateField, tenantId } from './fields.ts';
import { operation } from './operation.ts';

/** What a bank told of a payer account: one statement a day. */

export const statementSources = ['link', 'camt053', 'bankFile', 'sheet'] as const;

export const statementView = z.object({
  id: id('stm'),
  payerAccountId: id('pac'),
  day: plainDateField,
  /** Null where the bank's file has no balances. */
  opening: money.nullable(),
  closing: money.nullable(),
  lineCount: z.number(),
  amountIn: money,
  amountOut: money,
  source: z.enum(statementSources),
  /** Lines that nothing in the books answers to. */
  openLines: z.number(),
  /** Opening less the closing before it; null when either is unknown. Not zero: days are missing. */
  gap: money.nullable(),
  readAt: instant,
  readBy: z.string(),
});

/** Reads the bank's statement of a day over its link; arrivals become receipts, unmatched. */
export const readStatement = operation({
  id: 'readStatement',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payer-accounts/:payerAccountId/statement-readings',
  scope: 'tenant',
  permission: 'receipt:write',
  input: z.object({ tenantId, payerAccountId: id('pac'), day: plainDateField }),
  output: z.object({ jobId: id('job') }),
  failures: { 'payer_account.not_found': 404, 'payer_account.not_linked': 409 },
});

/**
 * Takes a statement file in: camt.053, or the stand-in bank's own file. A day that comes again
 * unchanged is the same statement; one that comes with other lines replaces the earlier.
 */
export const uploadStatement = operation({
  id: 'uploadStatement',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payer-accounts/:payerAccountId/statements',
  scope: 'tenant',
  permission: 'reconciliation:write',
  upload: true,
  input: z.object({ tenantId, payerAccountId: id('pac') }),
  output: z.object({
    statements: z.array(
      z.object({
        id: id('stm'),
        day: plainDateField,
        lineCount: z.number(),
        isNew: z.boolean(),
        /** Opening less the closing before it; not zero: days are missing. */
        gap: money.nullable(),
      }),
    ),
    /** Arrivals that became receipts. */
    recorded: z.number(),
    /** The comparison; null when nothing was new. */
    jobId: id('job').nullable(),
  }),
  failures: {
    'payer_account.not_found': 404,
    'file.empty': 422,
    'file.kind_refused': 422,
    'statement.unreadable': 422,
    'statement.account_differs': 422,
    'statement.currency_refused': 422,
    'statement.day_differs': 422,
    'statement.in_the_future': 422,
    'statement.does_not_add_up': 422,
  },
});

/** Latest day first. */
export const listStatements = operation({
  id: 'listStatements',
  method: 'GET',
  path: '/v1/tenants/:tenantId/statements',
  scope: 'tenant',
  permission: 'reconciliation:read',
  input: z.object({ tenantId, payerAccountId: id('pac').optional(), ...pageInput }),
  output: page(statementView),
  failures: {},
});
