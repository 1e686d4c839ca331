import type { ModuleWording } from './wording.ts';

export const clientBillWording = {
  permission: {
    'client_bill:read': { zh: '查看客户账单', en: 'Read client bills' },
    'client_bill:write': { zh: '出具与撤回客户账单', en: 'Draw up and withdraw client bills' },
    'client_bill:confirm': { zh: '确认账单与提出异议', en: 'Confirm bills and dispute lines' },
  },
  operation: {
    getClientBillTerms: { zh: '查看账单条款', en: 'Look at the terms of bills' },
    setClientBillTerms: { zh: '设置账单条款', en: 'Set the terms of bills' },
    drawUpClientBill: { zh: '出具客户账单', en: 'Draw up a client bill' },
    listClientBills: { zh: '查看客户账单', en: 'List client bills' },
    getClientBill: { zh: '查看账单', en: 'Look at a client bill' },
    listClientBillLines: { zh: '查看账单明细', en: 'List the lines of a bill' },
    withdrawClientBill: { zh: '撤回客户账单', en: 'Withdraw a client bill' },
    confirmClientBill: { zh: '确认客户账单', en: 'Confirm a client bill' },
    matchClientBill: { zh: '核销客户账单', en: 'Match money to a bill' },
    undoClientBillMatch: { zh: '撤销账单核销', en: 'Take a match back' },
    listBillDrawings: { zh: '自动出账情况', en: 'Bills drawn up by themselves' },
    disputeClientBillLine: { zh: '对账单明细提出异议', en: 'Dispute a line of a bill' },
    settleClientBillDispute: { zh: '处理账单异议', en: 'Settle a dispute' },
    downloadClientBill: { zh: '下载客户账单', en: 'Download a client bill' },
  },
  failure: {
    'client_bill.entity_not_provider': {
      title: { zh: '出账主体不是服务商的公司', en: 'The company is not the provider’s' },
      fix: { zh: '请选择服务商自己的公司。', en: 'Choose a company of the provider.' },
    },
    'client_bill.terms_missing': {
      title: { zh: '该月没有账单条款', en: 'No terms hold in the month' },
      fix: {
        zh: '请先设置出账主体、收款方式与税费。',
        en: 'Set company, collection and tax first.',
      },
    },
    'client_bill.exists': {
      title: { zh: '该月账单已出具', en: 'The month has a bill already' },
      fix: {
        zh: '如需重出，请在确认前撤回；确认后的差额进入下期账单。',
        en: 'Withdraw it before it is confirmed; later the next bill carries the difference.',
      },
    },
    'client_bill.later_exists': {
      title: { zh: '之后月份的账单已出具', en: 'A later month has a bill' },
      fix: {
        zh: '较早月份的费用会作为上期差额进入下期账单。',
        en: 'What the earlier month costs goes into the next bill as a difference.',
      },
    },
    'client_bill.not_found': {
      title: { zh: '没有这份账单', en: 'No such bill' },
      fix: { zh: '请从账单列表中选择。', en: 'Choose it from the list.' },
    },
    'client_bill.not_estimate': {
      title: { zh: '账单已不是预估状态', en: 'The bill is no estimate any more' },
      fix: {
        zh: '已确认的账单不再更改，请对明细提出异议。',
        en: 'A confirmed bill is not changed: dispute the line.',
      },
    },
    'client_bill.changed': {
      title: { zh: '账单内容与所看到的不一致', en: 'The bill is not the one you looked at' },
      fix: { zh: '请刷新账单，核对后再确认。', en: 'Refresh, check it, and confirm again.' },
    },
    'client_bill.not_asked': {
      title: { zh: '账单未确认或已结清', en: 'The bill is not confirmed, or is settled' },
      fix: { zh: '请待客户财务确认后再核销。', en: 'Match money once the client has confirmed.' },
    },
    'client_bill.matched_too_much': {
      title: { zh: '核销金额大于未收金额', en: 'More than is open' },
      fix: {
        zh: '请按未收金额核销，多收部分留待后续账单；垫付请在垫付页归还。',
        en: 'Match what is open; the rest stays for later bills. Advances are repaid by themselves.',
      },
    },
    'client_bill.receipt_used': {
      title: { zh: '到款余额不足', en: 'The receipt has less left' },
      fix: {
        zh: '该笔到款已用于其他账单，请按剩余金额核销。',
        en: 'Other bills have used it; match what is left.',
      },
    },
    'client_bill.lines_hidden': {
      title: { zh: '不能查看人员明细', en: 'The list by person is not open to you' },
      fix: {
        zh: '人员明细含用工成本，由贵司财务查看；需要人事查看时，请服务商在账单条款中开通。',
        en: 'It tells the employer’s cost, which your finance sees; the provider can open it to HR in the terms.',
      },
    },
    'client_bill.match_not_found': {
      title: { zh: '没有这笔核销', en: 'No such match' },
      fix: { zh: '请从账单的核销记录中选择。', en: 'Choose it from the matches of the bill.' },
    },
    'client_bill.match_undone': {
      title: { zh: '这笔核销已经撤销', en: 'The match was taken back already' },
      fix: { zh: '到款已可另行核销。', en: 'Its receipt can be matched again.' },
    },
    'client_bill.line_not_found': {
      title: { zh: '账单中没有这一行', en: 'The bill has no such line' },
      fix: { zh: '请从账单明细中选择。', en: 'Choose it from the list.' },
    },
    'client_bill.line_not_asked': {
      title: { zh: '该行不在本账单收取', en: 'The line is not asked by this bill' },
      fix: {
        zh: '只能对向客户收取的金额提出异议。',
        en: 'Only what the client is asked for can be disputed.',
      },
    },
    'client_bill.line_disputed': {
      title: { zh: '该行已有异议', en: 'The line is disputed already' },
      fix: { zh: '请查看已有异议的处理结果。', en: 'Look at what became of the dispute.' },
    },
    'client_bill.dispute_not_open': {
      title: { zh: '没有待处理的异议', en: 'No dispute is open' },
      fix: { zh: '请刷新账单明细。', en: 'Refresh the list.' },
    },
    'client_bill.credit_too_large': {
      title: { zh: '抵减金额大于该行金额', en: 'The credit exceeds the line' },
      fix: { zh: '请填写不超过该行的金额。', en: 'Enter at most the amount of the line.' },
    },
  },
} as const satisfies ModuleWording;
