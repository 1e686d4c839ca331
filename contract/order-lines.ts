import { z } from 'zod';
import {
  id,
  instant,
  page,
  pageInput,
  payPeriodField,
  plainDateField,
  tenantId,
  text,
} from './fields.ts';
import { evidenceKinds } from './evidence-kinds.ts';
import { insuranceFailureCodes, movedReasons } from './insurance-task.ts';
import { cityCode, registrationKinds } from './legal-entities.ts';
import { operation } from './operation.ts';
import { orderItems, orderServices, requestedServices } from './order-services.ts';
import { lineChannels } from './service-orders.ts';

/** 订单行: one person, service and month, from 待接单 to its official result. */

/** 待接单 · 待资料 · 办理中 · 已提交官方 · 官方成功 · 官方失败 · 已结算 · 打回 · 已取消. */
export const lineStates = [
  'pendingAcceptance',
  'pendingPapers',
  'inProgress',
  'submitted',
  'officialSucceeded',
  'officialFailed',
  'settled',
  'sentBack',
  'cancelled',
] as const;

/** Every step a line can take, whichever door it comes through. */
export const lineActions = [
  'open',
  'take',
  'assign',
  'handOver',
  'askPapers',
  'completePapers',
  'sendBack',
  'answer',
  'setChannel',
  'dispatch',
  'supplierAccept',
  'supplierDecline',
  'book',
  'queue',
  'submit',
  'receive',
  'miss',
  'succeed',
  'fail',
  'reopen',
  'move',
  'cancel',
  'settle',
  'unsettle',
  'unprove',
  'warn',
  'escalate',
] as const;

/** 界面 · 文件 · 人员变动 · 扫描件 · 邮件. */
export const lineSources = ['form', 'file', 'event', 'scan', 'mail'] as const;

/** Why one line of many was left as it is; the others go on. */
export const lineRefusals = [
  'order_line.changed',
  'order_line.held_by_other',
  'order_line.state_wrong',
  'order_line.supplier_not_accepted',
  'order_line.not_dispatched',
  'order_line.supplier_accepted',
  'order_line.channel_wrong',
  'order_line.cutoff_passed',
  'order_line.task_waits',
  'order_line.submission_open',
  'order_line.not_proven',
  'order_line.assignee_unfit',
  'order_line.nobody_skilled',
  'order_line.task_refused',
] as const;

export type LineRefusal = (typeof lineRefusals)[number];

/** 待发送 · 已发出 · 结果未知 · 官方已受理 · 官方成功 · 官方失败 · 未送达. */
export const submissionStates = [
  'prepared',
  'sent',
  'unknown',
  'received',
  'succeeded',
  'refused',
  'missed',
] as const;

export const dispatchStates = ['asked', 'accepted', 'declined', 'fedBack', 'recalled'] as const;

export const orderLineView = z.object({
  id: id('orl'),
  tenantId,
  serviceOrderId: id('sor'),
  item: z.enum(orderItems),
  service: z.enum(orderServices),
  employmentId: id('emp'),
  personName: z.string(),
  employeeNumber: z.string().nullable(),
  cityCode: z.string(),
  period: payPeriodField,
  askedPeriod: payPeriodField,
  movedReason: z.enum(movedReasons).nullable(),
  taskId: id('tsk').nullable(),
  registrationId: id('reg').nullable(),
  registrationKind: z.enum(registrationKinds).nullable(),
  officialCutoff: plainDateField.nullable(),
  clientCutoff: plainDateField.nullable(),
  cutoffProvisional: z.boolean(),
  /** Working days to the official cut-off, today and the day itself included; 0 when it is over. */
  workdaysLeft: z.number().nullable(),
  source: z.enum(lineSources),
  note: z.string().nullable(),
  submittedBy: z.string(),
  state: z.enum(lineStates),
  channel: z.enum(lineChannels),
  supplierId: id('sup').nullable(),
  supplierName: z.string().nullable(),
  /** Of the dispatch that stands: whether the supplier has said yes. Null: none stands. */
  dispatchState: z.enum(['asked', 'accepted']).nullable(),
  assigneeId: id('acc').nullable(),
  assigneeName: z.string().nullable(),
  version: z.number(),
  /** Why it was sent back, cancelled or refused, in words. */
  reason: z.string().nullable(),
  failureCode: z.enum(insuranceFailureCodes).nullable(),
  officialNumber: z.string().nullable(),
  isProven: z.boolean(),
  /** The paper that usually proves the official result. */
  usualPaper: z.enum(evidenceKinds),
  submittedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  appointmentOn: plainDateField.nullable(),
  courierNumber: z.string().nullable(),
  isWarned: z.boolean(),
  isEscalated: z.boolean(),
  createdAt: instant,
  changedAt: instant,
});

const inClient = { tenantId };

/** 已逾期 · 今天 · 三个工作日内 · 更晚 · 截止日未知. */
export const dueBuckets = ['overdue', 'today', 'soon', 'later', 'unknown'] as const;

