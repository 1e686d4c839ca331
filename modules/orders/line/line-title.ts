import type { Line, OrderService } from './line.ts';

/** What a line is called where other modules keep its name: threads, bindings. */
export const serviceNames: Readonly<Record<OrderService, string>> = {
  enrol: '增员',
  stop: '减员',
  changeBase: '基数变更',
  backContribution: '补缴',
  transferIn: '转入',
  transferOut: '转出',
  employmentFiling: '用工备案',
  exitFiling: '退工',
  firstCard: '首次社保卡',
  housingFundLoan: '公积金贷款',
  housingFundWithdrawal: '公积金提取',
  benefitClaim: '待遇申领',
  certificate: '证明开具',
  personnelFile: '档案',
};

const agencies = { socialInsurance: '社保', medical: '医保', housingFund: '公积金' } as const;

export function titleOf(
  line: Pick<Line, 'service' | 'registrationKind' | 'personName' | 'period'>,
): string {
  const { service, registrationKind, personName, period } = line;
  const agency = registrationKind === null ? '' : agencies[registrationKind];
  return `${agency}${serviceNames[service]} ${personName} ${period}`;
}
