import { parsePlainDate } from '@heyi/kernel';
import { taxBehaviourOf } from './behaviour.ts';
import type { Row } from './sheets.ts';
import { type Agent, personKey, type Registered } from './tax-bureau.ts';

export const feedbackTitles = [
  '姓名',
  '证件类型',
  '证件号码',
  '报送状态',
  '身份验证状态',
  '失败原因',
];

/** 报送 and 获取反馈 at once: takes the people in and says what became of each. */
export function registerPeople(agent: Agent, rows: readonly Row[]): Row[] {
  return rows.map((row) => {
    const { 姓名: name = '', 证件类型: type = '', 证件号码: number = '' } = row;
    const failure = failureOf(agent, row);
    const behaviour = taxBehaviourOf(name);
    if (behaviour === 'feedback_late') return answer(row, '待反馈', '', '');
    if (failure !== null) return answer(row, '报送失败', '', failure);
    const identity = identityOf(name, type);
    agent.registered[personKey(type, number)] = {
      name,
      documentType: type,
      documentNumber: number,
      employedFrom: parsePlainDate(row['任职受雇从业日期'] ?? ''),
      leftOn: parsePlainDate(row['离职日期'] ?? ''),
      firstEmployment: row['入职年度就业情形'] ?? '',
      takesBasicDeduction: row['是否扣除减除费用'] !== '否',
      state: 'reported',
      identity,
    };
    const reason = identity === 'refused' ? '姓名与公安信息不一致' : '';
    return answer(row, '报送成功', identityNames[identity], reason);
  });
}

const identityNames = {
  verified: '验证通过',
  refused: '验证不通过',
  deferred: '暂不验证',
} as const;

function answer(row: Row, state: string, identity: string, reason: string): Row {
  const { 姓名 = '', 证件类型 = '', 证件号码 = '' } = row;
  return { 姓名, 证件类型, 证件号码, 报送状态: state, 身份验证状态: identity, 失败原因: reason };
}

function identityOf(name: string, documentType: string): Registered['identity'] {
  const behaviour = taxBehaviourOf(name);
  if (behaviour === 'identity_refused') return 'refused';
  // Only identity cards are held against the police's register at once.
  if (behaviour === 'identity_deferred' || documentType !== '居民身份证') return 'deferred';
  return 'verified';
}

/** Why somebody is not taken in; null when all is well. */
function failureOf(agent: Agent, row: Row): string | null {
  const { 姓名: name = '', 证件类型: type = '', 证件号码: number = '' } = row;
  const known = agent.registered[personKey(type, number)];
  if (known && known.name !== name) return '关键信息不允许修改，请置为非正常后重新采集';
  const behaviour = taxBehaviourOf(name);
  if (behaviour === 'first_employment_conflict') return '当年首次入职信息与其他单位申报冲突';
  if (behaviour === 'registered_elsewhere') return '该人员在其他单位已有任职受雇信息，请核实';
  if (type === '居民身份证' && !/^\d{17}[\dX]$/.test(number)) return '证件号码不符合规则';
  const isEmployee = row['任职受雇从业类型'] === '雇员';
  if (isEmployee && !row['手机号码']) return '任职受雇从业类型为雇员时手机号码必填';
  if (isEmployee && !row['任职受雇从业日期']) return '任职受雇从业类型为雇员时任职受雇从业日期必填';
  return null;
}
