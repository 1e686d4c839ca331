import type { ModuleWording } from './wording.ts';

export const paymentsWording = {
  permission: {
    'payer_account:write': { zh: '维护付款账户', en: 'Keep payer accounts' },
    'payment:read': { zh: '查看付款', en: 'Read payments' },
    'payment:retry': { zh: '重新付款、暂缓与撤销', en: 'Pay again, hold and cancel' },
    'payment:settle': { zh: '人工确认付款结果', en: 'Settle pay orders by hand' },
    'ask_policy:write': { zh: '设置付款结果查询间隔', en: 'Set when banks are asked again' },
    'payment:release': { zh: '导出付款指令文件', en: 'Hand out instruction files' },
  },
  operation: {
    createPayerAccount: { zh: '新增付款账户', en: 'Add a payer account' },
    updatePayerAccount: { zh: '修改付款账户', en: 'Change a payer account' },
    listPayChannels: { zh: '查看已开通的付款通道', en: 'List the open channels' },
    listPayerAccounts: { zh: '查看付款账户', en: 'List payer accounts' },
    assignPayerAccount: { zh: '指定主体的付款账户', en: 'Assign a payer account to an entity' },
    listPayerAssignments: { zh: '查看各主体的付款账户', en: 'List assigned payer accounts' },
    refreshPayerBalance: { zh: '查询付款账户余额', en: 'Ask the bank for the balance' },
    listPayBatches: { zh: '查看付款批次', en: 'List pay batches' },
    getPayProgress: { zh: '查看发放进度', en: 'Look at the progress of a payment' },
    listPayOrders: { zh: '查看付款指令', en: 'List pay orders' },
    getPayOrder: { zh: '查看付款指令详情', en: 'Look at a pay order' },
    retryPayOrder: { zh: '重新付款', en: 'Pay again' },
    holdPayOrder: { zh: '暂缓付款', en: 'Hold a pay order' },
    releasePayOrder: { zh: '解除暂缓', en: 'Release a pay order' },
    cancelPayOrder: { zh: '撤销付款指令', en: 'Cancel a pay order' },
    markPayOrderManual: { zh: '转人工处理', en: 'Hand a pay order to a person' },
    proposePayOrderOutcome: { zh: '提交人工核实结果', en: 'Propose an outcome' },
    withdrawPayOrderProposal: { zh: '撤回人工核实结果', en: 'Withdraw a proposed outcome' },
    settlePayOrder: { zh: '复核人工核实结果', en: 'Confirm a proposed outcome' },
    releaseInstructionFile: { zh: '生成付款指令文件', en: 'Release the instruction file' },
    getAskPolicy: { zh: '查看付款结果查询间隔', en: 'See when banks are asked again' },
    putAskPolicy: { zh: '设置付款结果查询间隔', en: 'Set when banks are asked again' },
    downloadInstructionFile: { zh: '下载付款指令文件', en: 'Download the instruction file' },
  },
  failure: {
    'ask_policy.not_growing': {
      title: { zh: '查询间隔没有逐次变长', en: 'The gaps do not grow' },
      fix: {
        zh: '请使每一次间隔长于前一次，例如 5 分钟、1 小时、1 天。',
        en: 'Make each gap longer than the one before, such as 5 min, 1 h, 1 d.',
      },
    },
    'ask_policy.in_the_past': {
      title: { zh: '生效日期早于今天', en: 'The day lies in the past' },
      fix: {
        zh: '请选择今天或以后的日期；不填则今天生效。',
        en: 'Choose today or later; without a day it holds from today.',
      },
    },
    'payer_account.number_malformed': {
      title: { zh: '账号格式有误', en: 'The account number is malformed' },
      fix: { zh: '请填写 8 至 32 位数字，不含空格。', en: 'Enter 8 to 32 digits without spaces.' },
    },
    'payer_account.bank_code_malformed': {
      title: { zh: '联行号格式有误', en: 'The bank line number is malformed' },
      fix: {
        zh: '联行号为 12 位数字；不清楚可以留空。',
        en: 'It has 12 digits; leave it empty when unknown.',
      },
    },
    'payer_account.channel_unknown': {
      title: { zh: '没有这个银行通道', en: 'No such bank link' },
      fix: {
        zh: '本系统已开通的通道：{channels}；file 表示没有直连，由人工送指令文件、导入结果文件。',
        en: 'Open in this installation: {channels}; “file” has no link, people carry its files.',
      },
    },
    'payer_account.exists': {
      title: { zh: '该账号已登记', en: 'The account is registered already' },
      fix: { zh: '请在付款账户列表中查找。', en: 'Find it in the list of payer accounts.' },
    },
    'payer_account.not_found': {
      title: { zh: '没有这个付款账户', en: 'No such payer account' },
      fix: { zh: '请从付款账户列表中选择。', en: 'Choose it from the list.' },
    },
    'payer_account.closed': {
      title: { zh: '付款账户已停用', en: 'The payer account is closed' },
      fix: { zh: '请改用其他付款账户，或重新启用。', en: 'Use another account, or open it again.' },
    },
    'payer_account.not_linked': {
      title: { zh: '该账户没有银企直连', en: 'The account has no bank link' },
      fix: {
        zh: '请导入银行流水，或手工登记到款。',
        en: 'Import the statement, or book arrivals by hand.',
      },
    },
    'pay_order.not_found': {
      title: { zh: '没有这笔付款指令', en: 'No such pay order' },
      fix: { zh: '请从付款列表中选择。', en: 'Choose it from the list.' },
    },
    'pay_order.account_malformed': {
      title: { zh: '更正后的收款信息有误', en: 'The corrected payee account is malformed' },
      fix: {
        zh: '账号为 8 至 32 位数字，联行号为 12 位数字或留空。',
        en: 'The account has 8 to 32 digits, the bank line number 12 or none.',
      },
    },
    'pay_order.not_retryable': {
      title: { zh: '当前状态不能重新付款', en: 'The order cannot be paid again now' },
      fix: {
        zh: '只有付款失败、已退汇或已撤销的指令可以重新付款；结果未知的请等待银行查询结果。',
        en: 'Only failed, returned or cancelled orders are paid again; wait while the bank is being asked.',
      },
    },
    'pay_order.already_retried': {
      title: { zh: '已经重新付款', en: 'It has been paid again already' },
      fix: { zh: '请查看最新一次付款的结果。', en: 'Look at the newest attempt.' },
    },
    'pay_order.not_queued': {
      title: { zh: '指令已发往银行', en: 'The order has gone to the bank' },
      fix: {
        zh: '只有排队中的指令可以暂缓；曾发往银行而查无的，不能撤销。',
        en: 'Only a queued order is held, and none is cancelled that the bank may have taken.',
      },
    },
    'pay_order.not_held': {
      title: { zh: '指令没有被暂缓', en: 'The order is not held' },
      fix: { zh: '请刷新页面查看当前状态。', en: 'Refresh to see its state.' },
    },
    'pay_order.not_in_flight': {
      title: { zh: '指令已有结果', en: 'The order has an outcome' },
      fix: {
        zh: '只有排队中、已发送或结果未知的指令可以转人工。',
        en: 'Only queued, sent or unknown orders are handed to a person.',
      },
    },
    'pay_order.not_manual': {
      title: { zh: '指令不在人工处理中', en: 'The order is not in a person’s hands' },
      fix: { zh: '请先转人工处理。', en: 'Hand it to a person first.' },
    },
    'pay_order.nothing_proposed': {
      title: { zh: '没有待复核的结果', en: 'No outcome is proposed' },
      fix: {
        zh: '请先由一人提交核实结果，再由另一人复核。',
        en: 'One person proposes, another confirms.',
      },
    },
    'pay_order.same_person': {
      title: { zh: '提交人与复核人不能是同一人', en: 'Maker and checker are the same person' },
      fix: { zh: '请由另一位同事复核。', en: 'Have another colleague confirm.' },
    },
    'pay_batch.not_found': {
      title: { zh: '没有这个付款批次', en: 'No such pay batch' },
      fix: { zh: '请从付款批次列表中选择。', en: 'Choose it from the list.' },
    },
    'pay_batch.has_link': {
      title: { zh: '该账户已开通银企直连', en: 'The account has a bank link' },
      fix: {
        zh: '指令由系统直接发送，无需文件。',
        en: 'Orders are sent directly; no file is needed.',
      },
    },
    'pay_batch.totals_differ': {
      title: { zh: '批次合计与明细不符', en: 'The totals differ from the orders' },
      fix: {
        zh: '已停止发送，请联系运维人员核对。',
        en: 'Nothing is sent. Ask the operator to compare.',
      },
    },
    'pay_batch.nothing_to_send': {
      title: { zh: '批次中没有待发送的指令', en: 'Nothing in the batch waits to be sent' },
      fix: { zh: '请查看各笔指令的状态。', en: 'Look at the states of its orders.' },
    },
    'pay_batch.not_released': {
      title: { zh: '指令文件尚未生成', en: 'The instruction file has not been released' },
      fix: { zh: '请先生成付款指令文件。', en: 'Release the file first.' },
    },
  },
} as const satisfies ModuleWording;
