import type { ModuleWording } from './wording.ts';

export const reconciliationWording = {
  permission: {
    'reconciliation:read': { zh: '查看银行对账', en: 'Read the reconciliation with banks' },
    'reconciliation:write': {
      zh: '上传对账单、勾对与处理差异',
      en: 'Bring in statements, match lines, settle discrepancies',
    },
  },
  operation: {
    readStatement: { zh: '读取银行流水', en: 'Read the bank statement' },
    uploadStatement: { zh: '上传银行对账单', en: 'Bring in a bank statement' },
    listStatements: { zh: '查看银行对账单', en: 'List bank statements' },
    getReconciliation: { zh: '查看银行对账', en: 'Look at the reconciliation' },
    reconcileAccount: { zh: '重新对账', en: 'Compare an account again' },
    listStatementLines: { zh: '查看对账单明细', en: 'List statement lines' },
    listBookEntries: { zh: '查看账面记录', en: 'List book entries' },
    getLineMatch: { zh: '查看勾对详情', en: 'Look at a match' },
    matchLines: { zh: '手工勾对', en: 'Match by hand' },
    undoLineMatch: { zh: '撤销勾对', en: 'Undo a match' },
    listDiscrepancies: { zh: '查看对账差异', en: 'List discrepancies' },
    listDiscrepancyOwners: {
      zh: '查看可处理差异的人',
      en: 'List who may look after a discrepancy',
    },
    assignDiscrepancy: { zh: '指派对账差异', en: 'Assign a discrepancy' },
    resolveDiscrepancy: { zh: '处理对账差异', en: 'Resolve a discrepancy' },
  },
  failure: {
    'statement.unreadable': {
      title: { zh: '对账单无法读取', en: 'The statement cannot be read' },
      fix: {
        zh: '{reason}。请上传银行导出的 camt.053（XML）原文件，或银行的对账单 CSV。',
        en: '{reason}. Bring in the camt.053 (XML) as the bank exported it, or its CSV.',
      },
    },
    'statement.account_differs': {
      title: { zh: '对账单不是这个账户的', en: 'The statement is of another account' },
      fix: {
        zh: '文件中的账号是 {account}，请选择对应的付款账户。',
        en: 'The file is of account {account}. Choose that payer account.',
      },
    },
    'statement.currency_refused': {
      title: { zh: '对账单不是人民币', en: 'The statement is not in yuan' },
      fix: {
        zh: '币种是 {currency}；这里只对人民币账户。',
        en: 'Its currency is {currency}; only accounts in CNY are kept here.',
      },
    },
    'statement.day_differs': {
      title: { zh: '有明细不在对账单日期内', en: 'A line lies outside the days of the statement' },
      fix: {
        zh: '流水 {bankReference} 记账于 {day}。请重新从银行导出。',
        en: 'Line {bankReference} is booked on {day}. Export the file again.',
      },
    },
    'statement.in_the_future': {
      title: { zh: '对账单日期晚于今天', en: 'The statement lies in the future' },
      fix: { zh: '请核对对账单日期 {day}。', en: 'Check the day {day}.' },
    },
    'statement.does_not_add_up': {
      title: { zh: '对账单自身不平', en: 'The statement does not add up' },
      fix: {
        zh: '{day}：期初 {opening} 加明细合计 {sum} 不等于期末 {closing}，相差 {difference} 元。文件可能缺行或重行，请向银行重新索取。',
        en: '{day}: opening {opening} plus lines {sum} is not closing {closing}; {difference} yuan apart. Lines may be missing or doubled: ask the bank for the file again.',
      },
    },
    'line_match.not_found': {
      title: { zh: '没有这条勾对', en: 'No such match' },
      fix: { zh: '请从对账单明细中打开。', en: 'Open it from a statement line.' },
    },
    'line_match.empty': {
      title: { zh: '没有选择要勾对的记录', en: 'Nothing is chosen' },
      fix: {
        zh: '请至少选择一条；只选一边时，其合计须为零。',
        en: 'Choose at least one; of one side alone they have to come to zero.',
      },
    },
    'line_match.sums_differ': {
      title: { zh: '两边合计不相等', en: 'The sums differ' },
      fix: {
        zh: '银行 {bank} 元，账面 {books} 元，相差 {difference} 元。请增减所选记录直到相等。',
        en: 'Bank {bank}, books {books}: {difference} yuan apart. Choose until they agree.',
      },
    },
    'line_match.undone': {
      title: { zh: '勾对已撤销', en: 'The match is undone already' },
      fix: { zh: '请刷新页面。', en: 'Refresh the page.' },
    },
    'statement_line.not_found': {
      title: { zh: '没有这条对账单明细', en: 'No such statement line' },
      fix: {
        zh: '银行可能重出了对账单，请刷新后重选。',
        en: 'The bank may have sent the day again. Refresh and choose again.',
      },
    },
    'statement_line.matched': {
      title: { zh: '有银行明细已被勾对', en: 'A line is matched already' },
      fix: {
        zh: '可能有同事刚刚勾对，请刷新后重选。',
        en: 'A colleague may have just done it. Refresh and choose again.',
      },
    },
    'book_entry.not_found': {
      title: { zh: '没有这条账面记录', en: 'No such book entry' },
      fix: { zh: '请刷新后重选。', en: 'Refresh and choose again.' },
    },
    'book_entry.matched': {
      title: { zh: '有账面记录已被勾对', en: 'An entry is matched already' },
      fix: {
        zh: '可能有同事刚刚勾对，请刷新后重选。',
        en: 'A colleague may have just done it. Refresh and choose again.',
      },
    },
    'discrepancy.not_found': {
      title: { zh: '没有这条对账差异', en: 'No such discrepancy' },
      fix: { zh: '请从差异列表中选择。', en: 'Choose it from the list.' },
    },
    'discrepancy.owner_unfit': {
      title: { zh: '不能指派给这个账号', en: 'The case cannot be given to that account' },
      fix: {
        zh: '请选择能处理本户差异的同事：账号未停用、有“勾对与处理差异”权限，并已分派到这个客户。',
        en: 'Choose a colleague who may settle discrepancies, is assigned to this client and can sign in.',
      },
    },
    'discrepancy.resolved': {
      title: { zh: '差异已处理', en: 'The discrepancy is resolved' },
      fix: { zh: '无需再处理，请刷新页面。', en: 'Nothing is left to do. Refresh the page.' },
    },
  },
} as const satisfies ModuleWording;
