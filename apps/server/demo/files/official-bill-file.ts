import { type Fen, formatYuan, lastDayOf, type PayPeriod } from '@heyi/kernel';
import { type Cell, letterOf, type Sheet } from './workbook.ts';

/** 费款账单 as the bureaus of four cities hand it out: each with its own head, groups and totals. */

export type BilledAmount = {
  readonly kind: string;
  readonly base: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
};

export type BilledPerson = {
  readonly name: string;
  readonly documentNumber: string;
  readonly amounts: readonly BilledAmount[];
  /** 补缴 of an earlier month, where the row is one. */
  readonly backPeriod?: PayPeriod;
  readonly lateFee?: Fen;
};

export type BillCity = 'guangzhou' | 'hangzhou' | 'shenzhen' | 'changsha';

type BillFacts = {
  readonly unitName: string;
  readonly unitNumber: string;
  readonly period: PayPeriod;
  readonly people: readonly BilledPerson[];
};

export function officialBillSheet(city: BillCity, facts: BillFacts): Sheet {
  if (city === 'changsha') return itemSheet(facts);
  return personSheet(city, facts);
}

const words: Readonly<Record<string, string>> = {
  pension: '基本养老保险',
  pensionLocalSupplement: '地方补充养老保险',
  medical: '基本医疗保险',
  medicalSupplement: '补充医疗保险',
  maternity: '生育保险',
  unemployment: '失业保险',
  workInjury: '工伤保险',
  longTermCare: '长期护理保险',
};

/** What each paper calls the kinds that it has columns for. */
const kindsOf: Readonly<Record<Exclude<BillCity, 'changsha'>, readonly string[]>> = {
  guangzhou: ['pension', 'medical', 'unemployment', 'workInjury'],
  hangzhou: ['pension', 'medical', 'unemployment', 'workInjury'],
  shenzhen: [
    'pension',
    'pensionLocalSupplement',
    'medical',
    'medicalSupplement',
    'maternity',
    'unemployment',
    'workInjury',
  ],
};

const titles = {
  guangzhou: '社会保险费申报个人明细表',
  hangzhou: '单位社保费职工全险种申报明细',
  shenzhen: '深圳市社会保险费申报明细',
  changsha: '社会保险费申报明细（按征收品目）',
} as const;

const header = (text: string): Cell => ({ text, tone: 'header' });
const amount = (value: number): Cell => ({ number: formatYuan(value as Fen) });
const demoWords: Cell = { text: '演示数据，非官方文件', tone: 'red' };

/** Where a paper has no column of its own, medical insurance contains 生育. */
function chargeOf(person: BilledPerson, kind: string, kinds: readonly string[]): BilledAmount {
  const isMaternityIn = kind === 'medical' && !kinds.includes('maternity');
  const charged = person.amounts.filter(
    (one) => one.kind === kind || (isMaternityIn && one.kind === 'maternity'),
  );
  const base = charged.find((one) => one.kind === kind)?.base ?? (0 as Fen);
  const sum = (part: 'employer' | 'employee') =>
    charged.reduce((total, one) => total + one[part], 0) as Fen;
  return { kind, base, employer: sum('employer'), employee: sum('employee') };
}

const parts = [
  ['base', '缴费基数'],
  ['employer', '单位部分'],
  ['employee', '个人部分'],
] as const;

function personSheet(city: Exclude<BillCity, 'changsha'>, facts: BillFacts): Sheet {
  const kinds = kindsOf[city];
  const isTwoRows = city !== 'shenzhen';
  const groups = kinds.map((kind) => words[kind]!);
  const lead = ['姓名', '证件号码', '费款所属期', '业务类型'];
  const sums = ['单位部分合计', '个人部分合计', '应缴金额合计'];
  const width = lead.length + kinds.length * parts.length + sums.length;
  const head: Cell[][] = isTwoRows
    ? [
        [
          ...lead.map(header),
          ...groups.flatMap((group) => [header(group), null, null]),
          ...sums.map(header),
        ],
        [
          ...lead.map(() => null),
          ...groups.flatMap(() => parts.map(([, title]) => header(title))),
          ...sums.map(() => null),
        ],
      ]
    : [
        [
          ...lead.map(header),
          ...groups.flatMap((group) => parts.map(([, title]) => header(`${group}${title}`))),
          ...sums.map(header),
        ],
      ];
  const above = aboveOf(city, facts);
  const body = facts.people.map((person) => personRow(person, kinds, facts.period));
  const totals = totalRow(facts.people, kinds, lead.length);
  const grouped = city === 'shenzhen' ? [[header('在职')], ...body, subtotal(totals)] : body;
  const first = above.length + 1;
  const merges = isTwoRows
    ? [
        ...kinds.map((_, index) => {
          const from = lead.length + index * parts.length;
          return `${letterOf(from)}${first}:${letterOf(from + 2)}${first}`;
        }),
        ...[...lead.keys(), ...sums.map((_, index) => width - sums.length + index)].map(
          (at) => `${letterOf(at)}${first}:${letterOf(at)}${first + 1}`,
        ),
      ]
    : [];
  return {
    name: '申报明细',
    widths: [14, 22, 12, 12, ...Array<number>(width - 4).fill(12)],
    merges: [`A1:${letterOf(width - 1)}1`, ...merges],
    rows: [...above, ...head, ...grouped, totals],
  };
}

