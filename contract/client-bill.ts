import { z } from 'zod';
import { employerCostPermission, employerMoney } from './employer-cost.ts';
import {
  id,
  instant,
  money,
  page,
  pageInput,
  payPeriodField,
  plainDateField,
  positiveMoney,
  tenantId,
  text,
} from './fields.ts';
import { cityCode } from './legal-entities.ts';
import { operation } from './operation.ts';
import { collections } from './service-orders.ts';

export * from './client-bill-terms.ts';

/** 客户账单: what a client is asked for in a month, line by line, and what became of it. */

/** 预估 · 已确认 · 已到款 (in part) · 已核销 · 已撤回. */
export const clientBillStates = [
  'estimate',
  'confirmed',
  'received',
  'matched',
  'withdrawn',
] as const;

export const clientBillLineKinds = [
  'principal',
  'difference',
  'backContribution',
  'lateFee',
  'disabledEmploymentFund',
  'serviceFee',
  'tax',
  'advance',
  'previousDifference',
  'credit',
] as const;

/**
 * Who gets the money of a line: `asked` by this bill; `run`: a payroll run charges it; `direct`: the
 * agency debits the client's own account; `included`: contained in a price; `borne`: by somebody else,
 * and for the provider's eyes; `person`: the own part of a leaver's difference, asked of the person.
 * Only what is asked is in the sum of the bill.
 */
export const lineSettlements = ['asked', 'run', 'direct', 'included', 'borne', 'person'] as const;

/** 0–30 · 31–60 · 61–90 · > 90 days after the bill was due. */
export const ageingBands = ['notDue', 'days30', 'days60', 'days90', 'older'] as const;

/** What the bill does not know; it is said, and never counted as zero. */
export const clientBillFindings = [
  'taxUnknown',
  'disabledFundUnknown',
  'contributionUnknown',
  'orderMissing',
  'priceBaseUnknown',
  'lateFeeBearerUnknown',
] as const;

const amounts = z.object({ amount: money, lineCount: z.number() });

export const clientBillView = z.object({
  id: id('cbl'),
  tenantId,
  period: payPeriodField,
  state: z.enum(clientBillStates),
  dueOn: plainDateField,
  /** What the client is asked for; negative: we owe it, and the next bill carries it. */
  amount: money,
  matched: money,
  /** 未收. Null: nothing is owed, the bill is not confirmed or was withdrawn. */
  open: money.nullable(),
  lineCount: z.number(),
  disputedCount: z.number(),
  findings: z.array(z.object({ code: z.enum(clientBillFindings), count: z.number() })),
  ageing: z.enum(ageingBands).nullable(),
  daysOverdue: z.number(),
  drawnUpAt: instant,
  drawnUpBy: z.string(),
  confirmedAt: instant.nullable(),
  confirmedBy: z.string().nullable(),
  matchedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawalReason: z.string().nullable(),
});

/** Where a figure comes from: the one that is set. */
const lineSource = z.object({
  contributionLineId: id('cnl').nullable(),
  orderLineId: id('orl').nullable(),
  serviceOrderId: id('sor').nullable(),
  advanceId: id('adv').nullable(),
  runId: id('run').nullable(),
  billLineId: id('cbn').nullable(),
  billId: id('cbl').nullable(),
  arrearsId: id('arr').nullable(),
});

export const clientBillLineView = z.object({
  id: id('cbn'),
  kind: z.enum(clientBillLineKinds),
  settlement: z.enum(lineSettlements),
  employmentId: id('emp').nullable(),
  personName: z.string().nullable(),
  employeeNo: z.string().nullable(),
  cityCode: z.string().nullable(),
  registrationId: id('reg').nullable(),
  costCentre: z.string().nullable(),
  period: payPeriodField,
  /** The insurance kind of a contribution, or the service of a fee. */
  subject: z.string().nullable(),
  collection: z.enum(collections).nullable(),
  /** Of contributions, both parties; the amount is their sum. */
  employer: employerMoney,
  employee: money,
  amount: money,
  isEstimate: z.boolean(),
  /** What was reckoned: base, rate or figure, and its source. */
  facts: z.record(z.string(), z.string()),
  source: lineSource,
  dispute: z
    .object({
      reason: z.string(),
      disputedBy: z.string(),
      disputedAt: instant,
      /** Null: open. */
      decision: z.enum(['credited', 'kept']).nullable(),
      credit: money.nullable(),
      answer: z.string().nullable(),
      decidedBy: z.string().nullable(),
      decidedAt: instant.nullable(),
    })
    .nullable(),
});

