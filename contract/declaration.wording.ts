import type { ModuleWording } from './wording.ts';

export const declarationWording = {
  permission: {},
  operation: {
    prepareDeclaration: { zh: '生成月度申报', en: 'Prepare a declaration' },
    listDeclarations: { zh: '月度申报', en: 'List declarations' },
    getDeclaration: { zh: '查看月度申报', en: 'Look at a declaration' },
    listDeclarationRows: { zh: '申报名单', en: 'List people of a declaration' },
    downloadDeclaration: { zh: '下载申报名单', en: 'Download a declaration' },
    markDeclared: { zh: '登记已申报', en: 'Mark as declared' },
    listContributionMonths: { zh: '各单位户费款月份', en: 'Months of registrations' },
    startCollection: { zh: '登记扣款中', en: 'Mark as collecting' },
    reopenContributionMonth: { zh: '重开费款月份', en: 'Reopen a month' },
    listBillLayouts: { zh: '账单格式', en: 'List bill layouts' },
    importOfficialBill: { zh: '导入费款账单', en: 'Import an official bill' },
    listOfficialBills: { zh: '费款账单', en: 'List official bills' },
    getOfficialBill: { zh: '查看费款账单', en: 'Look at an official bill' },
    listOfficialBillRows: { zh: '账单明细', en: 'List rows of a bill' },
    listBillDifferences: { zh: '账单差异', en: 'List differences of a bill' },
    decideBillDifferences: { zh: '处理账单差异', en: 'Decide differences' },
    acceptOfficialBill: { zh: '账单入账', en: 'Accept an official bill' },
    recordDebitFailure: { zh: '登记扣款失败', en: 'Record a failed debit' },
    listArrears: { zh: '欠费', en: 'List arrears' },
  },
  failure: {
    'declaration.not_found': {
      title: { zh: '没有这次申报', en: 'No such declaration' },
      fix: { zh: '请从月度申报中选择。', en: 'Choose it from the list.' },
    },
    'declaration.in_progress': {
      title: { zh: '申报名单正在生成', en: 'The list is being prepared' },
      fix: { zh: '请等它生成完毕。', en: 'Wait for it to end.' },
    },
    'declaration.not_prepared': {
      title: { zh: '没有可申报的名单', en: 'There is no list to declare' },
      fix: {
        zh: '名单尚未生成、没有变化，或已被新的一版替换；请选择待申报的一版。',
        en: 'It is not ready, holds no change, or was replaced; choose the version that waits.',
      },
    },
    'declaration.declared_already': {
      title: { zh: '这一版已经申报', en: 'This version was declared already' },
      fix: {
        zh: '不要再次报送；之后有变化的，请重新生成一版。',
        en: 'Do not submit it again; prepare a new version for later changes.',
      },
    },
    'declaration.number_taken': {
      title: { zh: '这个受理号已经登记', en: 'The number of this receipt is on file' },
      fix: {
        zh: '请核对回执：同一受理号只对应一次申报。',
        en: 'Check the receipt: one number is one submission.',
      },
    },
    'contribution_month.not_found': {
      title: { zh: '没有这个费款月份', en: 'No such contribution month' },
      fix: {
        zh: '请先生成该月的申报名单，或导入账单。',
        en: 'Prepare its declaration or import its bill first.',
      },
    },
    'contribution_month.state_wrong': {
      title: { zh: '当前状态不能这样做', en: 'The state of the month does not allow it' },
      fix: {
        zh: '请刷新后看这个月份现在的状态。',
        en: 'Refresh and look at the state of the month.',
      },
    },
    'bill_layout.not_found': {
      title: { zh: '没有这种账单格式', en: 'No such bill layout' },
      fix: { zh: '请从列表中选择，或留空自动识别。', en: 'Choose one, or leave it to be found.' },
    },
    'official_bill.no_sheet': {
      title: { zh: '账单要是表格文件', en: 'A bill has to be a sheet' },
      fix: {
        zh: '请从税务或经办系统导出 XLSX 或 CSV。',
        en: 'Export XLSX or CSV from the agency’s system.',
      },
    },
    'official_bill.same_file': {
      title: { zh: '这个文件已经导入过', en: 'This file was imported before' },
      fix: { zh: '请打开已有的账单。', en: 'Open the bill that is there.' },
    },
    'official_bill.not_found': {
      title: { zh: '没有这份账单', en: 'No such bill' },
      fix: { zh: '请从费款账单中选择。', en: 'Choose it from the list.' },
    },
    'official_bill.not_read': {
      title: { zh: '账单不在待处理状态', en: 'The bill is not open' },
      fix: {
        zh: '请等读取结束；已入账的账单不再改动。',
        en: 'Wait until it is read; an accepted bill is not changed.',
      },
    },
    'official_bill.faults_open': {
      title: { zh: '账单文件有问题未处理', en: 'The file has faults' },
      fix: {
        zh: '合计不符、合并行或无法读取的行：请重新导出，或写明为什么仍按此入账。',
        en: 'Wrong totals, merged or unreadable rows: export it again, or say why it is taken.',
      },
    },
    'official_bill.undecided': {
      title: { zh: '还有差异没有处理', en: 'Some differences are undecided' },
      fix: {
        zh: '请逐项或按原因处理全部差异。',
        en: 'Decide all of them, one by one or by cause.',
      },
    },
    'bill_difference.not_named': {
      title: { zh: '没有指明差异', en: 'No differences were named' },
      fix: { zh: '请勾选差异，或选择一种原因。', en: 'Tick differences, or choose a cause.' },
    },
    'bill_difference.person_unknown': {
      title: { zh: '账单上的人不在名册', en: 'A person of the bill is not on file' },
      fix: {
        zh: '不能按账单入账；请先录入人员后重新导入，或向经办机构提出。',
        en: 'It cannot be taken; record the person and import again, or dispute it.',
      },
    },
    'debit_failure.in_the_future': {
      title: { zh: '日期在今天之后', en: 'The day lies in the future' },
      fix: { zh: '请填写实际的扣款失败日。', en: 'Enter the day on which the debit failed.' },
    },
    'arrears.open_already': {
      title: { zh: '这个月份已登记欠费', en: 'The month is in arrears already' },
      fix: { zh: '缴款后欠费自动结清。', en: 'They end when the month is paid.' },
    },
  },
} as const satisfies ModuleWording;
