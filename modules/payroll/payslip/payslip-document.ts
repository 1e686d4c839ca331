import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { names } from '@heyi/contract';
import {
  assert,
  type Fen,
  fen,
  formatPercent,
  formatYuan,
  monthOf,
  type PayPeriod,
  rateFromPpm,
  ratePpmOne,
  roundSmallFraction,
  yearOf,
  zeroFen,
} from '@heyi/kernel';
import type { PrintData, PrintRequest } from '@heyi/platform';
import {
  compileContributions,
  type CompiledContributions,
  openPolicy,
  type Policy,
} from '@heyi/statutory';
import type { ReasonDescriptor } from '../calculation/dictionary.ts';
import type { OpenedPayslip, PlacedLine } from './get-payslip.ts';
import type { PackedLine } from './packed-lines.ts';

/** Who reads it: the employer's cost is none of the person's payslip. */
export type PayslipAudience = 'person' | 'staff';

type Row = { readonly name: string; readonly amount: string; readonly note: string };
type Section = {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly total: { readonly name: string; readonly amount: string } | null;
};

const template = readFileSync(join(import.meta.dirname, 'payslip.typ'), 'utf8');

const kindNames = {
  wages: '工资薪金',
  labourRemuneration: '劳务报酬',
  studentIntern: '实习劳务报酬',
  nonResidentWages: '非居民个人工资薪金',
} as const;

/** Writes payslips of one run; figures that many people share are looked up once. */
export class PayslipDocuments {
  private readonly audience: PayslipAudience;
  private readonly policies = new Map<string, Policy>();
  private readonly schemes = new Map<ReasonDescriptor, CompiledContributions>();

  constructor(audience: PayslipAudience) {
    this.audience = audience;
  }

  /** What the printer takes: the same data that the page shows, in Chinese. */
  requestOf(opened: OpenedPayslip): PrintRequest {
    return { template, data: this.dataOf(opened), date: opened.view.payDate };
  }

  private dataOf(opened: OpenedPayslip): PrintData {
    const { view } = opened;
    return {
      company: view.entityName,
      period: monthText(view.wageMonth),
      kind: kindNames[view.incomeKind],
      facts: factsOf(opened),
      sections: this.sectionsOf(opened),
      net: grouped(view.net),
      notes: notesOf(opened),
      footer: '请妥善保管。如有疑问，请在收到后五个工作日内向所在单位提出。',
    };
  }

  private sectionsOf(opened: OpenedPayslip): Section[] {
    const { view } = opened;
    const rows = (...groups: PlacedLine['view']['group'][]) =>
      opened.placed
        .filter(({ view: line }) => groups.includes(line.group))
        .map((line) => this.rowOf(opened, line));
    const after = rows('afterTaxDeduction', 'recovery');
    const sections: Section[] = [
      {
        title: '应发',
        rows: rows('earning', 'deduction', 'taxFree'),
        total: { name: '应发合计', amount: grouped(view.gross) },
      },
      {
        title: '个人缴纳社会保险和住房公积金',
        rows: rows('ownContribution'),
        total: { name: '个人缴纳合计', amount: grouped(view.ownContributions) },
      },
      taxSection(opened),
      { title: '税后扣款', rows: after, total: null },
    ];
    if (this.audience === 'staff') {
      sections.push({
        title: '单位承担（员工不可见）',
        rows: rows('employerContribution'),
        total: { name: '用工成本合计', amount: grouped(view.employerCost) },
      });
    }
    return sections.filter((section) => section.rows.length > 0);
  }

  /** Own contributions are shown as what they are, an amount; everything else as it enters the net. */
  private rowOf(opened: OpenedPayslip, { view, packed }: PlacedLine): Row {
    const reason = opened.dictionaries.reasons[packed.reason]!;
    const isOwn = view.group === 'ownContribution';
    const amount = isOwn && view.amount !== 0 ? fen(-view.amount) : view.amount;
    const note = this.noteOf(opened, reason, packed);
    const estimate = view.isEstimate ? '预扣' : '';
    return {
      name: view.nameZh,
      amount: grouped(amount),
      note: [estimate, note].filter((part) => part !== '').join(' · '),
    };
  }

  private noteOf(opened: OpenedPayslip, reason: ReasonDescriptor, line: PackedLine): string {
    const { inputs } = line;
    switch (reason.rule) {
      case 'overtime':
        return `${hundredths(inputs[1]!)}小时`;
      case 'absence':
      case 'sickLeave':
        return `${hundredths(inputs[1]!)}天`;
      case 'absentAllMonth':
        return '整月未出勤';
      case 'partMonth':
      case 'presentDays':
        return '按在职天数折算';
      case 'payTermChange':
        return '月内调薪，按天数分段';
      case 'trueUp':
        return `${reason.period} 预扣与账单的差额`;
      case 'billedContribution':
        return reason.type === 'regular'
          ? baseNote(inputs[0]!, line.amount)
          : `${reason.period} ${names.contributionType[reason.type].zh}`;
      case 'estimatedContribution':
        return baseNote(this.estimatedBase(opened, reason, inputs[0]!), line.amount);
      case 'recovery':
        return `欠款余额 ${grouped(fen(inputs[0]!))}`;
      default:
        return '';
    }
  }

