import type { ModuleWording } from './wording.ts';

export const payrollTaxWording = {
  permission: {
    'tax:read': { zh: '查看个税申报', en: 'Read tax returns' },
    'tax:file': { zh: '办理个税申报', en: 'File tax returns' },
  },
  operation: {
    listTaxpayers: { zh: '纳税人列表', en: 'List taxpayers' },
    collectTaxpayers: { zh: '采集人员信息', en: 'Collect taxpayers' },
    generateTaxpayerSheet: { zh: '生成人员信息采集表', en: 'Make the registration sheet' },
    listWithholdingReturns: { zh: '扣缴申报列表', en: 'List withholding returns' },
    openWithholdingReturn: { zh: '生成扣缴申报', en: 'Generate a withholding return' },
    getWithholdingReturn: { zh: '查看扣缴申报', en: 'Look at a withholding return' },
    recomputeWithholdingReturn: { zh: '重新生成申报数据', en: 'Generate the return anew' },
    listReturnLines: { zh: '查看申报明细', en: 'List the people of a return' },
    downloadReturnFile: { zh: '下载申报导入文件', en: 'Download the import file' },
    acceptReturnDifferences: { zh: '确认算税差异', en: 'Accept the differences' },
    markReturnSent: { zh: '登记已报送', en: 'Mark the return sent' },
    recordReturnResult: { zh: '登记申报结果', en: "Record the bureau's answer" },
    recordTaxPayment: { zh: '登记缴款', en: 'Record the tax payment' },
    revokeTaxPayment: { zh: '撤销缴款登记', en: 'Take the tax payment back' },
    attachReturnEvidence: { zh: '上传完税证明', en: 'Attach the evidence' },
    openCorrectedReturn: { zh: '更正申报', en: 'Correct a return' },
    cancelWithholdingReturn: { zh: '取消扣缴申报', en: 'Cancel a return' },
  },
  failure: {
    'taxpayer.nothing_to_report': {
      title: { zh: '没有需要报送的人员', en: 'Nobody has to be reported' },
      fix: {
        zh: '请先采集人员信息；资料不全的人员补全后才会进入采集表。',
        en: 'Collect the people first; whoever lacks facts comes in when they are complete.',
      },
    },
    'taxpayer.subject_missing': {
      title: { zh: '没有这个扣缴单位', en: 'No such withholding entity' },
      fix: { zh: '请从扣缴单位页面导入反馈文件。', en: 'Import from the page of the entity.' },
    },
    'withholding_return.not_found': {
      title: { zh: '没有这份扣缴申报', en: 'No such withholding return' },
      fix: { zh: '请刷新申报列表。', en: 'Refresh the list of returns.' },
    },
    'withholding_return.exists': {
      title: { zh: '本期申报已生成', en: 'The return of the period exists' },
      fix: {
        zh: '请打开已有的申报；数据有变动时重新生成，已申报的走更正申报。',
        en: 'Open it: generate it anew when figures moved, or correct it when it was declared.',
      },
    },
    'withholding_return.nothing_paid': {
      title: { zh: '本期没有已锁定的发放', en: 'Nothing locked was paid in the period' },
      fix: {
        zh: '请先锁定本税款所属期的发薪批次。',
        en: 'Lock the runs of the tax period first.',
      },
    },
    'withholding_return.deadline_unknown': {
      title: { zh: '没有该期的申报期限', en: 'The deadline of the period is not known' },
      fix: { zh: '请检查税款所属期。', en: 'Check the tax period.' },
    },
    'withholding_return.already_sent': {
      title: { zh: '申报已报送', en: 'The return was sent' },
      fix: {
        zh: '请等待申报结果；要修改请在申报成功后更正。',
        en: 'Wait for the answer; correct it once it is accepted.',
      },
    },
    'withholding_return.over': {
      title: { zh: '申报已取消', en: 'The return is cancelled' },
      fix: { zh: '请重新生成本期申报。', en: 'Generate the return of the period again.' },
    },
    'withholding_return.outdated': {
      title: { zh: '申报数据已过时', en: 'The return is out of date' },
      fix: {
        zh: '生成之后有批次锁定或解锁，请重新生成并再次比对。',
        en: 'A run was locked or unlocked since: generate it anew and compare again.',
      },
    },
    'withholding_return.sheet_empty': {
      title: { zh: '本期没有这类所得', en: 'The period has no such income' },
      fix: { zh: '请只下载列出的表。', en: 'Download the sheets that are listed.' },
    },
    'withholding_return.unregistered': {
      title: { zh: '有人员尚未报送成功', en: 'Somebody is not registered' },
      fix: {
        zh: '请先报送人员信息并导入反馈；未报送成功的人员不能申报。',
        en: 'Report them and import the feedback first: only registered people can be declared.',
      },
    },
    'withholding_return.not_differing': {
      title: { zh: '没有待核的差异', en: 'There are no differences to accept' },
      fix: { zh: '无需确认。', en: 'There is nothing to do.' },
    },
    'withholding_return.not_compared': {
      title: { zh: '还没有与税局算税结果比对', en: 'Not compared with the bureau yet' },
      fix: {
        zh: '请在扣缴端算税后导出结果，并在此导入比对。',
        en: 'Calculate in the client program, export its result and import it here.',
      },
    },
    'withholding_return.differs': {
      title: { zh: '与税局算税结果有差异', en: 'Our tax and the bureau’s differ' },
      fix: {
        zh: '请逐人核对差异：更正数据后重新生成，或写明理由确认。',
        en: 'Look at each difference: correct and generate anew, or accept with a reason.',
      },
    },
    'withholding_return.earlier_correction_open': {
      title: { zh: '更早月份的更正尚未完成', en: 'An earlier correction is not accepted yet' },
      fix: {
        zh: '更正须按月份顺序逐月申报，请先完成较早月份。',
        en: 'Corrections go month by month: have the earlier one accepted first.',
      },
    },
    'withholding_return.not_sent': {
      title: { zh: '申报还没有报送', en: 'The return was not sent' },
      fix: { zh: '请先登记已报送。', en: 'Mark it sent first.' },
    },
    'withholding_return.refusal_needs_reason': {
      title: { zh: '申报失败须写明原因', en: 'A refusal needs its reason' },
      fix: { zh: '请填写税局反馈的错误原因。', en: "Enter the bureau's words." },
    },
    'withholding_return.not_accepted': {
      title: { zh: '申报还没有成功', en: 'The return is not accepted' },
      fix: { zh: '请先登记申报结果。', en: "Record the bureau's answer first." },
    },
    'withholding_return.nothing_due': {
      title: { zh: '本期没有应缴税款', en: 'No tax is due' },
      fix: { zh: '零税款申报可直接上传凭证。', en: 'Attach the evidence straight away.' },
    },
    'withholding_return.amount_differs': {
      title: { zh: '缴款金额与应缴税款不一致', en: 'The amount is not the tax due' },
      fix: {
        zh: '请按应缴税款填写；滞纳金填在单独一栏。',
        en: 'Enter the tax due; a late fee has a field of its own.',
      },
    },
    'withholding_return.paid_in_future': {
      title: { zh: '缴款日期在今天之后', en: 'The payment lies in the future' },
      fix: { zh: '请填写实际扣款日期。', en: 'Enter the day of the debit.' },
    },
    'withholding_return.payer_account_missing': {
      title: {
        zh: '有客户没有为该扣缴单位指定付款账户',
        en: 'A client has no paying account for this entity',
      },
      fix: {
        zh: '请选择扣款账户，或在客户的“付款账户”中为该法人主体指定付款账户。',
        en: 'Name the debited account, or assign one to the entity at that client.',
      },
    },
    'withholding_return.not_paid': {
      title: { zh: '还没有登记缴款', en: 'The tax is not paid' },
      fix: { zh: '请先登记缴款金额和凭证号。', en: 'Record the payment and its voucher first.' },
    },
    'withholding_return.correction_exists': {
      title: { zh: '已有更正申报', en: 'A correction exists' },
      fix: { zh: '请打开最新的更正申报。', en: 'Open the newest correction.' },
    },
    'withholding_return.unchanged': {
      title: { zh: '数据没有变动', en: 'Nothing changed' },
      fix: {
        zh: '请先解锁并更正发薪批次，再更正申报。',
        en: 'Unlock and correct the run first, then the return.',
      },
    },
  },
} as const satisfies ModuleWording;