/** 出账: everything of the month and what earlier bills were short of. One bill a month. */
export const drawUpClientBill = operation({
  id: 'drawUpClientBill',
  method: 'POST',
  path: '/v1/tenants/:tenantId/client-bills',
  scope: 'tenant',
  permission: 'client_bill:write',
  withHouse: true,
  input: z.object({ tenantId, period: payPeriodField }),
  output: clientBillView,
  failures: {
    'client_bill.terms_missing': 409,
    'client_bill.exists': 409,
    'client_bill.later_exists': 409,
  },
});

/** Over all assigned clients, overdue ones first. */
export const listClientBills = operation({
  id: 'listClientBills',
  method: 'GET',
  path: '/v1/client-bills',
  scope: 'assigned',
  permission: 'client_bill:read',
  input: z.object({
    clientId: tenantId.optional(),
    period: payPeriodField.optional(),
    state: z.enum(clientBillStates).optional(),
    ageing: z.enum(ageingBands).optional(),
    ...pageInput,
  }),
  output: page(clientBillView.extend({ clientShortName: z.string().nullable() })).extend({
    /** Of all bills that are asked for, whatever the filter. */
    bands: z.array(z.object({ band: z.enum(ageingBands), open: money, billCount: z.number() })),
  }),
  failures: {},
});

const one = { tenantId, clientBillId: id('cbl') };
const at = '/v1/tenants/:tenantId/client-bills/:clientBillId';

export const getClientBill = operation({
  id: 'getClientBill',
  method: 'GET',
  path: at,
  scope: 'tenant',
  permission: 'client_bill:read',
  withHouse: true,
  input: z.object(one),
  output: clientBillView.extend({
    /** SHA-256 of what is confirmed, or would be now. */
    hash: z.string(),
    /** Whether the reader may have the list by person. */
    showsLines: z.boolean(),
    byKind: z.array(
      amounts.extend({
        kind: z.enum(clientBillLineKinds),
        settlement: z.enum(lineSettlements),
      }),
    ),
    byCity: z.array(amounts.extend({ cityCode: z.string().nullable() })),
    byCostCentre: z.array(amounts.extend({ costCentre: z.string().nullable() })),
    byCollection: z.array(
      amounts.extend({ collection: z.enum(collections).nullable(), dueOn: plainDateField }),
    ),
    matches: z.array(
      z.object({
        id: id('cbm'),
        receiptId: id('rcp'),
        amount: money,
        receivedOn: plainDateField,
        matchedAt: instant,
        matchedBy: z.string(),
        undone: z.object({ reason: z.string(), at: instant, by: z.string() }).nullable(),
      }),
    ),
    /** Receipts of the client with what of them no bill has used and no run has spent: 多收留存. */
    credits: z.array(
      z.object({
        receiptId: id('rcp'),
        payerAccountId: id('pac'),
        amount: money,
        left: money,
        receivedOn: plainDateField,
      }),
    ),
  }),
  failures: { 'client_bill.not_found': 404 },
});

/** Person by person: for who may see what a client pays beside wages, or whom its terms let see it. */
export const listClientBillLines = operation({
  id: 'listClientBillLines',
  method: 'GET',
  path: `${at}/lines`,
  scope: 'tenant',
  permission: 'client_bill:read',
  partPermissions: [employerCostPermission],
  input: z.object({
    ...one,
    kind: z.enum(clientBillLineKinds).optional(),
    settlement: z.enum(lineSettlements).optional(),
    cityCode: cityCode.optional(),
    costCentre: text(100).optional(),
    name: text(50).optional(),
    isDisputed: z.stringbool().optional(),
    ...pageInput,
  }),
  output: page(clientBillLineView),
  failures: { 'client_bill.not_found': 404, 'client_bill.lines_hidden': 403 },
});

