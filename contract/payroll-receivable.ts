import { z } from 'zod';
import {
  count,
  id,
  instant,
  money,
  page,
  pageInput,
  payPeriodField,
  tenantId,
  text,
} from './fields.ts';
import { operation } from './operation.ts';

/** 个人欠款: what a person owes after a negative month, or a leaver of a difference. */

export const receivableStates = ['open', 'recovered', 'waived'] as const;

/** 工资中扣回 · 本人已还款 · 放弃追偿 · 批次解锁，扣回撤销. */
export const receivableMovements = ['recovered', 'paidBack', 'waived', 'undone'] as const;

export const receivableView = z.object({
  id: id('rcv'),
  employmentId: id('emp'),
  personName: z.string(),
  employeeNo: z.string().nullable(),
  /** Null of what a client's bill asks a leaver for. */
  runId: id('run').nullable(),
  clientBillId: id('cbl').nullable(),
  /** The month of the run, or of the bill. */
  wageMonth: payPeriodField,
  amount: money,
  recovered: money,
  open: money,
  state: z.enum(receivableStates),
  createdAt: instant,
  /** Whatever lowered it, the oldest first; below zero is what an unlocked run gave back. */
  movements: z.array(
    z.object({
      how: z.enum(receivableMovements),
      amount: money,
      /** The run that recovered it, or gave that up. */
      runId: id('run').nullable(),
      reason: z.string().nullable(),
      actorName: z.string(),
      at: instant,
    }),
  ),
});

export const listReceivables = operation({
  id: 'listReceivables',
  method: 'GET',
  path: '/v1/tenants/:tenantId/personal-receivables',
  scope: 'tenant',
  permission: 'receivable:read',
  input: z.object({
    tenantId,
    state: z.enum(receivableStates).optional(),
    limit: count(500).optional(),
    after: pageInput.after,
  }),
  output: page(receivableView).extend({
    /** What everybody of the client owes together, whichever rows are shown. */
    outstanding: money,
  }),
  failures: {},
});

/** 个人欠款: paid back in cash, or given up by the employer. */
export const settleReceivable = operation({
  id: 'settleReceivable',
  method: 'POST',
  path: '/v1/tenants/:tenantId/personal-receivables/:receivableId/settlement',
  scope: 'tenant',
  permission: 'receivable:settle',
  withHouse: true,
  input: z.object({
    tenantId,
    receivableId: id('rcv'),
    how: z.enum(['paidBack', 'waived']),
    amount: money.refine((amount) => amount > 0, { message: 'money.zero' }),
    reason: text(200),
  }),
  output: receivableView,
  failures: {
    'receivable.not_found': 404,
    'receivable.not_open': 409,
    'receivable.amount_beyond_open': 422,
  },
});
