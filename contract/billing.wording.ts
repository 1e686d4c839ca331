import type { ModuleWording } from './wording.ts';

export const billingWording = {
  permission: {
    'receipt:read': { zh: '查看到款与垫付', en: 'Read receipts and advances' },
    'receipt:write': { zh: '登记与核销到款', en: 'Book and match receipts' },
    'advance:request': { zh: '申请垫付', en: 'Ask for an advance' },
    'advance:approve': { zh: '审批垫付', en: 'Approve advances' },
  },
  operation: {
    recordReceipt: { zh: '登记到款', en: 'Book a receipt' },
    listReceipts: { zh: '查看到款', en: 'List receipts' },
    listUnmatchedReceipts: { zh: '查看待核销到款', en: 'List unmatched receipts' },
    matchReceipt: { zh: '核销到款', en: 'Match a receipt' },
    unmatchReceipt: { zh: '撤销核销', en: 'Undo a match' },
    requestAdvance: { zh: '申请垫付', en: 'Ask for an advance' },
    approveAdvance: { zh: '批准垫付', en: 'Approve an advance' },
    rejectAdvance: { zh: '驳回垫付', en: 'Reject an advance' },
    repayAdvance: { zh: '归还垫付', en: 'Pay an advance back' },
    listAdvances: { zh: '查看垫付', en: 'List advances' },
    getFunding: { zh: '查看资金到位情况', en: 'Look at the funding' },
  },
  failure: {
    'receipt.in_the_future': {
      title: { zh: '到款日期晚于今天', en: 'The day of arrival lies in the future' },
      fix: {
        zh: '请填写银行回单上的入账日期。',
        en: 'Enter the booking day of the bank’s receipt.',
      },
    },
    'receipt.exists': {
      title: { zh: '该银行流水号已登记', en: 'The bank reference is booked already' },
      fix: {
        zh: '请在到款列表中查找，避免重复入账。',
        en: 'Find it in the list; it must not be booked twice.',
      },
    },
    'receipt.not_found': {
      title: { zh: '没有这笔到款', en: 'No such receipt' },
      fix: { zh: '请从到款列表中选择。', en: 'Choose it from the list.' },
    },
    'receipt.already_matched': {
      title: { zh: '到款已核销', en: 'The receipt is matched already' },
      fix: { zh: '如核销有误，请先撤销核销。', en: 'Undo the match first if it is wrong.' },
    },
    'receipt.not_matched': {
      title: { zh: '到款尚未核销', en: 'The receipt is not matched' },
      fix: { zh: '无需撤销。', en: 'There is nothing to undo.' },
    },
    'receipt.funds_used': {
      title: { zh: '款项已被使用', en: 'The money has been used' },
      fix: {
        zh: '该客户在此账户的可用资金已不足以撤销，请先补足。',
        en: 'What is left on the account does not cover it; bring in money first.',
      },
    },
    'advance.not_found': {
      title: { zh: '没有这笔垫付', en: 'No such advance' },
      fix: { zh: '请从垫付列表中选择。', en: 'Choose it from the list.' },
    },
    'advance.account_not_provider': {
      title: { zh: '不能向客户自己的账户垫付', en: 'The account is the client’s own' },
      fix: {
        zh: '垫付只适用于我方持有的付款账户。',
        en: 'Advances go to the provider’s own accounts.',
      },
    },
    'advance.not_allowed': {
      title: { zh: '该客户不允许垫付', en: 'The client has no advances' },
      fix: {
        zh: '请先在客户设置中约定垫付额度。',
        en: 'Agree a limit in the client’s settings first.',
      },
    },
    'advance.limit_exceeded': {
      title: { zh: '超过垫付额度', en: 'The limit is exceeded' },
      fix: {
        zh: '请减少金额，或先收回已有垫付。',
        en: 'Ask for less, or have earlier advances repaid.',
      },
    },
    'advance.not_requested': {
      title: { zh: '垫付不在待审批状态', en: 'The advance does not wait for a decision' },
      fix: { zh: '请刷新页面查看当前状态。', en: 'Refresh to see its state.' },
    },
    'advance.same_person': {
      title: { zh: '申请人与审批人不能是同一人', en: 'Maker and checker are the same person' },
      fix: { zh: '请由另一位同事审批。', en: 'Have another colleague approve.' },
    },
    'advance.not_outstanding': {
      title: { zh: '垫付没有未归还的金额', en: 'Nothing of the advance is outstanding' },
      fix: { zh: '请刷新页面查看当前状态。', en: 'Refresh to see its state.' },
    },
    'advance.repaid_too_much': {
      title: { zh: '归还金额大于未归还金额', en: 'More than is outstanding' },
      fix: { zh: '请按未归还金额填写。', en: 'Enter at most what is outstanding.' },
    },
    'funds.insufficient': {
      title: { zh: '客户可用资金不足', en: 'The client’s money does not cover it' },
      fix: { zh: '请等客户到款核销后再操作。', en: 'Wait until money has arrived and is matched.' },
    },
  },
} as const satisfies ModuleWording;
