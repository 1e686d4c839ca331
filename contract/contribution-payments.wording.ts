import type { ModuleWording } from './wording.ts';

export const contributionPaymentsWording = {
  permission: {
    'contribution:pay': { zh: '登记社保公积金缴款', en: 'Record payments to the agencies' },
  },
  operation: {
    recordContributionPayment: {
      zh: '登记社保公积金缴款',
      en: 'Record a payment to an agency',
    },
    revokeContributionPayment: {
      zh: '撤销社保公积金缴款登记',
      en: 'Take back a recorded payment to an agency',
    },
    getRunObligations: { zh: '查看应付和已付', en: 'Look at what is owed and paid' },
  },
  failure: {
    'contribution_payment.in_the_future': {
      title: { zh: '缴款日期在今天之后', en: 'The day of payment lies in the future' },
      fix: { zh: '请按扣款回单填写日期。', en: 'Enter the day on the debit receipt.' },
    },
    'contribution_payment.bearer_missing': {
      title: { zh: '没有说明滞纳金由谁承担', en: 'Nobody is named to bear the late fee' },
      fix: {
        zh: '有滞纳金时请选择由客户或由服务商承担。',
        en: 'With a late fee, say whether the client or the provider bears it.',
      },
    },
    'contribution_payment.payer_account_missing': {
      title: { zh: '参保单位没有付款账户', en: 'The unit has no paying account' },
      fix: {
        zh: '请选择扣款账户，或在“付款账户”中为该法人主体指定付款账户。',
        en: 'Name the debited account, or assign a paying account to the legal entity.',
      },
    },
    'contribution_payment.nothing_owed': {
      title: { zh: '该参保户当月没有应缴费款', en: 'Nothing is owed for this unit and month' },
      fix: {
        zh: '请核对参保户和费款所属期；费款在发薪批次锁定后才入账。',
        en: 'Check the unit and the month; contributions are booked when a run is locked.',
      },
    },
    'contribution_payment.exists': {
      title: { zh: '该凭证已登记', en: 'This voucher is recorded already' },
      fix: {
        zh: '同一参保户、同一月份的凭证号只登记一次；登记有误请先撤销。',
        en: 'A voucher counts once for a unit and month; take a wrong record back first.',
      },
    },
    'contribution_payment.not_found': {
      title: { zh: '没有这笔缴款登记', en: 'No such payment' },
      fix: { zh: '请刷新后重试。', en: 'Reload the page and try again.' },
    },
    'contribution_payment.revoked': {
      title: { zh: '这笔缴款登记已撤销', en: 'The payment was taken back already' },
      fix: { zh: '请刷新页面；需要时重新登记。', en: 'Reload the page; record it anew if needed.' },
    },
  },
} as const satisfies ModuleWording;
