import { z } from 'zod';
import {
  count,
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
import { receiptView } from './billing.ts';
import { operation } from './operation.ts';

/** The client's money of a program: what it says it has paid, what is there, what is settled. */

/** 充值认领: 待确认 · 已确认 · 已驳回 · 已撤回. A claim is no money until a receipt confirms it. */
export const claimStates = ['open', 'confirmed', 'refused', 'cancelled'] as const;

export const topUpClaimView = z.object({
  id: id('tuc'),
  programId: id('prg'),
  payerAccountId: id('pac'),
  amount: money,
  paidOn: plainDateField,
  payerName: z.string(),
  /** The bank's reference, or the remark that was written on the transfer. */
  bankReference: z.string(),
  note: z.string().nullable(),
  fileId: id('fil').nullable(),
  state: z.enum(claimStates),
  claimedBy: z.string(),
  claimedAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  reason: z.string().nullable(),
  receiptId: id('rcp').nullable(),
});

const claimed = {
  amount: positiveMoney.refine((amount) => amount > 0, { message: 'money.zero' }),
  paidOn: plainDateField,
  payerName: text(100),
  bankReference: text(64),
  note: text(200).optional(),
};

export const claimTopUp = operation({
  id: 'claimTopUp',
  method: 'POST',
  path: '/v1/tenants/:tenantId/programs/:programId/top-up-claims',
  scope: 'tenant',
  permission: 'top_up:claim',
  input: z.object({
    tenantId,
    programId: id('prg'),
    ...claimed,
    /** The bank's receipt, uploaded before. */
    fileId: id('fil').optional(),
  }),
  output: topUpClaimView,
  failures: {
    'top_up.in_the_future': 422,
    'program.not_found': 404,
    'file.not_found': 404,
    'top_up.claimed': 409,
  },
});

/** Newest first. */
export const listTopUpClaims = operation({
  id: 'listTopUpClaims',
  method: 'GET',
  path: '/v1/tenants/:tenantId/top-up-claims',
  scope: 'tenant',
  permission: 'gig_program:read',
  input: z.object({
    tenantId,
    programId: id('prg').optional(),
    state: z.enum(claimStates).optional(),
    ...pageInput,
  }),
  output: page(topUpClaimView),
  failures: {},
});

/** Receipts that may be what the client says it has paid, the likeliest first. */
export const listClaimReceipts = operation({
  id: 'listClaimReceipts',
  method: 'GET',
  path: '/v1/tenants/:tenantId/top-up-claims/:claimId/receipts',
  scope: 'tenant',
  permission: 'receipt:write',
  withHouse: true,
  input: z.object({ tenantId, claimId: id('tuc') }),
  output: z.object({
    rows: z.array(
      receiptView.extend({
        /** What agrees with the claim beside the amount. */
        agrees: z.array(z.enum(['bankReference', 'payerName', 'paidOn'])),
      }),
    ),
  }),
  failures: { 'top_up.not_found': 404 },
});

/** 确认: this receipt is what was claimed. An unmatched one is matched to the client in the same act. */
export const confirmTopUpClaim = operation({
  id: 'confirmTopUpClaim',
  method: 'POST',
  path: '/v1/tenants/:tenantId/top-up-claims/:claimId/confirmation',
  scope: 'tenant',
  permission: 'receipt:write',
  withHouse: true,
  input: z.object({ tenantId, claimId: id('tuc'), receiptId: id('rcp') }),
  output: topUpClaimView,
  failures: {
    'top_up.not_found': 404,
    'top_up.not_open': 409,
    'receipt.not_found': 404,
    'top_up.receipt_claimed': 409,
    'top_up.other_account': 422,
    'top_up.amount_differs': 422,
  },
});

export const refuseTopUpClaim = operation({
  id: 'refuseTopUpClaim',
  method: 'POST',
  path: '/v1/tenants/:tenantId/top-up-claims/:claimId/refusal',
  scope: 'tenant',
  permission: 'receipt:write',
  input: z.object({ tenantId, claimId: id('tuc'), reason: text(200) }),
  output: topUpClaimView,
  failures: { 'top_up.not_found': 404, 'top_up.not_open': 409 },
});

/** The client takes back what it said. */
export const cancelTopUpClaim = operation({
  id: 'cancelTopUpClaim',
  method: 'POST',
  path: '/v1/tenants/:tenantId/top-up-claims/:claimId/cancellation',
  scope: 'tenant',
  permission: 'top_up:claim',
  input: z.object({ tenantId, claimId: id('tuc') }),
  output: topUpClaimView,
  failures: { 'top_up.not_found': 404, 'top_up.not_open': 409 },
});

/** The same claim by an app; the program is that of its environment. */
export const reportTopUp = operation({
  id: 'reportTopUp',
  method: 'POST',
  path: '/v1/top-up-claims',
  scope: 'app',
  permission: 'funds:write',
  input: z.object(claimed),
  output: topUpClaimView,
  failures: {
    'top_up.in_the_future': 422,
    'program.not_found': 404,
    'top_up.claimed': 409,
  },
});

export const readTopUp = operation({
  id: 'readTopUp',
  method: 'GET',
  path: '/v1/top-up-claims/:claimId',
  scope: 'app',
  permission: 'funds:read',
  input: z.object({ claimId: id('tuc') }),
  output: topUpClaimView,
  failures: { 'top_up.not_found': 404 },
});

/** 资金充足 · 资金偏低 · 资金不足，提现挂起. */
export const fundsStates = ['enough', 'low', 'suspended'] as const;

/** What a day has used of the client's money: withdrawals that were accepted, less what came back. */
export const dayUseView = z.object({
  count: z.number(),
  gross: money,
  fee: money,
  /** Of the client's money: gross and fee. */
  spent: money,
});

export const fundsView = z.object({
  programId: id('prg'),
  programName: z.string(),
  /** All of the client's money of the program, wherever it lies. */
  total: money,
  /** What is not needed for withdrawals that wait. */
  available: money,
  /** What withdrawals that wait need, with the fee; and what is missing for them. */
  held: money,
  missing: money,
  heldCount: z.number(),
  /** Ordered, and neither paid nor given up. */
  inFlight: money,
  today: dayUseView,
  /** Whole hours for which the money lasts at today's rate; null when nothing is used. */
  hoursLeft: z.number().nullable(),
  state: z.enum(fundsStates),
  stateSince: instant.nullable(),
  warningBelow: money,
  warningHours: z.number().nullable(),
});

export const readFunds = operation({
  id: 'readFunds',
  method: 'GET',
  path: '/v1/funds',
  scope: 'app',
  permission: 'funds:read',
  input: z.object({}),
  output: fundsView,
  failures: { 'program.not_found': 404 },
});

/** Programs of all clients of the actor whose money is low, or whose withdrawals wait for it. */
export const listFundsWarnings = operation({
  id: 'listFundsWarnings',
  method: 'GET',
  path: '/v1/funds-warnings',
  scope: 'assigned',
  permission: 'gig_program:read',
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({
        clientId: tenantId,
        clientName: z.string(),
        programId: id('prg'),
        programName: z.string(),
        state: z.enum(fundsStates).exclude(['enough']),
        stateSince: instant.nullable(),
      }),
    ),
  }),
  failures: {},
});