/** Guangzhou's table begins in row 7. */
function aboveOf(city: BillCity, { unitName, unitNumber, period }: BillFacts): Cell[][] {
  const title: Cell[] = [{ text: titles[city], tone: 'title' }];
  const facts: Cell[][] = [
    [`缴费单位：${unitName}`],
    [`单位编号：${unitNumber}`],
    [`费款所属期：${period}`],
  ];
  if (city === 'guangzhou') return [title, ...facts, ['金额单位：元'], [demoWords]];
  return [title, [...facts.map(([cell]) => cell!), demoWords]];
}

function personRow(person: BilledPerson, kinds: readonly string[], period: PayPeriod): Cell[] {
  const charges = kinds.map((kind) => chargeOf(person, kind, kinds));
  const [employer, employee] = (['employer', 'employee'] as const).map((part) =>
    charges.reduce((total, charge) => total + charge[part], 0),
  );
  return [
    person.name,
    person.documentNumber,
    (person.backPeriod ?? period).replace('-', ''),
    person.backPeriod ? '补缴' : '正常应缴',
    ...charges.flatMap((charge) =>
      parts.map(([part]) => (charge[part] === 0 ? null : amount(charge[part]))),
    ),
    amount(employer!),
    amount(employee!),
    amount(employer! + employee!),
  ];
}

function totalRow(people: readonly BilledPerson[], kinds: readonly string[], lead: number): Cell[] {
  const sums = { employer: 0, employee: 0 };
  const columns = kinds.flatMap((kind) => {
    const charges = people.map((person) => chargeOf(person, kind, kinds));
    return parts.map(([part]) => {
      if (part === 'base') return null;
      const sum = charges.reduce((total, charge) => total + charge[part], 0);
      sums[part] += sum;
      return sum === 0 ? null : amount(sum);
    });
  });
  return [
    '合计',
    ...Array<null>(lead - 1).fill(null),
    ...columns,
    amount(sums.employer),
    amount(sums.employee),
    amount(sums.employer + sums.employee),
  ];
}

function subtotal(totals: readonly Cell[]): Cell[] {
  return ['小计', ...totals.slice(1)];
}

const itemHead = [
  '姓名',
  '身份证件号码',
  '参保费种',
  '征收品目',
  '费款所属期起',
  '费款所属期止',
  '缴费基数',
  '本期应缴费额',
  '业务类型',
  '滞纳金',
];

/** One row a levy item: the unit's part and the person's part of each kind are rows of their own. */
function itemSheet({ people, period, unitName }: BillFacts): Sheet {
  const rows = people.flatMap((person) => {
    const month = person.backPeriod ?? period;
    const lines = person.amounts.flatMap(({ kind, base, employer, employee }) =>
      (
        [
          ['单位缴纳', employer],
          ['个人缴纳', employee],
        ] as const
      )
        .filter(([, due]) => due !== 0)
        .map(([party, due]) => [
          person.name,
          person.documentNumber,
          '社会保险费',
          `${words[kind] ?? kind}(${party})`,
          `${month}-01`,
          lastDayOf(month),
          amount(base),
          amount(due),
          person.backPeriod ? '补缴' : '正常应缴',
        ]),
    );
    return lines.map((line, index): Cell[] =>
      index === 0 && person.lateFee ? [...line, amount(person.lateFee)] : line,
    );
  });
  return {
    name: '征收品目',
    widths: [14, 22, 12, 26, 12, 12, 12, 12, 12, 10],
    merges: [`A1:${letterOf(itemHead.length - 1)}1`],
    rows: [
      [{ text: `${titles.changsha} ${unitName}`, tone: 'title' }],
      [demoWords],
      itemHead.map(header),
      ...rows,
    ],
  };
}
