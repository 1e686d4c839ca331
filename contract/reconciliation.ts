import { z } from 'zod';
import { id, instant, money, page, pageInput, plainDateField, tenantId, text } from './fields.ts';
import { journalKinds } from './ledger.ts';
import { operation } from './operation.ts';
import { payOrderStates } from './payments.ts';

export * from './bank-statements.ts';

/** 对账: the bank's statement of a payer account against our books, to the fen. */

export const standings = ['agrees', 'differs', 'noStatement'] as const;

const counted = z.object({ count: z.number(), amount: money });

/**
 * `ledger − statement = openEntries + laterEntries + beforeStatements − openLines − gaps + unexplained`,
 * to the fen; `unexplained` is zero.
 */
export const accountReconciliationView = z.object({
  payerAccountId: id('pac'),
  holderName: z.string(),
  accountMasked: z.string(),
  bankName: z.string(),
  channel: z.string(),
  standing: z.enum(standings),
  /** What all books that share the account say lies there, when it was last compared. */
  ledgerBalance: money,
  /** What the bank says, at the end of the last day of which there is a statement. */
  statementBalance: money.nullable(),
  statementDay: plainDateField.nullable(),
  difference: money.nullable(),
  /** In the books and not on the statements, up to the last day. */
  openEntries: counted,
  /** On the statements and not in the books. */
  openLines: counted,
  /** Booked after the last day of the statements: to be expected on the next. */
  laterEntries: counted,
  /** What the books had before the first statement, less its opening. */
  beforeStatements: money,
  /** Openings that are not the closing before. */
  gaps: money,
  unexplained: money,
  openDiscrepancies: z.number(),
  comparedAt: instant.nullable(),
});

/** The accounts that this tenant holds. */
export const getReconciliation = operation({
  id: 'getReconciliation',
  method: 'GET',
  path: '/v1/tenants/:tenantId/reconciliation',
  scope: 'tenant',
  permission: 'reconciliation:read',
  input: z.object({ tenantId }),
  output: z.object({ accounts: z.array(accountReconciliationView) }),
  failures: {},
});

/** Compares once more: takes in what is new in the books, matches, opens and closes discrepancies. */
export const reconcileAccount = operation({
  id: 'reconcileAccount',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payer-accounts/:payerAccountId/reconciliation-runs',
  scope: 'tenant',
  permission: 'reconciliation:write',
  input: z.object({ tenantId, payerAccountId: id('pac') }),
  output: z.object({ jobId: id('job') }),
  failures: { 'payer_account.not_found': 404 },
});

/**
 * Which rule joined lines and entries. `order`: one line names one order · `split`: several lines name
 * one order · `reversal`: the bank took and gave back, and the books never moved · `receipt`: one bank
 * reference · `file`: a line names a pay file or batch · `batch`: a line is the total of a batch · `day`:
 * of a day · `amount`: the only two of an amount within days · `sum`: lines of one counterparty and day
 * are one entry · `byHand`.
 */
export const matchRules = [
  'order',
  'split',
  'reversal',
  'receipt',
  'file',
  'batch',
  'day',
  'amount',
  'sum',
  'byHand',
] as const;

export const lineKinds = ['transfer', 'reversal', 'return', 'receipt', 'other'] as const;

export const statementLineView = z.object({
  id: id('stl'),
  payerAccountId: id('pac'),
  bookedOn: plainDateField,
  bankReference: z.string(),
  /** Above 1 when the bank told the same line more than once. */
  occurrence: z.number(),
  kind: z.enum(lineKinds),
  /** Money that comes in is positive. */
  amount: money,
  balance: money.nullable(),
  /** Our reference, where the bank carries it. */
  reference: z.string().nullable(),
  counterpartyName: z.string().nullable(),
  counterpartyMasked: z.string().nullable(),
  remark: z.string().nullable(),
  matchId: id('lmt').nullable(),
  rule: z.enum(matchRules).nullable(),
});

export const entrySources = ['order', 'receipt', 'journal'] as const;

