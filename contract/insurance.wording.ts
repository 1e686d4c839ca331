import type { ModuleWording } from './wording.ts';

export const insuranceWording = {
  permission: {
    'contribution:read': { zh: '查看费款', en: 'Read contributions' },
    'contribution:update': { zh: '办理费款和补差', en: 'Handle contributions and differences' },
  },
  operation: {
    listContributionLines: { zh: '费款明细', en: 'List contribution lines' },
    estimateContributions: { zh: '测算费款', en: 'Estimate contributions' },
    previewDifferences: { zh: '测算补差', en: 'Preview differences' },
    getDifferenceRun: { zh: '查看补差', en: 'Look at a difference run' },
    listDifferenceRuns: { zh: '补差记录', en: 'List difference runs' },
    listDifferenceLines: { zh: '补差明细', en: 'List difference lines' },
    listDifferencePeople: { zh: '补差人员', en: 'List differences by person' },
    commitDifferences: { zh: '确认补差', en: 'Commit differences' },
    listRegistrationsDue: { zh: '各单位户截止日', en: 'Cut-offs of registrations' },
  },
  failure: {
    'estimate.not_insured': {
      title: { zh: '该月没有参保', en: 'The person is not insured in that month' },
      fix: {
        zh: '请先办理参保，或选择参保月份。',
        en: 'Enrol the person, or choose an insured month.',
      },
    },
    'difference_run.not_found': {
      title: { zh: '没有这次补差', en: 'No such difference run' },
      fix: { zh: '请从补差记录中选择。', en: 'Choose it from the list.' },
    },
    'difference_run.scope_missing': {
      title: { zh: '没有指定范围', en: 'The scope is missing' },
      fix: {
        zh: '请选择一个单位户或一个城市，二者选一。',
        en: 'Choose one registration or one city.',
      },
    },
    'difference_run.periods_reversed': {
      title: { zh: '月份先后不对', en: 'The months are in the wrong order' },
      fix: {
        zh: '起始月不得晚于截止月，跨度不超过24个月；账单月不得早于截止月。',
        en: 'At most 24 months, from before to; the bill month is not before the last one.',
      },
    },
    'difference_run.in_progress': {
      title: { zh: '同一范围的补差正在测算', en: 'A run over the same scope is being calculated' },
      fix: { zh: '请等它测算结束。', en: 'Wait for it to end.' },
    },
    'difference_run.not_calculated': {
      title: { zh: '测算尚未完成', en: 'It is not calculated yet' },
      fix: {
        zh: '请等测算结束；失败时请重新测算。',
        en: 'Wait for its end; if it failed, run it again.',
      },
    },
    'difference_run.already_committed': {
      title: { zh: '已经确认', en: 'It is already committed' },
      fix: {
        zh: '费款明细中已有这些补差。',
        en: 'The differences are among the contribution lines.',
      },
    },
    'difference_run.outdated': {
      title: { zh: '测算之后费款有变化', en: 'Lines have changed since the preview' },
      fix: { zh: '请重新测算后再确认。', en: 'Preview again, then commit.' },
    },
    'difference_run.empty': {
      title: { zh: '没有需要补的差额', en: 'There is no difference' },
      fix: { zh: '无需确认。', en: 'Nothing has to be committed.' },
    },
  },
} as const satisfies ModuleWording;
