import type { ModuleWording } from './wording.ts';

export const insuranceTaskWording = {
  permission: {
    'insurance_task:read': { zh: '查看参保任务', en: 'Read insurance tasks' },
    'insurance_task:write': { zh: '办理参保任务', en: 'Handle insurance tasks' },
    'last_period:confirm': { zh: '确认离职人员末月', en: "Confirm leavers' last months" },
  },
  operation: {
    listProcedures: { zh: '各单位户办理规则', en: 'Procedures of registrations' },
    setProcedure: { zh: '设置单位户办理规则', en: 'Set the procedure of a registration' },
    listInsuranceTasks: { zh: '参保任务', en: 'Insurance tasks' },
    getInsuranceChain: { zh: '一个人的参保进度', en: "A person's insurance" },
    requestInsuranceTask: { zh: '发起参保任务', en: 'Ask for an insurance task' },
    listInsuranceSchemes: { zh: '参保方案', en: 'Insurance schemes' },
    setInsuranceScheme: { zh: '设置参保方案', en: 'Set an insurance scheme' },
    listUninsuredJoiners: { zh: '未参保的入职人员', en: 'Joiners without insurance' },
    listLastPeriods: { zh: '待确认末月的离职人员', en: 'Leavers whose last month is open' },
    confirmLastPeriod: { zh: '确认末月', en: 'Confirm last months' },
  },
  failure: {
    'insurance_scheme.registration_wrong': {
      title: { zh: '单位户与方案不符', en: 'A registration does not fit the scheme' },
      fix: {
        zh: '请选择参保主体在该城市、对应险种、未注销的单位户。',
        en: "Choose the insurance entity's open registrations of that kind in that city.",
      },
    },
    'insurance_scheme.base_missing': {
      title: { zh: '固定基数没有填写', en: 'The given base is missing' },
      fix: {
        zh: '请填写基数，或改用下限、约定工资。',
        en: 'Enter the base, or choose another rule.',
      },
    },
    'insurance_task.not_found': {
      title: { zh: '没有这项参保任务', en: 'No such insurance task' },
      fix: { zh: '请从列表中选择。', en: 'Choose it from the list.' },
    },
    'insurance_task.not_unconfirmed': {
      title: { zh: '不是待确认末月的减员任务', en: 'Its last month is not waiting' },
      fix: {
        zh: '可能已由他人确认，请刷新后再看。',
        en: 'Somebody may have confirmed it; load the list again.',
      },
    },
    'last_period.out_of_range': {
      title: { zh: '末月不可能', en: 'That last month cannot be' },
      fix: {
        zh: '末月不早于离职前一个月、不早于参保起始月，不晚于离职后十二个月。',
        en: 'Not before the month before leaving or the first insured one; at most a year after.',
      },
    },
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
