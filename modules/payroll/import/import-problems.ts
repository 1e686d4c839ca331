import type { CustomProblem } from '@heyi/platform';

function problem(code: string, zh: readonly [string, string], en: readonly [string, string]) {
  const wording = {
    'zh-CN': { message: zh[0], howToFix: zh[1] },
    en: { message: en[0], howToFix: en[1] },
  };
  return { code, wording } satisfies CustomProblem;
}

/** What a row of a payroll file may be refused for, beside the shape of its cells. */
export const importProblems = {
  nobody: problem(
    'payroll_row.nobody',
    ['没有填写工号、证件号码或姓名。', '请至少填写其中一项。'],
    ['There is no employee number, document or name.', 'Enter one of them.'],
  ),
  unknown: problem(
    'payroll_row.person_unknown',
    [
      '花名册中找不到此人，或此人不由本批次的主体发薪。',
      '请核对工号和证件号码；新入职的请先导入花名册。',
    ],
    ['Nobody paid by this run fits.', 'Check number and document; import joiners first.'],
  ),
  ambiguous: problem(
    'payroll_row.person_ambiguous',
    ['有多人符合。', '请补充证件号码或工号；同时在两个主体任职的请注明扣缴义务人。'],
    ['Several people fit.', 'Add the document or the employee number, or name the entity.'],
  ),
  nameDiffers: problem(
    'payroll_row.name_differs',
    ['姓名与花名册不一致。', '请核对姓名和证件号码。'],
    ['The name is not the one on file.', 'Check name and document.'],
  ),
  beforeMonth: problem(
    'payroll_row.before_month',
    ['生效日期早于工资所属月。', '请从本月起生效，以前月份的差额用“补发工资”发放。'],
    [
      'It takes effect before the wage month.',
      'Let it begin in the month; pay the rest as retro pay.',
    ],
  ),
  impossible: problem(
    'payroll_row.attendance_impossible',
    ['天数或小时数超过当月，或出勤加缺勤超过应出勤。', '请核对考勤汇总。'],
    ['Days or hours do not fit into the month.', 'Check the attendance.'],
  ),
  itemWithoutAmount: problem(
    'payroll_row.item_incomplete',
    ['项目和金额要同时填写。', '请补全，或两格都留空。'],
    ['Item and amount belong together.', 'Fill both, or neither.'],
  ),
  itemTwice: problem(
    'payroll_row.item_twice',
    ['同一项目在本行出现两次。', '请合并为一处。'],
    ['The same item stands twice in the row.', 'Put it in one place.'],
  ),
  nothing: problem(
    'payroll_row.nothing',
    ['这一行没有任何数据。', '请填写，或删除这一行。'],
    ['The row says nothing.', 'Fill it in, or remove it.'],
  ),
  alreadyCumulated: problem(
    'payroll_row.already_cumulated',
    ['此人本年已有锁定的累计数据。', '期初累计只能在第一次锁定前导入。'],
    ['The person has a locked cumulation of the year.', 'Openings come before the first lock.'],
  ),
  monthsUneven: problem(
    'payroll_row.months_uneven',
    ['累计减除费用不是5000元的整数倍，或超过已过月份。', '请核对上一家系统导出的累计数。'],
    ['The basic deduction is no whole number of months.', 'Check the former cumulation.'],
  ),
} as const;