/* 结算单 */

/** 待确认 · 已确认 · 待开票 · 已开票. */
export const sheetStates = ['generated', 'confirmed', 'invoiceRequested', 'invoiced'] as const;
export const sheetUnits = ['day', 'month'] as const;
/** 服务费开票 · 全额开票 (gross and fee). */
export const invoiceKinds = ['serviceFee', 'grossAndFee'] as const;

const movedView = z.object({
  count: z.number(),
  gross: money,
  tax: money,
  /** With surcharges. */
  vat: money,
  fee: money,
  net: money,
});

export const settlementSheetView = z.object({
  id: id('sts'),
  programId: id('prg'),
  programName: z.string(),
  unit: z.enum(sheetUnits),
  firstDay: plainDateField,
  lastDay: plainDateField,
  state: z.enum(sheetStates),
  opening: money,
  topUps: money,
  advances: money,
  withdrawn: movedView,
  returned: movedView,
  /** What else was paid from the account: wages, agencies, another program. */
  other: money,
  closing: money,
  generatedBy: z.string(),
  generatedAt: instant,
  confirmedBy: z.string().nullable(),
  confirmedAt: instant.nullable(),
  invoiceKind: z.enum(invoiceKinds).nullable(),
  invoiceAmount: money.nullable(),
  invoiceAskedBy: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  invoicedOn: plainDateField.nullable(),
});

