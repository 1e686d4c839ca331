import { z } from 'zod';
import {
  id,
  instant,
  page,
  pageInput,
  payPeriodField,
  plainDateField,
  tenantId,
} from './fields.ts';
import { operation } from './operation.ts';
import { runStates } from './payroll-run.ts';
import { licenceKinds } from './clients.ts';

/** What waits for somebody, over all their clients. */

/**
 * Of a run: prepare 制单 · blockers 阻断项 · warnings 提醒 · review 数据待审核 · approve 待审批 ·
 * fund 待到款 · pay 待付款 · payFailures 有未付成. Of a client: advances 垫付 · exceptions 三位一体例外 ·
 * failed, returned, unknown, manual 付款 · receipts 到款待核销 · discrepancies 对账差异 · returns 个税申报 · licences 证照到期 ·
 * linesOverdue, linesNear, linesSentBack 订单行 · threads 会话等回复 · threadsLate 会话超时 · papersToCheck 材料待审核 ·
 * papersToHandIn 材料待提供 · lastPeriods 末月待确认 · bills 账单待确认 · billsNotDrawn 账单没有出成 · arrears 欠费未缴. Of an
 * agency's bill: differences 差异待处理. Of a program: withdrawalsUnknown 提现结果待核实 · withdrawalsToPay 提现待重新付款 ·
 * withdrawalsToCorrect 提现退回待更正申报. Each counts the rows of the list to which it leads.
 */
export const waitingKinds = [
  'prepare',
  'blockers',
  'warnings',
  'review',
  'approve',
  'fund',
  'pay',
  'payFailures',
  'advances',
  'exceptions',
  'failed',
  'returned',
  'unknown',
  'manual',
  'receipts',
  'discrepancies',
  'returns',
  'licences',
  'linesOverdue',
  'linesNear',
  'linesSentBack',
  'threads',
  'threadsLate',
  'papersToCheck',
  'papersToHandIn',
  'lastPeriods',
  'bills',
  'billsNotDrawn',
  'differences',
  'arrears',
  'withdrawalsUnknown',
  'withdrawalsToPay',
  'withdrawalsToCorrect',
] as const;

export const waitingRow = z.object({
  /** Names the row as long as it waits. */
  key: z.string(),
  kind: z.enum(waitingKinds),
  clientId: tenantId,
  clientName: z.string(),
  /** The day by which it should be done; null when nothing sets one. */
  dueOn: plainDateField.nullable(),
  /** The soonest response clock, where threads wait. */
  dueAt: instant.nullable(),
  count: z.number(),
  run: z.object({ id: id('run'), title: z.string(), state: z.enum(runStates) }).nullable(),
  officialBill: z
    .object({
      id: id('obl'),
      period: payPeriodField,
      /** The city of the unit, or its agency. */
      place: z.string(),
    })
    .nullable(),
  /** By which the withdrawals are paid that wait. */
  program: z.object({ id: id('prg'), name: z.string() }).nullable(),
  licence: z
    .object({ kind: z.enum(licenceKinds), title: z.string().nullable(), number: z.string() })
    .nullable(),
});

/** By deadline, soonest first; what the actor has no permission for does not wait for them. */
export const listWaiting = operation({
  id: 'listWaiting',
  method: 'GET',
  path: '/v1/waiting',
  scope: 'assigned',
  permission: null,
  input: z.object({ client: id('ten').optional(), ...pageInput }),
  output: page(waitingRow).extend({
    /** Of all pages, and of them those whose day is today or over. */
    total: z.number(),
    due: z.number(),
  }),
  failures: {},
});
