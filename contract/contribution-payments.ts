import { z } from 'zod';
import {
  id,
  instant,
  money,
  payPeriodField,
  plainDateField,
  positiveMoney,
  tenantId,
  text,
} from './fields.ts';
import { registrationKinds } from './legal-entities.ts';
import { operation } from './operation.ts';

/** What a month owes to people, bureau and agencies, and the payments to the agencies. */

/** 三方协议扣款: the agency debits the unit's account. 缴款凭证: the unit pays by a voucher. */
export const contributionPaymentWays = ['agreementDebit', 'voucher'] as const;

/** 扣款回单, 税收完税证明, 公积金汇缴书. */
export const paymentEvidenceKinds = [
  'debitReceipt',
  'taxPaymentCertificate',
  'fundRemittance',
] as const;

/** 滞纳金 is borne by whoever was late. */
export const lateFeeBearers = ['client', 'provider'] as const;

export const contributionPaymentView = z.object({
  id: id('ctp'),
  registrationId: id('reg'),
  contributionPeriod: payPeriodField,
  way: z.enum(contributionPaymentWays),
  amount: money,
  lateFee: money,
  lateFeeBearer: z.enum(lateFeeBearers).nullable(),
  /** The paying account it left; null: an account of the unit that is not kept here. */
  payerAccountId: id('pac').nullable(),
  paidOn: plainDateField,
  voucherNumber: z.string(),
  evidenceId: id('evd'),
  recordedBy: z.string(),
  recordedAt: instant,
  revokedAt: instant.nullable(),
  revokeReason: z.string().nullable(),
});

/**
 * What was debited or paid to an agency for this client's people at a registration and month, with
 * the debit receipt. Of a unit of the provider that insures people of several clients each client
 * gets its part recorded.
 */
export const recordContributionPayment = operation({
  id: 'recordContributionPayment',
  method: 'POST',
  path: '/v1/tenants/:tenantId/registrations/:registrationId/contribution-payments',
  scope: 'tenant',
  permission: 'contribution:pay',
  withHouse: true,
  upload: true,
  input: z.object({
    tenantId,
    registrationId: id('reg'),
    contributionPeriod: payPeriodField,
    way: z.enum(contributionPaymentWays),
    amount: positiveMoney.refine((amount) => amount > 0, { message: 'money.zero' }),
    lateFee: positiveMoney.optional(),
    lateFeeBearer: z.enum(lateFeeBearers).optional(),
    /** Of the registration's holder. Absent: for the provider's the one its people are paid from. */
    payerAccountId: id('pac').optional(),
    paidOn: plainDateField,
    voucherNumber: text(60),
    /** Of the uploaded receipt; further papers are bound to the payment afterwards. */
    evidenceKind: z.enum(paymentEvidenceKinds).optional(),
  }),
  output: contributionPaymentView,
  failures: {
    'registration.not_found': 404,
    'contribution_payment.in_the_future': 422,
    'contribution_payment.bearer_missing': 422,
    'payer_account.not_found': 404,
    'contribution_payment.payer_account_missing': 422,
    'contribution_payment.nothing_owed': 409,
    'contribution_payment.exists': 409,
    'file.empty': 422,
    'file.kind_refused': 422,
    'evidence.unreadable': 422,
    'evidence.locked': 422,
  },
});

/** It was recorded wrongly: the books go back by reversal, the record stays. */
export const revokeContributionPayment = operation({
  id: 'revokeContributionPayment',
  method: 'POST',
  path: '/v1/tenants/:tenantId/contribution-payments/:contributionPaymentId/revocation',
  scope: 'tenant',
  permission: 'contribution:pay',
  withHouse: true,
  input: z.object({ tenantId, contributionPaymentId: id('ctp'), reason: text(200) }),
  output: contributionPaymentView,
  failures: { 'contribution_payment.not_found': 404, 'contribution_payment.revoked': 409 },
});

export const obligationKinds = ['wages', 'tax', 'contributions'] as const;

/** `provider`: through us, out of what the client sent. `client`: by itself, to whom it is owed. */
export const obligationSettlers = ['provider', 'client'] as const;

export const runObligation = z.object({
  kind: z.enum(obligationKinds),
  entityId: id('ent'),
  entityName: z.string(),
  /** Contributions are owed by registration; null where the books could not tell which. */
  registrationId: id('reg').nullable(),
  registrationKind: z.enum(registrationKinds).nullable(),
  cityName: z.string().nullable(),
  /** Wages are those of this run. Tax and contributions are due by month: with the other runs of it. */
  period: payPeriodField.nullable(),
  settledBy: z.enum(obligationSettlers),
  payable: money,
  paid: money,
  /** Negative: more was paid than is owed. */
  open: money,
  payments: z.array(contributionPaymentView),
});

export const getRunObligations = operation({
  id: 'getRunObligations',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payroll-runs/:runId/obligations',
  scope: 'tenant',
  permission: 'receipt:read',
  withHouse: true,
  input: z.object({ tenantId, runId: id('run') }),
  output: z.object({
    rows: z.array(runObligation),
    payable: money,
    paid: money,
    open: money,
    /** Nothing is open: the month's payables stand at zero in the books. */
    isSettled: z.boolean(),
  }),
  failures: { 'payroll_run.not_found': 404, 'payroll_run.not_locked': 409 },
});