/** Draws up the sheet of a day or month that is over, or draws it up again until it is confirmed. */
export const generateSettlementSheet = operation({
  id: 'generateSettlementSheet',
  method: 'POST',
  path: '/v1/tenants/:tenantId/programs/:programId/settlement-sheets',
  scope: 'tenant',
  permission: 'settlement:write',
  input: z.object({
    tenantId,
    programId: id('prg'),
    unit: z.enum(sheetUnits),
    /** The day, or any day of the month. */
    day: plainDateField,
  }),
  output: settlementSheetView,
  failures: {
    'program.not_found': 404,
    'settlement.not_over': 409,
    'settlement.confirmed': 409,
  },
});

/** Newest first. */
export const listSettlementSheets = operation({
  id: 'listSettlementSheets',
  method: 'GET',
  path: '/v1/tenants/:tenantId/settlement-sheets',
  scope: 'tenant',
  permission: 'gig_program:read',
  input: z.object({
    tenantId,
    programId: id('prg').optional(),
    unit: z.enum(sheetUnits).optional(),
    ...pageInput,
  }),
  output: page(settlementSheetView),
  failures: {},
});

/** XLSX with every withdrawal of the period, or the sheet alone as PDF. */
export const downloadSettlementSheet = operation({
  id: 'downloadSettlementSheet',
  method: 'GET',
  path: '/v1/tenants/:tenantId/settlement-sheets/:sheetId/file',
  scope: 'tenant',
  permission: 'gig_program:read',
  withHouse: true,
  download: true,
  input: z.object({ tenantId, sheetId: id('sts'), format: z.enum(['xlsx', 'pdf']) }),
  output: z.unknown(),
  failures: { 'settlement.not_found': 404 },
});

/** By the client: from then on the figures stand. */
export const confirmSettlementSheet = operation({
  id: 'confirmSettlementSheet',
  method: 'POST',
  path: '/v1/tenants/:tenantId/settlement-sheets/:sheetId/confirmation',
  scope: 'tenant',
  permission: 'settlement:confirm',
  input: z.object({ tenantId, sheetId: id('sts') }),
  output: settlementSheetView,
  failures: { 'settlement.not_found': 404, 'settlement.not_generated': 409 },
});

export const requestSettlementInvoice = operation({
  id: 'requestSettlementInvoice',
  method: 'POST',
  path: '/v1/tenants/:tenantId/settlement-sheets/:sheetId/invoice-request',
  scope: 'tenant',
  permission: 'settlement:confirm',
  input: z.object({ tenantId, sheetId: id('sts'), kind: z.enum(invoiceKinds) }),
  output: settlementSheetView,
  failures: {
    'settlement.not_found': 404,
    'settlement.not_confirmed': 409,
    'settlement.nothing_to_invoice': 409,
  },
});

/** The invoice was made out in the provider's invoicing program. */
export const recordSettlementInvoice = operation({
  id: 'recordSettlementInvoice',
  method: 'POST',
  path: '/v1/tenants/:tenantId/settlement-sheets/:sheetId/invoice',
  scope: 'tenant',
  permission: 'settlement:write',
  input: z.object({
    tenantId,
    sheetId: id('sts'),
    invoiceNumber: text(40),
    invoicedOn: plainDateField,
  }),
  output: settlementSheetView,
  failures: { 'settlement.not_found': 404, 'settlement.no_invoice_request': 409 },
});

/** Sheets of the app's program, newest first. */
export const readSettlementSheets = operation({
  id: 'readSettlementSheets',
  method: 'GET',
  path: '/v1/settlement-sheets',
  scope: 'app',
  permission: 'funds:read',
  input: z.object({ unit: z.enum(sheetUnits).optional(), limit: count(500).optional() }),
  output: z.object({ rows: z.array(settlementSheetView) }),
  failures: { 'program.not_found': 404 },
});