export const bookEntryView = z.object({
  id: id('bke'),
  payerAccountId: id('pac'),
  /** In whose books. */
  clientId: id('ten'),
  source: z.enum(entrySources),
  journalId: id('jrn'),
  journalKind: z.enum(journalKinds),
  /** The order's reference at the bank; null for what is no order. */
  reference: z.string().nullable(),
  /** Prefixed id of what the journal belongs to. */
  subjectId: z.string().nullable(),
  bankReference: z.string().nullable(),
  bookedOn: plainDateField,
  amount: money,
  matchId: id('lmt').nullable(),
  rule: z.enum(matchRules).nullable(),
});

const filter = {
  payerAccountId: id('pac').optional(),
  state: z.enum(['open', 'matched']).optional(),
  bookedFrom: plainDateField.optional(),
  bookedUntil: plainDateField.optional(),
  /** Part of a reference or a counterparty's name, or an exact amount. */
  search: text(60).optional(),
};

/** Newest first. */
export const listStatementLines = operation({
  id: 'listStatementLines',
  method: 'GET',
  path: '/v1/tenants/:tenantId/statement-lines',
  scope: 'tenant',
  permission: 'reconciliation:read',
  input: z.object({ tenantId, ...filter, ...pageInput }),
  output: page(statementLineView),
  failures: {},
});

/** Newest first. */
export const listBookEntries = operation({
  id: 'listBookEntries',
  method: 'GET',
  path: '/v1/tenants/:tenantId/book-entries',
  scope: 'tenant',
  permission: 'reconciliation:read',
  input: z.object({ tenantId, ...filter, ...pageInput }),
  output: page(bookEntryView),
  failures: {},
});

export const lineMatchView = z.object({
  id: id('lmt'),
  payerAccountId: id('pac'),
  rule: z.enum(matchRules),
  amount: money,
  madeAt: instant,
  madeBy: z.string(),
  note: z.string().nullable(),
  undoneAt: instant.nullable(),
  undoneBy: z.string().nullable(),
  undoReason: z.string().nullable(),
  /** The first 500 of each side; none when the match is undone. */
  lines: z.array(statementLineView),
  entries: z.array(bookEntryView),
  lineCount: z.number(),
  entryCount: z.number(),
});

export const getLineMatch = operation({
  id: 'getLineMatch',
  method: 'GET',
  path: '/v1/tenants/:tenantId/line-matches/:lineMatchId',
  scope: 'tenant',
  permission: 'reconciliation:read',
  input: z.object({ tenantId, lineMatchId: id('lmt') }),
  output: lineMatchView,
  failures: { 'line_match.not_found': 404 },
});

/** By hand: any lines with any entries of one account, when they come to the same sum. */
export const matchLines = operation({
  id: 'matchLines',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payer-accounts/:payerAccountId/line-matches',
  scope: 'tenant',
  permission: 'reconciliation:write',
  input: z.object({
    tenantId,
    payerAccountId: id('pac'),
    lineIds: z.array(id('stl')).max(500),
    entryIds: z.array(id('bke')).max(500),
    note: text(200),
  }),
  output: lineMatchView,
  failures: {
    'payer_account.not_found': 404,
    'line_match.empty': 422,
    'statement_line.not_found': 404,
    'book_entry.not_found': 404,
    'statement_line.matched': 409,
    'book_entry.matched': 409,
    'line_match.sums_differ': 422,
  },
});

/** What it joined is open again, and no rule joins it a second time. */
export const undoLineMatch = operation({
  id: 'undoLineMatch',
  method: 'POST',
  path: '/v1/tenants/:tenantId/line-matches/:lineMatchId/undoing',
  scope: 'tenant',
  permission: 'reconciliation:write',
  input: z.object({ tenantId, lineMatchId: id('lmt'), reason: text(200) }),
  output: lineMatchView,
  failures: { 'line_match.not_found': 404, 'line_match.undone': 409 },
});

