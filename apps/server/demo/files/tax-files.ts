import type { CastPerson } from '../cast/cast-row.ts';
import type { Cell, Sheet } from './workbook.ts';

const documentWords = { idCard: '居民身份证', hkMacaoPermit: '港澳居民来往内地通行证' } as const;
const header = (text: string): Cell => ({ text, tone: 'header' });

/** 人员信息采集 feedback of the tax client: whom the bureau knows now, and whom it does not believe. */
export function feedbackSheet(
  people: readonly CastPerson[],
  refused: ReadonlySet<string> = new Set(),
): Sheet {
  return {
    name: '人员信息采集反馈',
    widths: [16, 24, 22, 12, 16, 36],
    rows: [
      ['姓名', '证件类型', '证件号码', '报送状态', '身份验证状态', '失败原因'].map(header),
      ...people.map((person): Cell[] => [
        person.name,
        documentWords[person.documentKind],
        person.documentNumber,
        '报送成功',
        refused.has(person.documentNumber) ? { text: '验证不通过', tone: 'red' } : '验证通过',
        refused.has(person.documentNumber) ? { text: '姓名与公安信息不一致', tone: 'red' } : null,
      ]),
    ],
  };
}

export type BureauLine = {
  readonly person: CastPerson;
  readonly sheet: string;
  /** Yuan, as the API writes them. */
  readonly income: string;
  readonly cumulativeIncome: string;
  readonly cumulativeTaxable: string;
  readonly cumulativeTax: string;
  readonly withheldBefore: string;
  readonly tax: string;
};

const itemWords: Readonly<Record<string, string>> = {
  wages: '正常工资薪金',
  annualBonus: '全年一次性奖金收入',
  labourRemuneration: '一般劳务报酬所得',
  nonResidentWages: '无住所个人正常工资薪金',
};

const amounts = [
  ['本期收入', 'income'],
  ['累计收入额', 'cumulativeIncome'],
  ['累计应纳税所得额', 'cumulativeTaxable'],
  ['累计应纳税额', 'cumulativeTax'],
  ['已缴税额', 'withheldBefore'],
  ['应补(退)税额', 'tax'],
] as const;

/** 算税结果: what the client program computes of the same people. */
export function bureauCalculationSheet(lines: readonly BureauLine[]): Sheet {
  return {
    name: '算税结果',
    widths: [16, 24, 22, 20, ...amounts.map(() => 16)],
    rows: [
      ['姓名', '证件类型', '证件号码', '所得项目', ...amounts.map(([title]) => title)].map(header),
      ...lines.map((line): Cell[] => [
        line.person.name,
        documentWords[line.person.documentKind],
        line.person.documentNumber,
        itemWords[line.sheet]!,
        // One payment of a kind that does not cumulate has no cumulative columns.
        ...amounts.map(([, key]) =>
          line.sheet === 'wages' || key === 'income' || key === 'tax'
            ? { number: line[key] }
            : null,
        ),
      ]),
    ],
  };
}