  /** The base after floor and cap, from the scheme that the line was calculated with. */
  private estimatedBase(
    { dictionaries }: OpenedPayslip,
    reason: Extract<ReasonDescriptor, { rule: 'estimatedContribution' }>,
    declared: number,
  ): number {
    let scheme = this.schemes.get(reason);
    if (!scheme) {
      const policy = this.policyOf(dictionaries.policyPin);
      const made = compileContributions(policy, reason.period, reason.selection);
      assert(made.ok, 'a pinned policy still knows its figures');
      scheme = made.value;
      this.schemes.set(reason, scheme);
    }
    const numbers: number[] = [];
    scheme.calculate(declared, numbers, 0);
    const index = scheme.lines.findIndex(({ kind }) => kind === reason.kind);
    return numbers[index * 3]!;
  }

  private policyOf(pin: string): Policy {
    const known = this.policies.get(pin);
    if (known) return known;
    const opened = openPolicy(pin);
    assert(opened.ok, `policy ${pin} is on file`);
    this.policies.set(pin, opened.value);
    return opened.value;
  }
}

function factsOf({ view }: OpenedPayslip): { name: string; value: string }[] {
  const facts: (readonly [string, string | null])[] = [
    ['姓名', view.personName],
    ['工号', view.employeeNo],
    ['证件号码', view.documentMasked],
    ['部门', view.department],
    ['工资所属月', view.wageMonth],
    ['发放日', view.payDate],
    ['税款所属期', view.taxPeriod],
    ['费款所属期', view.contributionPeriod],
    ['收款账户', view.payeeAccountMasked === null ? null : accountText(view)],
  ];
  return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

function accountText({ payeeBankName, payeeAccountMasked }: OpenedPayslip['view']): string {
  return `${payeeBankName ?? ''} 尾号 ${payeeAccountMasked!.slice(-4)}`.trim();
}

/** 累计预扣法 with its sums of the year; what is taxed alone shows its own base. */
function taxSection({ view, slip }: OpenedPayslip): Section {
  const { cumulative } = view;
  const isCumulated = view.incomeKind === 'wages' || view.incomeKind === 'studentIntern';
  const rows: Row[] = [];
  const add = (name: string, amount: Fen, note = '') => {
    if (amount !== 0 || note !== '') rows.push({ name, amount: grouped(amount), note });
  };
  const year = `${yearOf(view.taxPeriod)}年至 ${view.taxPeriod}`;
  if (isCumulated) {
    add('累计收入', cumulative.income, year);
    add('累计免税收入', cumulative.exempt);
    add('累计减除费用', cumulative.basicDeduction);
    add('累计专项扣除', cumulative.specialDeduction, '个人缴纳的三险一金');
    add('累计专项附加扣除', cumulative.additionalDeduction);
    add('累计其他扣除', cumulative.otherDeduction);
  }
  add(
    isCumulated ? '累计应纳税所得额' : '应纳税所得额',
    cumulative.taxable,
    rateNote(cumulative.rate),
  );
  add(isCumulated ? '累计应纳税额' : '应纳税额', cumulative.tax);
  add('累计减免税额', cumulative.relief);
  add('已预扣预缴税额', cumulative.withheldBefore);
  add('本次个人所得税', view.tax, '应纳税额减已预扣，不足零按零');
  add('全年一次性奖金个税', view.bonusTax, slip.bonusIncome > 0 ? '单独计税' : '');
  return {
    title: isCumulated ? '个人所得税（累计预扣法）' : '个人所得税',
    rows,
    total: { name: '本次扣缴合计', amount: grouped(fen(view.tax + view.bonusTax)) },
  };
}

function rateNote(rate: OpenedPayslip['view']['cumulative']['rate']): string {
  return rate === null ? '' : `税率 ${formatPercent(rate)}`;
}

function notesOf({ view, slip }: OpenedPayslip): string[] {
  const notes: string[] = [];
  if (view.contributionsEstimated) {
    notes.push('标注“预扣”的金额按缴费基数估算，账单到达后多退少补。');
  }
  if (slip.housingFundExcess > zeroFen) {
    notes.push(`住房公积金超过免税标准 ${grouped(slip.housingFundExcess)} 元，已并入应税收入。`);
  }
  if (view.hold !== null) notes.push(`本月工资缓发：${view.hold.reason}`);
  if (view.receivable > 0) {
    notes.push(`本月扣款超过应发，差额 ${grouped(view.receivable)} 元记为个人欠款。`);
  }
  return notes;
}

/** Rates are whole hundredths of a percent; a fixed part comes on top of whole halves of one. */
const exactStep = 100;
const fixedStep = 5_000;
const fixedMax = 1_000;

/** "基数 20,000.00 × 2% + 3.00"; the rate is left out where the amount does not follow from one. */
function baseNote(base: number, amount: number): string {
  const text = `基数 ${grouped(fen(base))}`;
  const paid = Math.abs(amount);
  if (base <= 0) return text;
  const rest = (ppm: number) => paid - roundSmallFraction(base * ppm, ratePpmOne, 'half_up_fen');
  const nearest =
    roundSmallFraction((paid * ratePpmOne) / exactStep, base, 'half_up_fen') * exactStep;
  if (rest(nearest) === 0) return `${text} × ${formatPercent(rateFromPpm(nearest))}`;
  const below = Math.floor((paid * ratePpmOne) / base / fixedStep) * fixedStep;
  const fixed = rest(below);
  if (below === 0 || fixed > fixedMax || fixed % 100 !== 0) return text;
  return `${text} × ${formatPercent(rateFromPpm(below))} + ${grouped(fen(fixed))}`;
}

function hundredths(value: number): string {
  return formatYuan(fen(value)).replace(/\.?0+$/, '');
}

function monthText(period: PayPeriod): string {
  return `${yearOf(period)}年${monthOf(period)}月`;
}

/** "14,747.30", as people read amounts. */
export function grouped(amount: Fen): string {
  return formatYuan(amount).replace(/\B(?=(\d{3})+\.)/g, ',');
}
