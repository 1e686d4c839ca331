import { z } from 'zod';
import { id, money } from './fields.ts';

/* What apps are told without asking. Ids and amounts only: the rest is asked for by API. */

const withdrawalNews = z.object({
  withdrawalId: id('wdr'),
  businessId: z.string(),
  externalWorkerId: z.string(),
  gross: money,
  tax: money.nullable(),
  net: money.nullable(),
  /** The bank's reason or ours; null where there is none. */
  reason: z.string().nullable(),
});

const fundsNews = z.object({
  programId: id('prg'),
  /** What is left of the client's money, and the hours that it lasts at today's rate. */
  balance: money,
  hoursLeft: z.number().nullable(),
  warningBelow: money,
  warningHours: z.number().nullable(),
  suspendedCount: z.number(),
});

export const webhookEvents = {
  'withdrawal.resumed': {
    zh: '挂起的提现恢复办理，税额已按当日算定',
    en: 'A suspended withdrawal goes on; its tax is known now',
    data: withdrawalNews,
  },
  'withdrawal.paid': { zh: '提现到账', en: 'A withdrawal was paid', data: withdrawalNews },
  'withdrawal.failed': {
    zh: '提现付款失败，金额退回可提现余额，税已冲回',
    en: 'The payment failed: the money is withdrawable again, the tax taken back',
    data: withdrawalNews,
  },
  'withdrawal.returned': {
    zh: '到账后退汇，金额退回可提现余额；税按当月或更正申报处理',
    en: 'The money came back after success; the tax follows in the month or by a corrected return',
    data: withdrawalNews,
  },
  'withdrawal.cancelled': {
    zh: '提现已取消',
    en: 'A withdrawal was cancelled',
    data: withdrawalNews,
  },
  'program.balance_low': {
    zh: '客户资金低于预警线：请充值，用完后提现将挂起',
    en: 'The client’s money is below its warning line; when it is used up, withdrawals are suspended',
    data: fundsNews,
  },
  'program.suspended': {
    zh: '客户资金不足，新的提现按顺序挂起',
    en: 'The client’s money does not suffice: withdrawals wait in the order in which they come',
    data: fundsNews,
  },
  'program.resumed': {
    zh: '客户资金已到，挂起的提现都已恢复',
    en: 'The client’s money has arrived; nothing waits any more',
    data: fundsNews,
  },
  'worker.changed': {
    zh: '从业人员的准入状态变化',
    en: 'Whether a worker may be paid has changed',
    data: z.object({ externalWorkerId: z.string(), state: z.string() }),
  },
  'webhook.test': {
    zh: '测试推送',
    en: 'A test, sent by hand',
    data: z.object({ endpointId: id('whe') }),
  },
} as const;

export type WebhookEventType = keyof typeof webhookEvents;

/** The data of an event inside the server: bare ids and fen. */
export type WebhookData<T extends WebhookEventType> = z.output<(typeof webhookEvents)[T]['data']>;
