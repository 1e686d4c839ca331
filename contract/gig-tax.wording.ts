import type { ModuleWording } from './wording.ts';

/** Tax of platform workers. */
export const gigTaxWording = {
  permission: {
    'statements:read': { zh: '下载扣缴明细单', en: 'Download withholding statements' },
  },
  operation: {
    listVatReadings: { zh: '自然人增值税读法', en: 'Readings of VAT on natural persons' },
    chooseVatReading: { zh: '选定增值税读法', en: 'Choose a reading of VAT' },
    listGauges: { zh: '从业人员收入仪表', en: 'Gauges of workers' },
    listGigReturns: { zh: '从业人员申报', en: 'Returns of workers' },
    generateGigReturn: { zh: '生成从业人员申报', en: 'Generate a return of workers' },
    getGigReturn: { zh: '从业人员申报详情', en: 'Look at a return of workers' },
    downloadGigReturnSheet: { zh: '下载申报表', en: 'Download a sheet of the return' },
    declareGigReturn: { zh: '登记已申报', en: 'Record a return as declared' },
    cancelGigReturn: { zh: '作废申报', en: 'Cancel a return of workers' },
    correctGigReturn: { zh: '更正申报', en: 'Correct a return of workers' },
    downloadQuarterReport: {
      zh: '下载平台季度报送表',
      en: 'Download the quarterly platform report',
    },
    downloadWorkerStatement: { zh: '下载扣缴明细单', en: 'Download a withholding statement' },
    readWorkerStatement: { zh: '下载扣缴明细单', en: 'Download a withholding statement' },
  },
  failure: {
    'vat_reading.figures_unknown': {
      title: { zh: '这个月没有在册的增值税数值', en: 'No VAT figures are on file for the month' },
      fix: {
        zh: '请换一个月份；数值见政策库。',
        en: 'Choose another month; see the policy library.',
      },
    },
    'vat_reading.before_rule': {
      title: { zh: '规则在这个月还没有生效', en: 'The rule is not in force in that month' },
      fix: { zh: '请从2026年11月或以后的月份起。', en: 'Begin with November 2026 or later.' },
    },
    'vat_reading.chosen_in_future': {
      title: { zh: '选定日期在将来', en: 'The day of the choice lies in the future' },
      fix: { zh: '请填写实际作出决定的日期。', en: 'Enter the day on which it was decided.' },
    },
    'vat_reading.month_begun': {
      title: { zh: '已经开始的月份不能改读法', en: 'A month that has begun keeps its reading' },
      fix: {
        zh: '请从下个月起；以前多扣少扣的在申报中更正。',
        en: 'Begin with the next month; correct earlier ones in their returns.',
      },
    },
    'gauge.figures_unknown': {
      title: { zh: '这个月没有在册的起征点', en: 'No thresholds are on file for the month' },
      fix: { zh: '请换一个月份。', en: 'Choose another month.' },
    },
    'gig_return.not_found': {
      title: { zh: '没有这份申报', en: 'No such return' },
      fix: { zh: '请从申报列表进入。', en: 'Open it from the list of returns.' },
    },
    'gig_return.month_open': {
      title: { zh: '这个月还没有过完', en: 'The month is not over' },
      fix: { zh: '次月1日起生成。', en: 'Generate it from the first day of the next month on.' },
    },
    'gig_return.exists': {
      title: { zh: '这个月已有申报', en: 'The month has a return' },
      fix: {
        zh: '请打开原申报；未申报的可作废重来，已申报的用更正。',
        en: 'Open it: cancel it before, or correct it after it was declared.',
      },
    },
    'gig_return.nothing_paid': {
      title: { zh: '这个月没有付过款', en: 'Nothing was paid in the month' },
      fix: { zh: '请核对主体和月份。', en: 'Check entity and month.' },
    },
    'gig_return.sheet_empty': {
      title: { zh: '这张表没有人', en: 'Nobody is on this sheet' },
      fix: { zh: '无需申报这一项。', en: 'There is nothing to declare on it.' },
    },
    'gig_return.already_declared': {
      title: { zh: '已经申报', en: 'It was declared' },
      fix: { zh: '有变动请用更正申报。', en: 'Correct it if something has changed.' },
    },
    'gig_return.over': {
      title: { zh: '已作废', en: 'It was cancelled' },
      fix: { zh: '请打开新生成的申报。', en: 'Open the one that was generated since.' },
    },
    'gig_return.outdated': {
      title: { zh: '生成后有变动', en: 'Something has changed since' },
      fix: {
        zh: '有款项退回；请作废后重新生成。',
        en: 'Money came back: cancel and generate anew.',
      },
    },
    'gig_return.not_declared': {
      title: { zh: '还没有申报', en: 'It was not declared' },
      fix: { zh: '未申报的请作废后重新生成。', en: 'Cancel it and generate it anew.' },
    },
    'gig_return.correction_exists': {
      title: { zh: '已有更正', en: 'There is a correction' },
      fix: { zh: '请打开最新的更正申报。', en: 'Open the newest correction.' },
    },
    'gig_return.unchanged': {
      title: { zh: '申报后没有变动', en: 'Nothing has changed since' },
      fix: { zh: '无需更正。', en: 'There is nothing to correct.' },
    },
    'platform_report.quarter_open': {
      title: { zh: '这个季度还没有过完', en: 'The quarter is not over' },
      fix: {
        zh: '季度终了后次月内报送。',
        en: 'It is reported within the month after the quarter.',
      },
    },
    'platform_report.nothing_paid': {
      title: { zh: '这个季度没有可报送的', en: 'Nothing to report in the quarter' },
      fix: { zh: '请核对季度。', en: 'Check the quarter.' },
    },
    'worker_statement.nothing_paid': {
      title: { zh: '这一年没有付款', en: 'Nothing was paid in the year' },
      fix: { zh: '请换一个年份。', en: 'Choose another year.' },
    },
  },
} satisfies ModuleWording;
