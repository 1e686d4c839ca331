import { z } from 'zod';
import { id, plainDateField, positiveMoney, tenantId, text } from './fields.ts';
import { operation } from './operation.ts';
import { returnView } from './withholding-returns.ts';

/** The steps of a withholding return after it was computed: sent, accepted, paid, proven, corrected. */

const one = { tenantId, returnId: id('wht') };

export const markReturnSent = operation({
  id: 'markReturnSent',
  method: 'POST',
  path: '/v1/tenants/:tenantId/withholding-returns/:returnId/sending',
  scope: 'tenant',
  permission: 'tax:file',
  input: z.object(one),
  output: returnView,
  failures: {
    'withholding_return.not_found': 404,
    'withholding_return.already_sent': 409,
    'withholding_return.over': 409,
    'withholding_return.outdated': 409,
    'withholding_return.unregistered': 409,
    'withholding_return.not_compared': 409,
    'withholding_return.differs': 409,
    'withholding_return.earlier_correction_open': 409,
  },
});

export const recordReturnResult = operation({
  id: 'recordReturnResult',
  method: 'POST',
  path: '/v1/tenants/:tenantId/withholding-returns/:returnId/result',
  scope: 'tenant',
  permission: 'tax:file',
  input: z.object({
    ...one,
    isAccepted: z.boolean(),
    /** 申报回执号, or the bureau's words. */
    receiptNumber: text(60).optional(),
    refusal: text(500).optional(),
  }),
  output: returnView,
  failures: {
    'withholding_return.not_found': 404,
    'withholding_return.not_sent': 409,
    'withholding_return.refusal_needs_reason': 422,
  },
});

/** 缴款: the tax that left the entity's account, with the number of its voucher. */
export const recordTaxPayment = operation({
  id: 'recordTaxPayment',
  method: 'POST',
  path: '/v1/tenants/:tenantId/withholding-returns/:returnId/payment',
  scope: 'tenant',
  permission: 'tax:file',
  input: z.object({
    ...one,
    amount: positiveMoney,
    lateFee: positiveMoney.optional(),
    paidOn: plainDateField,
    voucherNumber: text(60),
    /** An account of the entity's tenant. Absent: see the README of payroll, “Books”. */
    payerAccountId: id('pac').optional(),
  }),
  output: returnView,
  failures: {
    'withholding_return.not_found': 404,
    'withholding_return.not_accepted': 409,
    'withholding_return.nothing_due': 409,
    'withholding_return.amount_differs': 422,
    'withholding_return.paid_in_future': 422,
    'payer_account.not_found': 404,
    'withholding_return.payer_account_missing': 422,
  },
});

/** It was recorded wrongly: the books go back by reversal, the return is 申报成功 again. */
export const revokeTaxPayment = operation({
  id: 'revokeTaxPayment',
  method: 'POST',
  path: '/v1/tenants/:tenantId/withholding-returns/:returnId/payment-revocation',
  scope: 'tenant',
  permission: 'tax:file',
  input: z.object({ ...one, reason: text(200) }),
  output: returnView,
  failures: {
    'withholding_return.not_found': 404,
    'withholding_return.not_paid': 409,
    'withholding_return.correction_exists': 409,
  },
});

/** 完税证明, the debit receipt; 申报回执 where no tax is due. */
export const returnEvidenceKinds = [
  'taxPaymentCertificate',
  'debitReceipt',
  'declarationReceipt',
] as const;

/**
 * 取证: the paper is kept as evidence and bound to the return; one paper may be attached to several
 * returns. A return without tax due needs no payment before.
 */
export const attachReturnEvidence = operation({
  id: 'attachReturnEvidence',
  method: 'POST',
  path: '/v1/tenants/:tenantId/withholding-returns/:returnId/evidence',
  scope: 'tenant',
  permission: 'tax:file',
  upload: true,
  input: z.object({ ...one, kind: z.enum(returnEvidenceKinds).optional() }),
  output: returnView,
  failures: {
    'withholding_return.not_found': 404,
    'withholding_return.not_paid': 409,
    'evidence.proves_nothing': 422,
    'file.empty': 422,
    'file.kind_refused': 422,
    'evidence.unreadable': 422,
    'evidence.locked': 422,
  },
});

/** 更正申报, and with it every later declared period of the year, one after the other. */
export const openCorrectedReturn = operation({
  id: 'openCorrectedReturn',
  method: 'POST',
  path: '/v1/tenants/:tenantId/withholding-returns/:returnId/correction',
  scope: 'tenant',
  permission: 'tax:file',
  input: z.object({ ...one, reason: text(500) }),
  output: returnView,
  failures: {
    'withholding_return.not_found': 404,
    'withholding_return.not_accepted': 409,
    'withholding_return.correction_exists': 409,
    'withholding_return.unchanged': 409,
    'withholding_return.earlier_correction_open': 409,
    'withholding_return.nothing_paid': 409,
  },
});

export const cancelWithholdingReturn = operation({
  id: 'cancelWithholdingReturn',
  method: 'POST',
  path: '/v1/tenants/:tenantId/withholding-returns/:returnId/cancellation',
  scope: 'tenant',
  permission: 'tax:file',
  input: z.object({ ...one, reason: text(500) }),
  output: returnView,
  failures: {
    'withholding_return.not_found': 404,
    'withholding_return.already_sent': 409,
    'withholding_return.over': 409,
  },
});