/**
 * `bankOnly` 银行有账上无 · `booksOnly` 账上有银行无 · `amountDiffers` 金额不符 · `orderUnknown` 银行查无结果 ·
 * `paidAfterFailure` 判失败后银行付出 · `openingDiffers` 期初与上期末不符.
 */
export const discrepancyKinds = [
  'bankOnly',
  'booksOnly',
  'amountDiffers',
  'orderUnknown',
  'paidAfterFailure',
  'openingDiffers',
] as const;

export const discrepancyStates = ['open', 'assigned', 'resolved'] as const;

/** `byItself`: the facts have changed, and there is no difference any more. */
export const resolutions = ['byItself', 'corrected', 'bankCorrects', 'accepted'] as const;

export const discrepancyView = z.object({
  id: id('dsc'),
  payerAccountId: id('pac'),
  accountMasked: z.string(),
  kind: z.enum(discrepancyKinds),
  state: z.enum(discrepancyStates),
  arisenOn: plainDateField,
  /** Days since then, or until it was resolved. */
  ageDays: z.number(),
  bankAmount: money.nullable(),
  bookAmount: money.nullable(),
  /** What is on one side and not on the other. */
  difference: money,
  line: statementLineView.nullable(),
  entry: bookEntryView.nullable(),
  /** The order it is about, and whose it is. */
  orderId: id('pay').nullable(),
  clientId: id('ten').nullable(),
  /** As it stood when the case was last looked at. */
  orderState: z.enum(payOrderStates).nullable(),
  ownerId: id('acc').nullable(),
  ownerName: z.string().nullable(),
  resolution: z.enum(resolutions).nullable(),
  resolutionNote: z.string().nullable(),
  resolvedAt: instant.nullable(),
  resolvedBy: z.string().nullable(),
});

/** Oldest first. */
export const listDiscrepancies = operation({
  id: 'listDiscrepancies',
  method: 'GET',
  path: '/v1/tenants/:tenantId/discrepancies',
  scope: 'tenant',
  permission: 'reconciliation:read',
  input: z.object({
    tenantId,
    payerAccountId: id('pac').optional(),
    /** `unresolved`: open and assigned. */
    state: z.enum([...discrepancyStates, 'unresolved']).optional(),
    kind: z.enum(discrepancyKinds).optional(),
    ...pageInput,
  }),
  output: page(discrepancyView),
  failures: {},
});

/** Who may look after a case of this tenant: its own people and the provider's, by name. */
export const listDiscrepancyOwners = operation({
  id: 'listDiscrepancyOwners',
  method: 'GET',
  path: '/v1/tenants/:tenantId/discrepancy-owners',
  scope: 'tenant',
  permission: 'reconciliation:write',
  withHouse: true,
  input: z.object({ tenantId }),
  output: z.object({ rows: z.array(z.object({ id: id('acc'), name: z.string() })) }),
  failures: {},
});

/** To a colleague, or to whoever asks. */
export const assignDiscrepancy = operation({
  id: 'assignDiscrepancy',
  method: 'POST',
  path: '/v1/tenants/:tenantId/discrepancies/:discrepancyId/owner',
  scope: 'tenant',
  permission: 'reconciliation:write',
  withHouse: true,
  input: z.object({ tenantId, discrepancyId: id('dsc'), ownerId: id('acc').optional() }),
  output: discrepancyView,
  failures: {
    'discrepancy.not_found': 404,
    'discrepancy.resolved': 409,
    'discrepancy.owner_unfit': 422,
  },
});

export const resolveDiscrepancy = operation({
  id: 'resolveDiscrepancy',
  method: 'POST',
  path: '/v1/tenants/:tenantId/discrepancies/:discrepancyId/resolution',
  scope: 'tenant',
  permission: 'reconciliation:write',
  input: z.object({
    tenantId,
    discrepancyId: id('dsc'),
    resolution: z.enum(['corrected', 'bankCorrects', 'accepted']),
    /** What was found and what was done. */
    note: text(300),
  }),
  output: discrepancyView,
  failures: { 'discrepancy.not_found': 404, 'discrepancy.resolved': 409 },
});
