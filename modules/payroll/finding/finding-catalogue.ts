export type FindingSeverity = 'blocker' | 'warning' | 'notice';

export type FindingPlace =
  | 'person'
  | 'employment'
  | 'account'
  | 'input'
  | 'insurance'
  | 'deduction'
  | 'run'
  | 'policy'
  | 'none';

export type FindingDefinition = {
  readonly severity: FindingSeverity;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly howToFixZh: string;
  readonly howToFixEn: string;
  readonly fixAt: FindingPlace;
  /** The article or the rule of the field behind it. */
  readonly rule: string | null;
};

function finding(
  severity: FindingSeverity,
  fixAt: FindingPlace,
  title: readonly [zh: string, en: string],
  howToFix: readonly [zh: string, en: string],
  rule: string | null = null,
): FindingDefinition {
  return {
    severity,
    titleZh: title[0],
    titleEn: title[1],
    howToFixZh: howToFix[0],
    howToFixEn: howToFix[1],
    fixAt,
    rule,
  };
}

/**
 * Everything a calculation may find. A blocker stops the run until it is put right; a warning until
 * somebody has given a reason; a notice stops nothing. A literal in braces is filled from the
 * evidence.
 */
export const findingCatalogue = {
  'policy.unknown': finding(
    'blocker',
    'policy',
    ['没有可用的政策数值：{figure}', 'No figure of the state is on file: {figure}'],
    [
      '请导入该月的正式账单，或更新政策数据后重新计算。',
      "Import the month's official bill, or update the policy data, and calculate again.",
    ],
  ),
  'policy.provisional': finding(
    'notice',
    'policy',
    ['预扣用了暂行数值：{figures}', 'Estimates stand on provisional figures: {figures}'],
    ['新数值公布后会产生补差。', 'Differences will follow when the figures are published.'],
  ),
  'cumulation.later_period_locked': finding(
    'blocker',
    'run',
    ['本年较晚的税款所属期已锁定', 'A later tax period of the year is locked'],
    [
      '请先解锁较晚的批次，或把本批次的发放日改到较晚的月份。',
      'Unlock the later run first, or move the pay date of this one.',
    ],
    '国家税务总局公告2018年第61号第六条',
  ),
  'entity.missing': finding(
    'blocker',
    'employment',
    ['{people}人没有发薪报税主体', '{people} people have no pay entity'],
    [
      '请在人员中指定发薪报税主体，或将其移出名单。',
      'Name the pay entity of each, or leave them out.',
    ],
  ),
  'slips.sum_differs': finding(
    'blocker',
    'run',
    ['工资条合计与批次合计不一致', 'The payslips do not add up to the run'],
    ['请重新计算；仍不一致请联系运维。', 'Calculate again; if it stays, tell the operator.'],
  ),
  'three_in_one.breach': finding(
    'blocker',
    'employment',
    ['合同、发薪、参保主体不一致：{breach}', 'Contract, pay and insurance entity differ: {breach}'],
    [
      '请改正主体，或申请例外并由他人批准。',
      'Correct the entities, or have an exception approved.',
    ],
    '劳动合同法；社会保险法第五十八条',
  ),
  'three_in_one.doubtful': finding(
    'warning',
    'employment',
    [
      '合同、发薪、参保主体存疑：{breach}',
      'Contract, pay and insurance entity are doubtful: {breach}',
    ],
    ['请核对主体，或申请例外并由他人批准。', 'Check the entities, or have an exception approved.'],
    '劳动合同法；社会保险法第五十八条',
  ),
  'taxpayer.identity_refused': finding(
    'warning',
    'person',
    ['税局身份验证不通过：{reason}', 'The tax bureau does not verify the identity: {reason}'],
    [
      '请核对姓名和证件号码，更正后重新报送人员信息。',
      'Check name and document number, correct them and report the person again.',
    ],
    '个人所得税法第九条',
  ),
  'account.missing': finding(
    'warning',
    'account',
    ['没有收款账户，已转缓发', 'No bank account: the person is held'],
    ['请补录银行账户；批次照常发放其他人。', 'Enter the account; everybody else is paid.'],
  ),
  'account.changed': finding(
    'warning',
    'account',
    ['收款账户与上次发放不同', 'The bank account changed since the last run'],
    ['请与本人核实后确认。', 'Ask the person, then acknowledge it.'],
  ),
  'account.shared': finding(
    'warning',
    'account',
    ['两人使用同一收款账户', 'Two people share one bank account'],
    [
      '请核实是否填错；确为代收请留存委托书。',
      'Check for a mistake; else keep the mandate on file.',
    ],
  ),
  'account.holder_differs': finding(
    'warning',
    'account',
    ['户名与姓名不一致', 'The account holder is not the person'],
    ['银行会以户名不符退回，请先更正。', 'The bank will refuse it: correct the name first.'],
  ),
  'net.zero': finding(
    'warning',
    'input',
    ['实发为零', 'The net pay is zero'],
    ['请核对缺勤和扣款。', 'Check absence and deductions.'],
  ),
  'net.negative': finding(
    'warning',
    'input',
    ['扣款超过应发，形成个人欠款{receivable}元', 'Deductions exceed the pay: {receivable} is owed'],
    [
      '请确认从以后工资扣回，或由本人交回。',
      'Confirm that it is recovered from later pay or paid back.',
    ],
  ),
  'net.changed': finding(
    'warning',
    'input',
    ['实发比上月变动{percent}%', 'The net differs by {percent} % from last month'],
    ['请在差异步骤查看原因。', 'See the reasons on the compare step.'],
  ),
  'pay.after_leaving': finding(
    'warning',
    'employment',
    ['离职后补发', 'Paid after leaving'],
    ['请确认补发；申报时登记“离职后补发工资”。', 'Confirm it; the return marks pay after leaving.'],
  ),
  'insurance.active_after_leaving': finding(
    'warning',
    'insurance',
    ['已离职但仍在保', 'Left, but still insured'],
    ['请办理减员，或确认末次缴费月。', 'Stop the insurance, or confirm the last month.'],
    '社会保险法第五十八条',
  ),
  'insurance.not_enrolled': finding(
    'warning',
    'insurance',
    ['没有社保公积金记录', 'No contributions and no enrolment'],
    ['请确认是否应参保；应参保的请先增员。', 'Enrol the person if insurance is due.'],
    '社会保险法第五十八条；公告法释〔2025〕12号',
  ),
  'insurance.base_clamped': finding(
    'notice',
    'insurance',
    ['申报基数超出上下限，已按限额计算：{kinds}', 'The base was brought into its bounds: {kinds}'],
    ['无需处理。', 'Nothing to do.'],
  ),
  'insurance.estimated': finding(
    'warning',
    'insurance',
    ['{people}人的社保公积金没有账单，按预扣计算', '{people} people have no bill: estimated'],
    ['账单到达后会在以后批次自动多退少补。', 'When the bill comes, a later run trues it up.'],
  ),
  'item.duplicate': finding(
    'warning',
    'input',
    [
      '{item} {amount}元在本月另一批次已有',
      '{item} {amount} stands in another run of the month too',
    ],
    ['请确认不是重复发放。', 'Make sure that it is not paid twice.'],
  ),
  'item.bonus_second': finding(
    'warning',
    'input',
    [
      '本年已用过一次性奖金单独计税，本次并入工资',
      'The annual bonus was used this year: merged into wages',
    ],
    ['请与本人确认。', 'Tell the person.'],
    '财政部 税务总局公告2023年第30号',
  ),
  'tax.bracket_jump': finding(
    'notice',
    'none',
    ['税率由{before}升至{after}', 'The tax rate rises from {before} to {after}'],
    ['累计预扣法下属正常，供解释用。', 'Normal in cumulative withholding; for explanation.'],
  ),
  'deduction.file_missing': finding(
    'warning',
    'deduction',
    ['没有{entity}本期的专项附加扣除文件', 'No deduction file of this period for {entity}'],
    [
      '请从扣缴客户端导出后导入；没有它几乎每个人的个税都会错。',
      'Export it from the tax client and import it: without it almost every tax is wrong.',
    ],
  ),
  'deduction.not_covered': finding(
    'warning',
    'deduction',
    ['专项附加扣除文件中没有此人', 'The deduction file does not have the person'],
    [
      '请确认此人没有申报扣除，或重新下载更新后导入。',
      'Confirm that nothing was declared, or update the file.',
    ],
  ),
  'deduction.changed': finding(
    'notice',
    'deduction',
    [
      '本月专项附加扣除由{before}变为{after}元',
      'The deductions of the month went from {before} to {after}',
    ],
    ['供核对用。', 'For checking.'],
  ),
  'wage.below_minimum': finding(
    'warning',
    'input',
    [
      '全勤工资{wage}元低于当地最低工资{minimum}元',
      'The full month’s {wage} is below the minimum wage {minimum}',
    ],
    ['请核对固定薪资；低于最低工资须补足。', 'Check the pay terms; the difference is owed.'],
    '劳动法第四十八条',
  ),
  'housing_fund.over_limit': finding(
    'notice',
    'none',
    [
      '公积金超过免税限额{excess}元，已并入应税工资',
      'The housing fund exceeds the tax-free limit by {excess}',
    ],
    ['无需处理。', 'Nothing to do.'],
    '财税〔2006〕10号',
  ),
  'headcount.differs': finding(
    'warning',
    'run',
    ['花名册{roster}人，本批次{slips}人', 'The roster has {roster} people, the run {slips}'],
    ['请在名单步骤核对未发薪的人。', 'Look at who is left out on the people step.'],
  ),
  'attendance.missing': finding(
    'notice',
    'input',
    [
      '{people}人没有考勤数据，按全勤计算',
      '{people} people have no attendance: counted as present',
    ],
    ['请确认考勤文件完整。', 'Make sure that the attendance file is complete.'],
  ),
  'term.missing': finding(
    'warning',
    'employment',
    ['没有固定薪资', 'No pay term'],
    ['请设定基本工资等固定薪资。', 'Set the base pay.'],
  ),
} as const satisfies Record<string, FindingDefinition>;

export type FindingKey = keyof typeof findingCatalogue;

/** The title with the evidence in its place. */
export function fillWords(words: string, evidence: Readonly<Record<string, string>>): string {
  return words.replace(/\{(\w+)\}/g, (_whole, name: string) => evidence[name] ?? '…');
}
