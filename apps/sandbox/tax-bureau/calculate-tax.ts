import {
  add,
  assert,
  type Fen,
  fen,
  formatPercent,
  formatYuan,
  maxFen,
  monthOf,
  type PayPeriod,
  payPeriod,
  periodOf,
  subtract,
  sum,
  yearOf,
  yuan,
  zeroFen,
} from '@heyi/kernel';
import {
  type CumulativeFigures,
  currentPolicy,
  taxAnnualBonus,
  taxRemuneration,
  withholdCumulatively,
  type Withholding,
  type WithholdingMethod,
} from '@heyi/statutory';
import { taxBehaviourOf } from './behaviour.ts';
import { amountOf, type Row, type Template } from './sheets.ts';
import { type Agent, type Declared, personKey, type Registered } from './tax-bureau.ts';

export const resultTitles = [
  '姓名',
  '证件类型',
  '证件号码',
  '所得项目',
  '本期收入',
  '累计收入额',
  '累计免税收入',
  '累计减除费用',
  '累计专项扣除',
  '累计子女教育',
  '累计继续教育',
  '累计住房贷款利息',
  '累计住房租金',
  '累计赡养老人',
  '累计3岁以下婴幼儿照护',
  '累计其他扣除',
  '累计应纳税所得额',
  '税率',
  '累计应纳税额',
  '累计减免税额',
  '已缴税额',
  '应补(退)税额',
] as const;

const ownColumns = ['基本养老保险费', '基本医疗保险费', '失业保险费', '住房公积金'];
const additionalColumns = resultTitles.slice(9, 15);
const monthlyBasic = yuan('5000');

type Taxed = { readonly row: Row; readonly declared: Declared };

/** 算税 of one sheet: on what was declared before, not on what the file says of it. */
export function calculateSheet(
  agent: Agent,
  period: PayPeriod,
  sheet: Template,
  rows: readonly Row[],
): Taxed[] {
  const earlier = declaredBefore(agent, period, sheet);
  return rows.map((row) => {
    const key = personKey(row['证件类型'] ?? '', row['证件号码'] ?? '');
    const person = agent.registered[key];
    assert(person, 'only registered people are calculated');
    const one = { key, row, person, before: earlier.get(key) ?? [] };
    if (sheet === 'wages') return taxWages(agent, period, one);
    if (sheet === 'annualBonus') return taxBonus(period, key, row);
    const isContinuous = row['所得项目'] === '其他连续劳务报酬所得';
    return isContinuous ? taxIntern(agent, period, one) : taxLabour(period, key, row);
  });
}

/** Everything declared on the sheet in earlier periods of the year, by person. */
function declaredBefore(
  agent: Agent,
  period: PayPeriod,
  sheet: Template,
): ReadonlyMap<string, Declared[]> {
  const lines = Object.entries(agent.declared)
    .filter(([other]) => yearOf(other) === yearOf(period) && other < period)
    .flatMap(([, sheets]) => sheets[sheet] ?? []);
  return Map.groupBy(lines, ({ key }) => key);
}

/** Sums of the year with this payment, as the law wants them. */
function figuresOf(before: readonly Declared[], now: Omit<Declared, 'tax'>, basic: Fen) {
  const total = (of: (one: Omit<Declared, 'tax'>) => Fen) => sum([...before, now].map(of));
  return {
    income: total((one) => one.income),
    exempt: total((one) => one.exempt),
    basicDeduction: basic,
    special: total((one) => one.special),
    // The file has the sum of the year.
    additional: now.additional,
    other: total((one) => one.other),
    relief: total((one) => one.relief),
    withheld: sum(before.map(({ tax }) => tax)),
  };
}

type Case = {
  readonly key: string;
  readonly row: Row;
  readonly person: Registered;
  readonly before: readonly Declared[];
};

function taxWages(agent: Agent, period: PayPeriod, { key, row, person, before }: Case): Taxed {
  const behaviour = taxBehaviourOf(person.name);
  const isUnconfirmed = behaviour === 'additional_unconfirmed';
  const cells = additionalColumns.map((title) => (isUnconfirmed ? zeroFen : amountOf(row, title)));
  const now = {
    key,
    name: person.name,
    incomeItem: '正常工资薪金',
    income: amountOf(row, '本期收入'),
    exempt: amountOf(row, '本期免税收入'),
    special: sum(ownColumns.map((title) => amountOf(row, title))),
    additional: sum(cells),
    other: amountOf(row, '其他'),
    relief: amountOf(row, '减免税额'),
  };
  const { method, basic } = basicOf(agent, period, key, person);
  const taken = behaviour === 'basic_month_missing' ? subtract(basic, monthlyBasic) : basic;
  const figures = figuresOf(before, now, taken);
  if (behaviour === 'earlier_income_differs') figures.income = add(figures.income, yuan('1000'));
  const taxed = withholdCumulatively(currentPolicy, method, period, figures);
  assert(taxed.ok, `the law is known in ${period}`);
  const tax = add(taxed.value.tax, behaviour === 'one_fen_more' ? fen(1) : zeroFen);
  return {
    declared: { ...now, tax },
    row: {
      ...whoOf(row),
      所得项目: now.incomeItem,
      本期收入: formatYuan(now.income),
      ...Object.fromEntries(additionalColumns.map((title, at) => [title, formatYuan(cells[at]!)])),
      ...sumCells(figures, taxed.value),
      '应补(退)税额': formatYuan(tax > 0 ? tax : taxed.value.balance),
    },
  };
}

