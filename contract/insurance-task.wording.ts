import type { ModuleWording } from './wording.ts';

export const insuranceTaskWording = {
  permission: {
    'insurance_task:read': { zh: '查看参保任务', en: 'Read insurance tasks' },
    'insurance_task:write': { zh: '办理参保任务', en: 'Handle insurance tasks' },
  },
  operation: {
    listProcedures: { zh: '各单位户办理规则', en: 'Procedures of registrations' },
    setProcedure: { zh: '设置单位户办理规则', en: 'Set the procedure of a registration' },
    listInsuranceTasks: { zh: '参保任务', en: 'Insurance tasks' },
    getInsuranceChain: { zh: '一个人的参保进度', en: "A person's insurance" },
    requestInsuranceTask: { zh: '发起参保任务', en: 'Ask for an insurance task' },
  },
  failure: {
    'insurance_task.kind_wrong': {
      title: { zh: '该经办机构不办理这项业务', en: 'That agency does not handle this' },
      fix: {
        zh: '用工备案、退工和首次社保卡请选择社保单位户。',
        en: 'Choose the social insurance registration for filings and the first card.',
      },
    },
    'insurance_task.not_insured': {
      title: { zh: '该员工不在此单位户参保', en: 'The person is not insured at this registration' },
      fix: {
        zh: '请选择该员工参保的单位户，或先办理参保。',
        en: 'Choose a registration the person is insured at, or enrol first.',
      },
    },
    'insurance_task.open_already': {
      title: { zh: '同一业务正在办理', en: 'The same task is open already' },
      fix: { zh: '请先办完或取消原有任务。', en: 'Finish or cancel the open one first.' },
    },
  },
} as const satisfies ModuleWording;
