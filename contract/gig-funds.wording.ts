import type { ModuleWording } from './wording.ts';

/** The client's money, settlement, and what withdrawals look like. */
export const gigFundsWording = {
  permission: {
    'top_up:claim': { zh: '认领充值', en: 'Say what was paid in' },
    'settlement:write': {
      zh: '生成结算单、登记发票',
      en: 'Draw up settlement sheets and invoices',
    },
    'settlement:confirm': {
      zh: '确认结算单、申请开票',
      en: 'Confirm settlement sheets and ask for invoices',
    },
    'funds:read': { zh: '查询客户资金与结算单', en: 'Read the client’s money and its sheets' },
    'funds:write': { zh: '认领充值', en: 'Say what was paid in' },
  },
  operation: {
    claimTopUp: { zh: '认领充值', en: 'Claim a top-up' },
    listTopUpClaims: { zh: '充值认领列表', en: 'List top-up claims' },
    listClaimReceipts: { zh: '查找认领对应的到款', en: 'Find the receipt of a claim' },
    confirmTopUpClaim: { zh: '确认充值', en: 'Confirm a top-up' },
    refuseTopUpClaim: { zh: '驳回充值认领', en: 'Refuse a top-up claim' },
    cancelTopUpClaim: { zh: '撤回充值认领', en: 'Take a top-up claim back' },
    reportTopUp: { zh: '认领充值', en: 'Claim a top-up' },
    readTopUp: { zh: '查询充值认领', en: 'Read a top-up claim' },
    readFunds: { zh: '查询客户资金', en: 'Read the client’s money' },
    listFundsWarnings: { zh: '资金预警列表', en: 'List clients whose money is low' },
    generateSettlementSheet: { zh: '生成结算单', en: 'Draw up a settlement sheet' },
    listSettlementSheets: { zh: '结算单列表', en: 'List settlement sheets' },
    downloadSettlementSheet: { zh: '下载结算单', en: 'Download a settlement sheet' },
    confirmSettlementSheet: { zh: '确认结算单', en: 'Confirm a settlement sheet' },
    requestSettlementInvoice: { zh: '申请开票', en: 'Ask for the invoice' },
    recordSettlementInvoice: { zh: '登记发票', en: 'Record the invoice' },
    readSettlementSheets: { zh: '查询结算单', en: 'Read settlement sheets' },
    getWithdrawalFlow: { zh: '提现实时看板', en: 'Live figures of withdrawals' },
    getWithdrawal: { zh: '提现详情', en: 'One withdrawal' },
    startWithdrawalProof: { zh: '开始证明', en: 'Start a proof' },
    listWithdrawalProofs: { zh: '证明列表', en: 'List proofs' },
  },
  failure: {
    'top_up.in_the_future': {
      title: { zh: '汇款日期在今天之后', en: 'The day of the transfer is in the future' },
      fix: {
        zh: '请按银行回单填写汇款日期。',
        en: 'Enter the day that stands on the bank’s receipt.',
      },
    },
    'top_up.claimed': {
      title: { zh: '这笔汇款已认领', en: 'This transfer was claimed already' },
      fix: {
        zh: '流水号、金额和日期相同的认领已存在：请在列表中查看，填错的先撤回。',
        en: 'A claim with this reference, amount and day stands: look it up, or take it back first.',
      },
    },
    'top_up.not_found': {
      title: { zh: '没有这笔充值认领', en: 'There is no such claim' },
      fix: { zh: '请核对认领编号。', en: 'Check the id of the claim.' },
    },
    'top_up.not_open': {
      title: { zh: '认领已有结果', en: 'The claim was decided already' },
      fix: {
        zh: '只有待确认的认领可以处理：请刷新后查看结果。',
        en: 'Only open claims can be decided: refresh and see the outcome.',
      },
    },
    'top_up.receipt_claimed': {
      title: { zh: '这笔到款已确认给另一认领', en: 'The receipt confirms another claim' },
      fix: {
        zh: '一笔到款只确认一次：请选择别的到款，或驳回重复的认领。',
        en: 'One receipt confirms one claim: choose another, or refuse the claim.',
      },
    },
    'top_up.other_account': {
      title: { zh: '到款不在方案的付款账户', en: 'The money arrived at another account' },
      fix: {
        zh: '提现只能用方案付款账户上的钱：请转入该账户，或驳回认领。',
        en: 'Withdrawals are paid from the program’s account: move the money there, or refuse the claim.',
      },
    },
    'top_up.amount_differs': {
      title: { zh: '到款金额与认领不符', en: 'The amount differs from the claim' },
      fix: {
        zh: '到账金额才是客户资金：请选择金额一致的到款，或驳回并请客户按到账金额认领。',
        en: 'What arrived counts: choose a receipt of the amount, or refuse and have it claimed anew.',
      },
    },
    'settlement.not_over': {
      title: { zh: '结算期还没结束', en: 'The period is not over' },
      fix: {
        zh: '请在结算期结束五分钟后生成。',
        en: 'Draw it up five minutes after the period has ended.',
      },
    },
    'settlement.confirmed': {
      title: { zh: '结算单已确认', en: 'The sheet was confirmed' },
      fix: {
        zh: '已确认的结算单不再重算；差异写入下一期。',
        en: 'What was confirmed stands; differences belong into the next period.',
      },
    },
    'settlement.not_found': {
      title: { zh: '没有这张结算单', en: 'There is no such sheet' },
      fix: { zh: '请核对结算单编号。', en: 'Check the id of the sheet.' },
    },
    'settlement.not_generated': {
      title: { zh: '结算单不在待确认状态', en: 'The sheet is not waiting to be confirmed' },
      fix: { zh: '请刷新后查看。', en: 'Refresh and look again.' },
    },
    'settlement.not_confirmed': {
      title: {
        zh: '结算单尚未确认，或已申请开票',
        en: 'The sheet is not confirmed, or was asked for',
      },
      fix: {
        zh: '请先确认结算单；每张结算单申请一次。',
        en: 'Confirm the sheet first; ask once for each.',
      },
    },
    'settlement.nothing_to_invoice': {
      title: { zh: '没有可开票的金额', en: 'There is nothing to invoice' },
      fix: {
        zh: '本期退回不少于提现：请并入下一期开票。',
        en: 'As much came back as went out: invoice it with the next period.',
      },
    },
    'settlement.no_invoice_request': {
      title: { zh: '没有开票申请', en: 'Nobody has asked for an invoice' },
      fix: { zh: '请客户先申请开票。', en: 'Have the client ask for it first.' },
    },
  },
} as const satisfies ModuleWording;
