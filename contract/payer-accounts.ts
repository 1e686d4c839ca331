import { z } from 'zod';
import { id, instant, money, page, sensitive, tenantId, text } from './fields.ts';
import { operation } from './operation.ts';

/** Accounts that money leaves, and whose wages leave them. */

/** `file`: a bank without a link; a person carries the instruction file there and the result back. */
export const fileChannel = 'file';

/** `single`: one transfer a payee. `batch`: 代发, one file with a result file. */
export const sendings = ['single', 'batch'] as const;
export const payerAccountStates = ['active', 'closed'] as const;

export const payerAccountView = z.object({
  id: id('pac'),
  /** The tenant of the holder: the client's, or the provider's for its pass-through account. */
  tenantId: id('ten'),
  legalEntityId: id('ent'),
  /** 户名, as the bank has it. */
  holderName: z.string(),
  accountMasked: z.string(),
  bankName: z.string(),
  bankCode: z.string().nullable(),
  channel: z.string(),
  sending: z.enum(sendings),
  state: z.enum(payerAccountStates),
  /** As the bank last told. */
  balance: money.nullable(),
  balanceAt: instant.nullable(),
});

export const createPayerAccount = operation({
  id: 'createPayerAccount',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payer-accounts',
  scope: 'tenant',
  permission: 'payer_account:write',
  secondFactor: true,
  input: z.object({
    tenantId,
    legalEntityId: id('ent'),
    holderName: text(70),
    accountNumber: sensitive(text(40)),
    bankName: text(100),
    bankCode: text(12).nullable().optional(),
    channel: text(20),
    sending: z.enum(sendings).optional(),
  }),
  output: payerAccountView,
  failures: {
    'payer_account.number_malformed': 422,
    'payer_account.bank_code_malformed': 422,
    'payer_account.channel_unknown': 422,
    'legal_entity.not_found': 404,
    'payer_account.exists': 409,
  },
});

/** The number never changes: another number is another account. */
export const updatePayerAccount = operation({
  id: 'updatePayerAccount',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/payer-accounts/:payerAccountId',
  scope: 'tenant',
  permission: 'payer_account:write',
  secondFactor: true,
  input: z.object({
    tenantId,
    payerAccountId: id('pac'),
    bankName: text(100),
    bankCode: text(12).nullable().optional(),
    channel: text(20),
    sending: z.enum(sendings),
    state: z.enum(payerAccountStates),
  }),
  output: payerAccountView,
  failures: {
    'payer_account.bank_code_malformed': 422,
    'payer_account.channel_unknown': 422,
    'payer_account.not_found': 404,
    'program.account_not_sandbox': 409,
  },
});

/** The ways to a bank that this installation has open: its links, and files carried by hand. */
export const listPayChannels = operation({
  id: 'listPayChannels',
  method: 'GET',
  path: '/v1/tenants/:tenantId/pay-channels',
  scope: 'tenant',
  permission: 'payer_account:write',
  input: z.object({ tenantId }),
  output: z.object({ rows: z.array(z.object({ channel: z.string(), isLinked: z.boolean() })) }),
  failures: {},
});

/** The accounts that stand in this tenant. */
export const listPayerAccounts = operation({
  id: 'listPayerAccounts',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payer-accounts',
  scope: 'tenant',
  permission: 'payment:read',
  input: z.object({ tenantId }),
  output: page(payerAccountView),
  failures: {},
});

export const payerAssignmentView = z.object({
  legalEntityId: id('ent'),
  payerAccount: payerAccountView,
});

/** Names the account from which the wages of a legal entity are paid. */
export const assignPayerAccount = operation({
  id: 'assignPayerAccount',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/payer-assignments/:legalEntityId',
  scope: 'tenant',
  permission: 'payer_account:write',
  secondFactor: true,
  withHouse: true,
  input: z.object({ tenantId, legalEntityId: id('ent'), payerAccountId: id('pac') }),
  output: payerAssignmentView,
  failures: {
    'payer_account.not_found': 404,
    'payer_account.closed': 409,
    'legal_entity.not_found': 404,
  },
});

export const listPayerAssignments = operation({
  id: 'listPayerAssignments',
  method: 'GET',
  path: '/v1/tenants/:tenantId/payer-assignments',
  scope: 'tenant',
  permission: 'payment:read',
  withHouse: true,
  input: z.object({ tenantId }),
  output: page(payerAssignmentView),
  failures: {},
});

/** Asks the bank for the balance; the job's result tells it. */
export const refreshPayerBalance = operation({
  id: 'refreshPayerBalance',
  method: 'POST',
  path: '/v1/tenants/:tenantId/payer-accounts/:payerAccountId/balance-readings',
  scope: 'tenant',
  permission: 'payment:read',
  input: z.object({ tenantId, payerAccountId: id('pac') }),
  output: z.object({ jobId: id('job') }),
  failures: { 'payer_account.not_found': 404, 'payer_account.not_linked': 409 },
});
