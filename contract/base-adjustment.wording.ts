import type { ModuleWording } from './wording.ts';

export const baseAdjustmentWording = {
  permission: {
    'link:base': { zh: '核对本人缴费基数', en: 'Check the own contribution base' },
  },
  operation: {
    createBaseAdjustment: { zh: '发起基数调整', en: 'Begin a base adjustment' },
    listBaseAdjustments: { zh: '基数调整', en: 'Base adjustments' },
    listBaseRows: { zh: '基数调整名单', en: 'People of a base adjustment' },
    takeBaseProposals: { zh: '采用工资数据作为新基数', en: 'Take what payroll proposes' },
    confirmBaseRows: { zh: '凭签字名单确认基数', en: 'Confirm bases with the signed list' },
    applyBaseAdjustment: { zh: '基数调整生效', en: 'Apply a base adjustment' },
    cancelBaseAdjustment: { zh: '取消基数调整', en: 'Cancel a base adjustment' },
    createBaseLink: { zh: '发送基数确认链接', en: 'Make a link to confirm a base' },
    readLinkedBase: { zh: '查看本人基数', en: 'Look at the own base' },
    answerLinkedBase: { zh: '答复本人基数', en: 'Answer to the own base' },
    previewBackContribution: { zh: '测算补缴', en: 'Preview a back contribution' },
    requestBackContribution: { zh: '发起补缴', en: 'Ask for a back contribution' },
    listRetirements: { zh: '退休预警', en: 'People about to retire' },
  },
  failure: {
    'base_adjustment.not_found': {
      title: { zh: '没有这次基数调整', en: 'No such base adjustment' },
      fix: { zh: '请从列表中选择。', en: 'Choose it from the list.' },
    },
    'base_adjustment.not_open': {
      title: { zh: '基数调整已结束', en: 'The base adjustment is over' },
      fix: {
        zh: '已生效或已取消的不能再改；需要时请另行发起。',
        en: 'It was applied or cancelled; begin another one if needed.',
      },
    },
    'base_adjustment.open_already': {
      title: { zh: '该城市同类调整正在进行', en: 'One is under way for that city' },
      fix: { zh: '请先完成或取消原有调整。', en: 'Finish or cancel it first.' },
    },
    'base_adjustment.nobody_insured': {
      title: { zh: '该月在该城市无人参保', en: 'Nobody is insured there in that month' },
      fix: { zh: '请核对城市、险种和生效月份。', en: 'Check the city, the kind and the month.' },
    },
    'base_adjustment.nothing_proposed': {
      title: { zh: '没有可采用的工资数据', en: 'Payroll has nothing to propose' },
      fix: {
        zh: '上年没有在此发薪，或没有约定工资；请导入新基数。',
        en: 'No wages were paid here last year, or none are agreed; import the bases.',
      },
    },
    'base_adjustment.unconfirmed': {
      title: { zh: '还有人没有确认', en: 'Some have not confirmed' },
      fix: {
        zh: '请等他们确认，或选择不含未确认人员：这些人保留原基数。',
        en: 'Wait for them, or leave them out: they keep their base.',
      },
    },
    'back_contribution.not_enrolled': {
      title: { zh: '该员工不在此单位户参保', en: 'The person is not enrolled there' },
      fix: {
        zh: '补缴经该员工参保的单位户办理，请先参保。',
        en: 'It goes through the registration the person is enrolled at.',
      },
    },
    'back_contribution.months_wrong': {
      title: { zh: '补缴月份不对', en: 'The months are wrong' },
      fix: {
        zh: '补缴月份应在入职以后、本月以前，起始月不晚于截止月。',
        en: 'Months after joining and before this one, in their order.',
      },
    },
    'back_contribution.months_paid': {
      title: { zh: '其中有月份已经缴过', en: 'Some of these months are charged already' },
      fix: {
        zh: '已缴月份的基数差额请用补差。',
        en: 'Use a difference run for months that were paid on another base.',
      },
    },
    'back_contribution.beyond_limit': {
      title: { zh: '超过经办机构补缴期限', en: 'Beyond what the agency takes back' },
      fix: {
        zh: '请缩短月份，或凭裁决、判决、稽核文书到窗口办理后再设单位户的期限。',
        en: 'Shorten it, or go to the counter with the judgment and set the limit.',
      },
    },
    'back_contribution.figure_unknown': {
      title: { zh: '缺少这些月份的基数或费率', en: 'Figures of these months are unknown' },
      fix: {
        zh: '请先在政策库登记这些月份的数值。',
        en: 'Record the figures of these months in the policy library first.',
      },
    },
  },
} as const satisfies ModuleWording;
