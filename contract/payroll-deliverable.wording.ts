import type { ModuleWording } from './wording.ts';

export const payrollDeliverableWording = {
  permission: {
    'payslip:release': { zh: '发布工资条', en: 'Release payslips' },
    'link:payslip': { zh: '本人的工资条页面', en: 'One’s own payslip page' },
  },
  operation: {
    downloadPayslip: { zh: '下载工资条', en: 'Download a payslip' },
    downloadPayslips: { zh: '批量下载工资条', en: 'Download payslips' },
    releasePayslips: { zh: '发布工资条', en: 'Release payslips' },
    withdrawPayslips: { zh: '撤回工资条', en: 'Withdraw payslips' },
    listPayslipReleases: { zh: '查看工资条发布情况', en: 'List released payslips' },
    listOwnPayslips: { zh: '我的工资条', en: 'My payslips' },
    readOwnPayslip: { zh: '查看我的工资条', en: 'Read my payslip' },
    confirmOwnPayslip: { zh: '确认工资条', en: 'Confirm my payslip' },
    createPayslipLink: { zh: '生成工资条链接', en: 'Make a link to a payslip' },
    readLinkedPayslip: { zh: '打开链接里的工资条', en: 'Read the payslip of a link' },
    explainLinkedPayslipLine: { zh: '查看工资条一行的依据', en: 'Why this number of my payslip' },
    confirmLinkedPayslip: { zh: '确认链接里的工资条', en: 'Confirm the payslip of a link' },
    downloadLinkedPayslip: { zh: '下载链接里的工资条', en: 'Download the payslip of a link' },
    downloadDeliverable: { zh: '下载薪资报表', en: 'Download a payroll table' },
    getRegisterColumns: { zh: '查看工资明细表列', en: 'Look at the register columns' },
    putRegisterColumns: { zh: '设置工资明细表列', en: 'Choose the register columns' },
  },
  failure: {
    'payslip.nobody': {
      title: { zh: '没有符合条件的工资条', en: 'No payslip matches' },
      fix: { zh: '请调整范围。', en: 'Choose other people.' },
    },
    'payslip.too_many': {
      title: { zh: '一次下载的工资条太多', en: 'Too many payslips at once' },
      fix: {
        zh: '请按发薪主体或部门分批下载，每次至多5000张。',
        en: 'Download by entity or department, at most 5,000 at once.',
      },
    },
    'payslip.release_too_late': {
      title: { zh: '定时发布时间太远', en: 'The release is too far off' },
      fix: { zh: '请选择90天以内的时间。', en: 'Choose a time within 90 days.' },
    },
    'payslip.nobody_released': {
      title: { zh: '没有已发布的工资条', en: 'None of them is released' },
      fix: { zh: '请刷新发布情况。', en: 'Refresh the list.' },
    },
    'payslip.not_released': {
      title: { zh: '工资条还没有发布', en: 'The payslip is not released' },
      fix: {
        zh: '请先发布这张工资条，再生成链接。',
        en: 'Release it first, then make the link.',
      },
    },
    'payslip.not_read': {
      title: { zh: '请先查看工资条', en: 'The payslip was not read' },
      fix: { zh: '打开工资条后再确认。', en: 'Open it, then confirm.' },
    },
    'pay_register.column_unknown': {
      title: { zh: '没有这一列', en: 'No such column' },
      fix: { zh: '请从列表中选择。', en: 'Choose from the list.' },
    },
    'pay_register.column_twice': {
      title: { zh: '同一列选了两次', en: 'A column is chosen twice' },
      fix: { zh: '请去掉重复的列。', en: 'Leave out one of them.' },
    },
    'pay_register.name_twice': {
      title: { zh: '两列的名称相同', en: 'Two columns have one name' },
      fix: { zh: '请改用不同的名称。', en: 'Give them different names.' },
    },
  },
} as const satisfies ModuleWording;