/** Which lines: of assigned clients, the soonest cut-off first, unknown ones last. */
const lineFilter = {
  clientId: tenantId.optional(),
  serviceOrderId: id('sor').optional(),
  employmentId: id('emp').optional(),
  cityCode: cityCode.optional(),
  item: z.enum(orderItems).optional(),
  service: z.enum(orderServices).optional(),
  channel: z.enum(lineChannels).optional(),
  period: payPeriodField.optional(),
  /** Official cut-off on or before the day. */
  dueBy: plainDateField.optional(),
  /** Official cut-off on the day. */
  dueOn: plainDateField.optional(),
  /** Told to operations. */
  escalated: z.enum(['true']).optional(),
  /** `near`: today or soon. */
  due: z.enum([...dueBuckets, 'near']).optional(),
  /** Of the reader, of nobody, or of the account. */
  held: z.enum(['mine', 'nobody']).optional(),
  search: z.string().trim().max(60).optional(),
};

export const listOrderLines = operation({
  id: 'listOrderLines',
  method: 'GET',
  path: '/v1/order-lines',
  scope: 'assigned',
  permission: 'order_line:read',
  input: z.object({
    ...lineFilter,
    /** `open`: not finished; `unsent`: not with the agency yet, so that its cut-off can be missed. */
    state: z.enum([...lineStates, 'open', 'unsent']).optional(),
    ...pageInput,
  }),
  output: page(orderLineView.extend({ clientShortName: z.string().nullable() })).extend({
    /** Of all rows under the filters; null after the first page. */
    total: z.number().nullable(),
  }),
  failures: {},
});

/** 看板: how many lines stand where, and how soon they are due. */
export const getOrderBoard = operation({
  id: 'getOrderBoard',
  method: 'GET',
  path: '/v1/order-board',
  scope: 'assigned',
  permission: 'order_line:read',
  input: z.object({ clientId: tenantId.optional(), cityCode: cityCode.optional() }),
  output: z.object({
    cells: z.array(
      z.object({
        state: z.enum(lineStates),
        bucket: z.enum(dueBuckets),
        count: z.number(),
        /** Of these: held by the reader, by nobody, told to operations. */
        mine: z.number(),
        unassigned: z.number(),
        escalated: z.number(),
      }),
    ),
    cities: z.array(
      z.object({ cityCode: z.string(), open: z.number(), due: z.number(), overdue: z.number() }),
    ),
    /** Open lines by cut-off, the soonest first: the calendar. */
    days: z.array(z.object({ day: plainDateField, count: z.number(), provisional: z.boolean() })),
    /** Tasks at agencies that no order in force covers, so that they have no line. */
    uncovered: z.array(
      z.object({
        clientId: tenantId,
        clientShortName: z.string().nullable(),
        cityCode: z.string(),
        item: z.enum(orderItems),
        count: z.number(),
      }),
    ),
  }),
  failures: {},
});

export const lineEventView = z.object({
  action: z.enum(lineActions),
  fromState: z.enum(lineStates).nullable(),
  toState: z.enum(lineStates),
  code: z.string().nullable(),
  words: z.string().nullable(),
  byName: z.string(),
  at: instant,
});

export const getOrderLine = operation({
  id: 'getOrderLine',
  method: 'GET',
  path: '/v1/tenants/:tenantId/order-lines/:orderLineId',
  scope: 'tenant',
  permission: 'order_line:read',
  withHouse: true,
  input: z.object({ ...inClient, orderLineId: id('orl') }),
  output: z.object({
    line: orderLineView,
    /** Oldest first. */
    history: z.array(lineEventView),
    /** Every attempt at the agency. */
    submissions: z.array(
      z.object({
        attempt: z.number(),
        reference: z.string(),
        channel: z.enum(lineChannels),
        state: z.enum(submissionStates),
        officialNumber: z.string().nullable(),
        words: z.string().nullable(),
        preparedAt: instant,
        sentAt: instant.nullable(),
        answeredAt: instant.nullable(),
        askedCount: z.number(),
      }),
    ),
    dispatches: z.array(
      z.object({
        supplierName: z.string(),
        state: z.enum(dispatchStates),
        dueOn: plainDateField,
        askedAt: instant,
        answeredAt: instant.nullable(),
        fedBackAt: instant.nullable(),
        words: z.string().nullable(),
      }),
    ),
  }),
  failures: { 'order_line.not_found': 404 },
});

/** 提交: the client's HR asks for a service for people, or a specialist does out of a scan or mail. */
export const createOrderLines = operation({
  id: 'createOrderLines',
  method: 'POST',
  path: '/v1/tenants/:tenantId/order-lines',
  scope: 'tenant',
  permission: 'order_line:request',
  withHouse: true,
  input: z.object({
    ...inClient,
    service: z.enum(requestedServices),
    period: payPeriodField,
    employmentIds: z.array(id('emp')).min(1).max(200),
    source: z.enum(['form', 'scan', 'mail']),
    /** The scan or mail by which it was asked for, kept among the evidence. */
    originalId: id('evd').optional(),
    note: text(500).optional(),
  }),
  output: z.object({ rows: z.array(orderLineView) }),
  failures: {
    'order_line.original_missing': 422,
    'evidence.not_found': 404,
    'employment.not_found': 404,
    'service_order.none': 422,
    'order_line.open_already': 409,
  },
});

/** The line's thread for specialist, client HR and employee; opened when there is none yet. */
export const openOrderThread = operation({
  id: 'openOrderThread',
  method: 'POST',
  path: '/v1/tenants/:tenantId/order-lines/:orderLineId/thread',
  scope: 'tenant',
  permission: 'thread:write',
  input: z.object({ ...inClient, orderLineId: id('orl') }),
  output: z.object({ threadId: id('thr') }),
  failures: { 'order_line.not_found': 404 },
});
