import type { ModuleWording } from './wording.ts';

export const statutoryWording = {
  permission: { 'statutory:calculate': { zh: '使用计算器', en: 'Use the calculators' } },
  operation: {
    calculateWithholding: { zh: '计算累计预扣个税', en: 'Calculate cumulative withholding' },
    calculateAnnualBonus: { zh: '计算全年一次性奖金个税', en: 'Calculate tax on an annual bonus' },
    calculateIncomeTaxRule: { zh: '按规则计算个税', en: 'Calculate by a rule of the tax library' },
    listPolicyCities: { zh: '有政策的城市', en: 'List cities with policies' },
    calculateContributions: { zh: '计算五险一金', en: 'Calculate contributions' },
    calculateRetirement: { zh: '计算退休年月', en: 'Calculate the retirement month' },
    calculateLateFee: { zh: '计算滞纳金', en: 'Calculate a late fee' },
  },
  failure: {
    'policy.unknown_on': {
      title: { zh: '这个时期的政策数字未知', en: 'The figure is not known for that time' },
      fix: {
        zh: '换一个时期，或等政策公布后更新政策库；系统不会用别的时期代替。',
        en: 'Choose another time, or update the policy library once it is published; no other figure is put in its place.',
      },
    },
    'contribution.city_unknown': {
      title: { zh: '没有这个城市的政策', en: 'There is no policy of that city' },
      fix: { zh: '请从城市列表中选择。', en: 'Choose from the list of cities.' },
    },
    'calculation.not_possible': {
      title: { zh: '按所给条件算不出结果', en: 'No result follows from these facts' },
      fix: { zh: '请看原因，补全或更正条件。', en: 'See the reason and complete the facts.' },
    },
  },
} as const satisfies ModuleWording;
