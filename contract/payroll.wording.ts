import type { ModuleWording } from './wording.ts';

export const payrollWording = {
  permission: {
    'pay_scheme:read': { zh: '查看薪资方案', en: 'Read the pay scheme' },
    'pay_scheme:write': { zh: '维护薪资方案', en: 'Maintain the pay scheme' },
    'pay_term:read': { zh: '查看固定薪资', en: 'Read pay terms' },
    'pay_term:write': { zh: '维护固定薪资', en: 'Maintain pay terms' },
    'payroll_input:write': { zh: '提交发薪数据', en: "Hand in the month's inputs" },
    'tax_input:write': { zh: '录入扣除和期初累计', en: 'Set deductions and opening balances' },
    'payroll_input:review': { zh: '审核发薪数据', en: "Review the month's inputs" },
    'payroll_run:read': { zh: '查看发薪批次', en: 'Read payroll runs' },
    'payroll_run:prepare': { zh: '办理发薪批次', en: 'Prepare payroll runs' },
    'payroll_run:approve': { zh: '审批发薪批次', en: 'Approve payroll runs' },
    'payroll_run:confirm': { zh: '登记盖章确认单', en: 'Register stamped confirmations' },
    'payroll_run:lock': { zh: '锁定和关闭发薪批次', en: 'Lock and close payroll runs' },
    'payroll_run:unlock': { zh: '解锁发薪批次', en: 'Unlock payroll runs' },
    'payroll_run:fund': { zh: '为发薪批次配款', en: 'Set funds apart for runs' },
    'payroll_run:pay': { zh: '发放工资', en: 'Release wages' },
    'employer_cost:read': { zh: '查看用工成本', en: "Read the employer's cost" },
    'payslip:read': { zh: '查看工资条', en: 'Read payslips' },
    'receivable:read': { zh: '查看个人欠款', en: 'Read personal receivables' },
    'receivable:settle': { zh: '处理个人欠款', en: 'Settle personal receivables' },
  },
  operation: {
    getPayScheme: { zh: '查看薪资方案', en: 'Look at the pay scheme' },
    putPayScheme: { zh: '修改薪资方案', en: 'Change the pay scheme' },
    putPayItem: { zh: '维护工资项目', en: 'Set a pay item' },
    listPayTerms: { zh: '查看固定薪资', en: 'List pay terms' },
    putPayTerm: { zh: '设定固定薪资', en: 'Set a pay term' },
    removePayTerm: { zh: '删除固定薪资', en: 'Remove a pay term' },
    getInputBoard: { zh: '查看数据收集', en: 'Look at the inputs' },
    submitInput: { zh: '提交数据', en: 'Hand in a source' },
    reviewInput: { zh: '审核数据', en: 'Review a source' },
    listMonthInputs: { zh: '查看本月数据', en: "List the month's inputs" },
    putMonthInput: { zh: '录入个人本月数据', en: "Set one person's month" },
    listSpecialDeductions: {
      zh: '查看专项附加扣除',
      en: 'List special additional deductions',
    },
    listOpeningBalances: { zh: '查看期初累计', en: 'List opening balances' },
    putSpecialDeduction: { zh: '录入专项附加扣除', en: 'Set special additional deductions' },
    putOpeningBalance: { zh: '录入期初累计', en: 'Set an opening balance' },
    createPayrollRun: { zh: '新建发薪批次', en: 'Create a payroll run' },
    listPayrollRuns: { zh: '发薪批次列表', en: 'List payroll runs' },
    getPayrollRun: { zh: '查看发薪批次', en: 'Look at a payroll run' },
    listRunMembers: { zh: '查看发薪名单', en: 'List the people of a run' },
    placeMember: { zh: '调整发薪名单', en: 'Take somebody in or leave out' },
    holdMember: { zh: '缓发', en: 'Hold a person' },
    releaseMember: { zh: '解除缓发', en: 'Release a person' },
    startCalculation: { zh: '开始计算', en: 'Start the calculation' },
    getCalculation: { zh: '查看计算进度', en: 'Look at the calculation' },
    listFindings: { zh: '查看检查结果', en: 'List the findings' },
    acknowledgeFinding: { zh: '确认提醒', en: 'Acknowledge a warning' },
    getRunComparison: { zh: '与上月比较', en: 'Compare with last month' },
    submitRunForReview: { zh: '提交审批', en: 'Submit for approval' },
    withdrawRun: { zh: '撤回审批', en: 'Withdraw from approval' },
    approveRun: { zh: '审批通过', en: 'Approve' },
    rejectRun: { zh: '驳回', en: 'Reject' },
    uploadStampedConfirmation: { zh: '上传盖章确认单', en: 'Upload the stamped confirmation' },
    lockRun: { zh: '锁定', en: 'Lock' },
    unlockRun: { zh: '解锁', en: 'Unlock' },
    cancelRun: { zh: '取消发薪批次', en: 'Cancel the run' },
    closeRun: { zh: '关账', en: 'Close' },
    getRunFunding: { zh: '查看资金', en: 'Look at the funds' },
    fundRun: { zh: '配款', en: 'Set funds apart' },
    payRun: { zh: '发放', en: 'Pay' },
    getRunPayment: { zh: '查看发放进度', en: 'Look at the payment' },
    payHeldMembers: { zh: '补发缓发人员', en: 'Pay those who were held' },
    retryFailedMembers: { zh: '重发失败人员', en: 'Pay the failed again' },
    getPayslip: { zh: '查看工资条', en: 'Look at a payslip' },
    explainPayslipLine: { zh: '为什么是这个数', en: 'Why this number' },
    listReceivables: { zh: '个人欠款列表', en: 'List personal receivables' },
    settleReceivable: { zh: '处理个人欠款', en: 'Settle a personal receivable' },
    listWaiting: { zh: '等我处理', en: 'List what waits for me' },
  },
  failure: {
    'pay_item.meaning_fixed': {
      title: { zh: '标准项目的含义不能修改', en: 'The meaning of a standard item is fixed' },
      fix: {
        zh: '只能改名称、排序和是否启用；需要别的含义请新建项目。',
        en: 'Change its names, place or use only; for another meaning make a new item.',
      },
    },
    'pay_item.class_and_tax_disagree': {
      title: { zh: '项目类别与计税方式不一致', en: 'Class and tax treatment do not fit' },
      fix: {
        zh: '免税补贴和税后扣款应选“不计税”；只有应发项目可按全年一次性奖金计税。',
        en: 'Tax-free and after-tax items are exempt; only an earning can be an annual bonus.',
      },
    },
    'pay_item.source_single': {
      title: { zh: '这种取数方式已有标准项目', en: 'Another item already has this source' },
      fix: {
        zh: '加班、缺勤、病假各只有一个标准项目，请直接使用它。',
        en: 'Overtime, absence and sick leave each have one standard item; use it.',
      },
    },
    'pay_item.name_taken': {
      title: { zh: '已有同名工资项目', en: 'Another pay item has this name' },
      fix: {
        zh: '请换一个名称；导入文件按名称对应项目。',
        en: 'Choose another name: files are matched by it.',
      },
    },
    'pay_item.not_found': {
      title: { zh: '没有这个工资项目', en: 'No such pay item' },
      fix: { zh: '请在薪资方案中选择或新建。', en: 'Choose one of the pay scheme, or make it.' },
    },
    'pay_item.not_recurring': {
      title: { zh: '该项目不是固定薪资', en: 'The item is not a recurring one' },
      fix: { zh: '请在本月数据中录入该项目。', en: "Enter it among the month's inputs." },
    },
    'pay_item.not_an_input': {
      title: { zh: '该项目不能在本月数据中录入', en: 'The item is not a monthly input' },
      fix: {
        zh: '固定薪资请在人员的固定薪资中修改；加班和缺勤由考勤计算。',
        en: 'Change the pay term of the person; overtime and absence follow from attendance.',
      },
    },
    'pay_term.not_found': {
      title: { zh: '没有这条固定薪资', en: 'No such pay term' },
      fix: { zh: '请刷新页面。', en: 'Refresh the page.' },
    },
    'pay_term.month_locked': {
      title: { zh: '该月工资已锁定', en: 'The month is locked' },
      fix: {
        zh: '请从未锁定的月份起生效，差额用“补发”项目发放。',
        en: 'Let it take effect in an open month and pay the difference as retro pay.',
      },
    },
    'payroll_run.not_found': {
      title: { zh: '没有这个发薪批次', en: 'No such payroll run' },
      fix: { zh: '请从发薪列表进入。', en: 'Open it from the list of runs.' },
    },
    'payroll_run.pay_date_before_wage_month': {
      title: { zh: '发放日早于工资所属月', en: 'The pay date lies before the wage month' },
      fix: { zh: '请检查工资所属月和发放日。', en: 'Check the wage month and the pay date.' },
    },
    'payroll_run.original_missing': {
      title: { zh: '没有可更正的原批次', en: 'There is no run to correct' },
      fix: {
        zh: '更正和补差批次要指定一个已锁定的原批次。',
        en: 'A correction or balancing run names a run that is locked.',
      },
    },
    'payroll_run.entity_unknown': {
      title: { zh: '名单中没有该发薪主体的人', en: 'Nobody in scope is paid by that entity' },
      fix: {
        zh: '请从人员的发薪报税主体中选择。',
        en: "Choose among the pay entities of the client's people.",
      },
    },
    'payroll_run.nobody_in_scope': {
      title: { zh: '该月没有应发薪的人', en: 'Nobody is to be paid for that month' },
      fix: {
        zh: '请先导入花名册，或检查入职、离职日期。',
        en: 'Import the roster first, or check the dates of joining and leaving.',
      },
    },
    'payroll_run.regular_exists': {
      title: { zh: '该月已有常规批次', en: 'The month has a regular run already' },
      fix: {
        zh: '请打开已有批次，或新建临时、更正批次。',
        en: 'Open that run, or make an off-cycle or correction run.',
      },
    },
    'payroll_run.inputs_frozen': {
      title: { zh: '批次已锁定，数据不能再改', en: 'The run is locked; its inputs are frozen' },
      fix: {
        zh: '请在下一批次补发或扣回；确需修改请先解锁。',
        en: 'Correct it in the next run, or have this one unlocked.',
      },
    },
    'payroll_run.entity_not_covered': {
      title: { zh: '此人的发薪主体不在本批次内', en: "The person's pay entity is not in this run" },
      fix: {
        zh: '请为该主体另建批次，或修改此人的发薪报税主体。',
        en: 'Make a run for that entity, or change the pay entity of the person.',
      },
    },
    'payroll_run.member_not_found': {
      title: { zh: '此人不在本批次', en: 'The person is not in this run' },
      fix: { zh: '请先将其加入名单。', en: 'Take the person into the run first.' },
    },
    'payroll_run.member_already_paid': {
      title: { zh: '此人已在发放', en: 'The person is being paid already' },
      fix: { zh: '请查看发放结果。', en: 'Look at the result of the payment.' },
    },
    'payroll_run.member_not_held': {
      title: { zh: '此人没有缓发', en: 'The person is not held' },
      fix: { zh: '请刷新页面。', en: 'Refresh the page.' },
    },
    'payroll_run.over': {
      title: { zh: '批次已关账或已取消', en: 'The run is closed or cancelled' },
      fix: { zh: '如需调整，请新建更正批次。', en: 'Make a correction run.' },
    },
    'payroll_run.already_locked': {
      title: { zh: '批次已锁定', en: 'The run is locked already' },
      fix: {
        zh: '请继续配款和发放；要修改请先解锁。',
        en: 'Go on to pay it, or unlock it to change it.',
      },
    },
    'payroll_run.already_in_review': {
      title: { zh: '批次已提交审批', en: 'The run is in review already' },
      fix: { zh: '请等待审批，或先撤回。', en: 'Wait for the approval, or withdraw it first.' },
    },
    'payroll_run.calculating': {
      title: { zh: '正在计算', en: 'The calculation is running' },
      fix: { zh: '请等计算完成。', en: 'Wait until it is done.' },
    },
    'payroll_run.not_calculated': {
      title: { zh: '还没有有效的计算结果', en: 'There is no valid result yet' },
      fix: {
        zh: '请先计算；数据改动后要重新计算。',
        en: 'Calculate first; every edit asks for it again.',
      },
    },
    'payroll_run.never_calculated': {
      title: { zh: '还没有计算过', en: 'It was never calculated' },
      fix: { zh: '请先开始计算。', en: 'Start the calculation.' },
    },
    'payroll_run.inputs_moved': {
      title: {
        zh: '人员或社保数据在计算后有变动',
        en: 'People or contributions changed after the calculation',
      },
      fix: { zh: '请重新计算后再继续。', en: 'Calculate again, then go on.' },
    },
    'payroll_run.inputs_not_reviewed': {
      title: { zh: '还有数据未审核', en: 'Some inputs are not reviewed' },
      fix: {
        zh: '请在数据收集步骤审核标出的来源。',
        en: 'Review the marked sources on the inputs step.',
      },
    },
    'payroll_run.has_blockers': {
      title: { zh: '还有必须处理的问题', en: 'There are blockers' },
      fix: {
        zh: '请在检查步骤逐条处理后重新计算。',
        en: 'Put them right on the check step and calculate again.',
      },
    },
    'payroll_run.warnings_open': {
      title: { zh: '还有提醒没有确认', en: 'Some warnings are not acknowledged' },
      fix: { zh: '请逐条查看并写明理由。', en: 'Look at each and give a reason.' },
    },
    'payroll_run.not_in_review': {
      title: { zh: '批次不在审批中', en: 'The run is not in review' },
      fix: { zh: '请刷新页面查看当前状态。', en: 'Refresh the page to see its state.' },
    },
    'payroll_run.snapshot_changed': {
      title: { zh: '您看到的结果已不是最新', en: 'What you looked at is no longer the result' },
      fix: { zh: '请刷新并重新核对后再审批。', en: 'Refresh, check it again, then approve.' },
    },
    'payroll_run.approver_prepared': {
      title: { zh: '制单人不能审批自己的批次', en: 'Who prepared a run cannot approve it' },
      fix: { zh: '请由另一位有权限的人审批。', en: 'Have another person approve it.' },
    },
    'payroll_run.approver_without_authority': {
      title: { zh: '审批人没有工资审批授权', en: 'The approver lacks the authority' },
      fix: {
        zh: '请由客户授权的工资审批联系人审批，或在客户资料中登记授权。',
        en: "Have the client's authorised contact approve, or register the authority.",
      },
    },
    'payroll_run.not_approved': {
      title: { zh: '批次还没有审批通过', en: 'The run is not approved' },
      fix: { zh: '请先完成审批。', en: 'Have it approved first.' },
    },
    'payroll_run.cumulation_moved': {
      title: { zh: '个税累计数据已变动', en: 'The tax cumulation has moved' },
      fix: {
        zh: '同一扣缴单位的另一批次已锁定或解锁，请重新计算；若要解锁，请先解锁较晚的批次。',
        en: 'Another run of the same entity was locked or unlocked: calculate again, or unlock the later run first.',
      },
    },
    'payroll_run.payment_begun': {
      title: { zh: '已经开始发放', en: 'The payment has begun' },
      fix: {
        zh: '请查看发放进度；不会重复发放。',
        en: 'Look at the payment; nothing is paid twice.',
      },
    },
    'payroll_run.not_locked': {
      title: { zh: '批次还没有锁定', en: 'The run is not locked' },
      fix: { zh: '请先锁定。', en: 'Lock it first.' },
    },
    'payroll_run.not_paid': {
      title: { zh: '批次还没有发放', en: 'The run is not paid' },
      fix: { zh: '请先完成发放。', en: 'Pay it first.' },
    },
    'payroll_run.payments_open': {
      title: { zh: '还有未完结的发放', en: 'Some payments are not settled' },
      fix: {
        zh: '请处理失败、退回和状态未明的付款后再关账。',
        en: 'Settle what failed, came back or is unknown, then close.',
      },
    },
    'payroll_run.payer_account_missing': {
      title: { zh: '发薪主体没有付款账户', en: 'A pay entity has no payer account' },
      fix: { zh: '请在法人主体中登记付款账户。', en: 'Register a payer account for the entity.' },
    },
    'payroll_run.not_funded': {
      title: { zh: '资金还没有到齐', en: 'The run is not funded' },
      fix: {
        zh: '请先配款；差额见资金页。',
        en: 'Set funds apart first; the funds page shows what is missing.',
      },
    },
    'payroll_run.releaser_prepared': {
      title: { zh: '制单人不能发放', en: 'Who prepared a run cannot release it' },
      fix: { zh: '请由财务的另一位同事发放。', en: 'Have a colleague of finance release it.' },
    },
    'payroll_run.outside_tax_period': {
      title: { zh: '今天已不在计划的税款所属期', en: 'Today is outside the planned tax period' },
      fix: {
        zh: '个税按实际发放月计算。请解锁批次，修改发放日后重新计算。',
        en: 'Tax follows the month of payment: unlock, change the pay date, calculate again.',
      },
    },
    'payroll_run.payment_not_begun': {
      title: { zh: '批次还没有开始发放', en: 'The payment has not begun' },
      fix: { zh: '请先发放整个批次。', en: 'Pay the run first.' },
    },
    'payroll_run.nobody_to_pay': {
      title: { zh: '没有可发放的人', en: 'There is nobody to pay' },
      fix: {
        zh: '请先解除缓发，或更正失败人员的账户。',
        en: 'Release somebody, or correct the account of those who failed.',
      },
    },
    'payroll_input.not_submitted': {
      title: { zh: '该来源还没有提交', en: 'The source was not handed in' },
      fix: {
        zh: '请先导入文件，或提交“本月无变动”。',
        en: 'Import its file, or hand it in as nothing this month.',
      },
    },
    'payroll_input.return_needs_note': {
      title: { zh: '打回要写明原因', en: 'Returning needs a reason' },
      fix: { zh: '请写明要改什么。', en: 'Say what has to change.' },
    },
    'payroll_input.item_twice': {
      title: { zh: '同一项目录入了两次', en: 'The same item is entered twice' },
      fix: { zh: '请合并为一行。', en: 'Put them on one line.' },
    },
    'payroll_input.attendance_impossible': {
      title: { zh: '考勤数据不合理', en: 'The attendance is not possible' },
      fix: {
        zh: '天数不能超过当月天数，出勤加缺勤不能超过应出勤。',
        en: 'Days fit into the month, and attended plus absent days into the days due.',
      },
    },
    'opening_balance.already_cumulated': {
      title: { zh: '此人本年已有累计数据', en: 'The person has a cumulation of this year' },
      fix: {
        zh: '期初累计只能在该扣缴单位本年第一次锁定前录入。',
        en: 'An opening balance is for entities that have not locked a run of this person this year.',
      },
    },
    'opening_balance.months_uneven': {
      title: {
        zh: '累计减除费用不是整月',
        en: 'The basic deduction is not a whole number of months',
      },
      fix: {
        zh: '累计减除费用应为5000元的整数倍，最多60000元。',
        en: 'It is a multiple of 5,000, at most 60,000.',
      },
    },
    'payslip.not_found': {
      title: { zh: '没有这张工资条', en: 'No such payslip' },
      fix: {
        zh: '批次重新计算后请从名单重新打开。',
        en: 'Open it from the run again; it may have been calculated anew.',
      },
    },
    'payslip.line_not_found': {
      title: { zh: '工资条没有这一行', en: 'The payslip has no such line' },
      fix: { zh: '请刷新工资条。', en: 'Refresh the payslip.' },
    },
    'finding.not_found': {
      title: { zh: '没有这条检查结果', en: 'No such finding' },
      fix: { zh: '请刷新检查结果。', en: 'Refresh the findings.' },
    },
    'finding.is_blocker': {
      title: { zh: '必须处理的问题不能只确认', en: 'A blocker cannot be acknowledged away' },
      fix: { zh: '请按提示处理后重新计算。', en: 'Put it right and calculate again.' },
    },
    'receivable.not_found': {
      title: { zh: '没有这笔个人欠款', en: 'No such receivable' },
      fix: { zh: '请刷新列表。', en: 'Refresh the list.' },
    },
    'receivable.not_open': {
      title: { zh: '这笔欠款已结清', en: 'The receivable is settled' },
      fix: { zh: '无需再处理。', en: 'There is nothing left to do.' },
    },
    'receivable.amount_beyond_open': {
      title: { zh: '金额超过未还余额', en: 'The amount is more than what is open' },
      fix: { zh: '请按未还余额填写。', en: 'Enter at most the open amount.' },
    },
  },
} as const satisfies ModuleWording;
