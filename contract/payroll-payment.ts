import { z } from 'zod';
import { employerCostPermission, employerMoney } from './employer-cost.ts';
import { id, instant, money, tenantId } from './fields.ts';
import { operation } from './operation.ts';
import { runView } from './payroll-run.ts';

/** Money of a run: funds per payer account, one click for all entities, what came of it. */

const run = { tenantId, runId: id('run') };

/**
 * One entity of the run. What has to lie on its paying account before the run is paid: the wages, and
 * for an entity of the provider (dispatch, outsourcing, own people) tax and contributions too, because
 * the provider pays those. A client's own entity (agency, payroll agency) pays tax and contributions
 * from its own accounts: they are told, and not asked for.
 */
export const fundingRow = z.object({
  entityId: id('ent'),
  entityName: z.string(),
  /** An entity of the provider: wages, tax and contributions all go through us. */
  isProvider: z.boolean(),
  payerAccountId: id('pac').nullable(),
  payerAccountMasked: z.string().nullable(),
  people: z.number(),
  /** Net pay of everybody, held people too. */
  wages: money,
  /** Individual income tax that goes through us; zero where the entity pays it itself. */
  tax: money,
  /** Contributions of both parties that go through us; zero where the entity pays them itself. */
  contributions: employerMoney,
  /** The sum of the three. */
  needed: money,
  /** What the entity pays itself, to bureau and agencies, from its own accounts. */
  selfPaidTax: money,
  selfPaidContributions: employerMoney,
  /** Of the wages, net pay of people who are held. */
  held: money,
  /** Received from the client or advanced, and set apart for this run. */
  applied: money,
  /** Received and free for this run. */
  available: money,
  missing: money,
  isFunded: z.boolean(),
});

export const runFunding = z.object({
  rows: z.array(fundingRow),
  needed: money,
  applied: money,
  missing: money,
  isFunded: z.boolean(),
});

export const getRunFunding = operation({
  id: 'getRunFunding',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/funding',
  scope: 'tenant',
  permission: 'payroll_run:read',
  partPermissions: [employerCostPermission],
  withHouse: true,
  input: z.object(run),
  output: runFunding,
  failures: { 'payroll_run.not_found': 404, 'payroll_run.not_locked': 409 },
});

/** Sets received money or an approved advance apart for the run, account by account. */
export const fundRun = operation({
  id: 'fundRun',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/funding',
  scope: 'tenant',
  permission: 'payroll_run:fund',
  partPermissions: [employerCostPermission],
  withHouse: true,
  input: z.object(run),
  output: runFunding,
  failures: {
    'payroll_run.not_found': 404,
    'payroll_run.over': 409,
    'payroll_run.payment_begun': 409,
    'payroll_run.not_locked': 409,
    'payroll_run.payer_account_missing': 422,
  },
});

export const runPaymentRow = z.object({
  entityId: id('ent'),
  entityName: z.string(),
  payerAccountId: id('pac').nullable(),
  payerAccountMasked: z.string().nullable(),
  people: z.number(),
  amount: money,
  queued: z.number(),
  sent: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  returned: z.number(),
  unknown: z.number(),
  held: z.number(),
  paidAmount: money,
});

export const runPayment = z.object({
  rows: z.array(runPaymentRow),
  people: z.number(),
  paidPeople: z.number(),
  amount: money,
  paidAmount: money,
  failedPeople: z.number(),
  heldPeople: z.number(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** Sum of payslips, of pay orders and of the ledger; equal, or the run is not closed. */
  proof: z.object({ payslips: money, payOrders: money, ledger: money, agrees: z.boolean() }),
  /** Unresolved differences between bank and books that touch this client: closing may wait for them. */
  openDiscrepancies: z.number(),
});

const payFailures = {
  'payroll_run.not_found': 404,
  'payroll_run.over': 409,
  'payroll_run.payment_begun': 409,
  'payroll_run.not_funded': 409,
  'payroll_run.releaser_prepared': 403,
  'payroll_run.outside_tax_period': 409,
  'payroll_run.payer_account_missing': 422,
} as const;

/** Pays every entity of the run at once: orders and books in one transaction. */
export const payRun = operation({
  id: 'payRun',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/payment',
  scope: 'tenant',
  permission: 'payroll_run:pay',
  withHouse: true,
  secondFactor: true,
  input: z.object(run),
  output: runView,
  failures: payFailures,
});

export const getRunPayment = operation({
  id: 'getRunPayment',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/payment',
  scope: 'tenant',
  permission: 'payroll_run:read',
  withHouse: true,
  input: z.object(run),
  output: runPayment,
  failures: { 'payroll_run.not_found': 404, 'payroll_run.not_locked': 409 },
});

const laterFailures = {
  'payroll_run.not_found': 404,
  'payroll_run.payment_not_begun': 409,
  'payroll_run.releaser_prepared': 403,
  'payroll_run.nobody_to_pay': 409,
  'payroll_run.payer_account_missing': 422,
} as const;

/** Pays those whose hold was released after the run was paid. */
export const payHeldMembers = operation({
  id: 'payHeldMembers',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/held-payment',
  scope: 'tenant',
  permission: 'payroll_run:pay',
  withHouse: true,
  secondFactor: true,
  input: z.object(run),
  output: runView,
  failures: laterFailures,
});

/** Pays those whose payment failed or came back, to the account that stands now. */
export const retryFailedMembers = operation({
  id: 'retryFailedMembers',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/failed-payment',
  scope: 'tenant',
  permission: 'payroll_run:pay',
  withHouse: true,
  secondFactor: true,
  input: z.object(run),
  output: runView,
  failures: laterFailures,
});