function sumCells(figures: CumulativeFigures, taxed: Withholding): Row {
  return {
    累计收入额: formatYuan(figures.income),
    累计免税收入: formatYuan(figures.exempt),
    累计减除费用: formatYuan(figures.basicDeduction),
    累计专项扣除: formatYuan(figures.special),
    累计其他扣除: formatYuan(figures.other),
    累计应纳税所得额: formatYuan(taxed.taxable),
    税率: formatPercent(taxed.rate),
    累计应纳税额: formatYuan(taxed.cumulativeTax),
    累计减免税额: formatYuan(figures.relief),
    已缴税额: formatYuan(figures.withheld),
  };
}

/** 累计减除费用 by what was registered and by what was declared last year. */
function basicOf(
  agent: Agent,
  period: PayPeriod,
  key: string,
  person: Registered,
): { method: WithholdingMethod; basic: Fen } {
  const january = payPeriod(`${yearOf(period)}-01`);
  if (!person.takesBasicDeduction) return { method: 'standard', basic: zeroFen };
  if (person.firstEmployment !== '') {
    return { method: 'first-wage-in-year', basic: fen(monthlyBasic * monthOf(period)) };
  }
  const lastYear = Object.entries(agent.declared)
    .filter(([other]) => yearOf(other) === yearOf(period) - 1)
    .map(([, { wages = [] }]) => wages.find((one) => one.key === key))
    .filter((one) => one !== undefined);
  if (lastYear.length === 12 && sum(lastYear.map(({ income }) => income)) <= yuan('60000')) {
    return { method: 'lump-60000', basic: yuan('60000') };
  }
  const joined = person.employedFrom === null ? january : periodOf(person.employedFrom);
  const from = joined > january ? joined : january;
  const left = person.leftOn === null ? period : periodOf(person.leftOn);
  const to = left < period ? left : period;
  const months = Math.max(1, monthOf(to) - monthOf(from) + 1);
  return { method: 'standard', basic: fen(monthlyBasic * months) };
}

function taxBonus(period: PayPeriod, key: string, row: Row): Taxed {
  const income = amountOf(row, '全年一次性奖金额');
  const taxed = taxAnnualBonus(currentPolicy, period, income);
  assert(taxed.ok, `the law is known in ${period}`);
  return alone(key, row, { item: '全年一次性奖金收入', income, tax: taxed.value.tax });
}

function taxLabour(period: PayPeriod, key: string, row: Row): Taxed {
  const income = amountOf(row, '收入');
  const item = row['所得项目'] ?? '';
  const taxed = taxRemuneration(currentPolicy, period, { kind: 'labour-remuneration', income });
  assert(taxed.ok, `the law is known in ${period}`);
  return alone(key, row, { item, income, tax: maxFen(taxed.value.tax, zeroFen) });
}

/** A full-time student's internship is withheld cumulatively (公告2020年第13号第二条). */
function taxIntern(agent: Agent, period: PayPeriod, { key, row, person, before }: Case): Taxed {
  const income = amountOf(row, '收入');
  const item = row['所得项目']!;
  const nothing = { exempt: zeroFen, special: zeroFen, additional: zeroFen, other: zeroFen };
  const now = { key, name: person.name, incomeItem: item, income, ...nothing, relief: zeroFen };
  const { basic } = basicOf(agent, period, key, { ...person, firstEmployment: '' });
  const figures = figuresOf(before, now, basic);
  const taxed = withholdCumulatively(currentPolicy, 'student-intern', period, figures);
  assert(taxed.ok, `the law is known in ${period}`);
  return alone(key, row, { item, income, tax: taxed.value.tax });
}

function alone(key: string, row: Row, taxed: { item: string; income: Fen; tax: Fen }): Taxed {
  const { item, income, tax } = taxed;
  const nothing = { exempt: zeroFen, special: zeroFen, additional: zeroFen, other: zeroFen };
  return {
    declared: {
      key,
      name: row['姓名'] ?? '',
      incomeItem: item,
      income,
      ...nothing,
      relief: zeroFen,
      tax,
    },
    row: {
      ...whoOf(row),
      所得项目: item,
      本期收入: formatYuan(income),
      '应补(退)税额': formatYuan(tax),
    },
  };
}

function whoOf(row: Row): Row {
  const { 姓名 = '', 证件类型 = '', 证件号码 = '' } = row;
  return { 姓名, 证件类型, 证件号码 };
}