/** 撤回 before it is confirmed, to be drawn up anew. */
export const withdrawClientBill = operation({
  id: 'withdrawClientBill',
  method: 'POST',
  path: `${at}/withdrawal`,
  scope: 'tenant',
  permission: 'client_bill:write',
  input: z.object({ ...one, reason: text(200) }),
  output: clientBillView,
  failures: { 'client_bill.not_found': 404, 'client_bill.not_estimate': 409 },
});

/** 确认 by the client's finance, of exactly what was looked at. */
export const confirmClientBill = operation({
  id: 'confirmClientBill',
  method: 'POST',
  path: `${at}/confirmation`,
  scope: 'tenant',
  permission: 'client_bill:confirm',
  withHouse: true,
  input: z.object({ ...one, hash: text(64) }),
  output: clientBillView,
  failures: {
    'client_bill.not_found': 404,
    'client_bill.not_estimate': 409,
    'client_bill.changed': 409,
  },
});

/** 核销: an amount of a matched receipt pays the bill. In parts, and one receipt for several bills. */
export const matchClientBill = operation({
  id: 'matchClientBill',
  method: 'POST',
  path: `${at}/matches`,
  scope: 'tenant',
  permission: 'receipt:write',
  withHouse: true,
  input: z.object({
    ...one,
    receiptId: id('rcp'),
    amount: positiveMoney.refine((amount) => amount > 0, { message: 'money.zero' }),
  }),
  output: clientBillView,
  failures: {
    'client_bill.not_found': 404,
    'client_bill.not_asked': 409,
    'client_bill.matched_too_much': 422,
    'receipt.not_found': 404,
    'client_bill.receipt_used': 409,
    'funds.insufficient': 409,
  },
});

/** 撤销核销 with its reason: journals reversed, the receipt free again, the bill open. */
export const undoClientBillMatch = operation({
  id: 'undoClientBillMatch',
  method: 'POST',
  path: `${at}/matches/:clientBillMatchId/undoing`,
  scope: 'tenant',
  permission: 'receipt:write',
  withHouse: true,
  input: z.object({ ...one, clientBillMatchId: id('cbm'), reason: text(200) }),
  output: clientBillView,
  failures: {
    'client_bill.not_found': 404,
    'client_bill.match_not_found': 404,
    'client_bill.match_undone': 409,
  },
});

const oneLine = { ...one, clientBillLineId: id('cbn') };

/** 异议 with its reason; the rest of the bill goes on. */
export const disputeClientBillLine = operation({
  id: 'disputeClientBillLine',
  method: 'POST',
  path: `${at}/lines/:clientBillLineId/dispute`,
  scope: 'tenant',
  permission: 'client_bill:confirm',
  input: z.object({ ...oneLine, reason: text(500) }),
  output: clientBillLineView,
  failures: {
    'client_bill.line_not_found': 404,
    'client_bill.line_not_asked': 409,
    'client_bill.line_disputed': 409,
  },
});

/** A credit goes into the next bill; without one the line is kept, and the answer says why. */
export const settleClientBillDispute = operation({
  id: 'settleClientBillDispute',
  method: 'POST',
  path: `${at}/lines/:clientBillLineId/dispute/decision`,
  scope: 'tenant',
  permission: 'client_bill:write',
  input: z.object({ ...oneLine, credit: positiveMoney, answer: text(500) }),
  output: clientBillLineView,
  failures: {
    'client_bill.line_not_found': 404,
    'client_bill.dispute_not_open': 409,
    'client_bill.credit_too_large': 422,
  },
});

/** Summary, splits by cost centre and city, list by person. */
export const downloadClientBill = operation({
  id: 'downloadClientBill',
  method: 'GET',
  path: `${at}/file`,
  scope: 'tenant',
  permission: 'client_bill:read',
  partPermissions: [employerCostPermission],
  withHouse: true,
  input: z.object({ ...one, format: z.enum(['xlsx', 'pdf']) }),
  output: z.object({}),
  download: true,
  failures: { 'client_bill.not_found': 404, 'client_bill.lines_hidden': 403 },
});
