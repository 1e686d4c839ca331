import { type Fen, formatYuan } from '@heyi/kernel';
import { policyVersion } from '@heyi/statutory';
import { clientOf } from '../cast/companies.ts';
import type { TenantKey } from '../cast/company.ts';
import { type GoldenAnswer, type GoldenMonth, goldenAnswers } from './golden-answers.ts';

/** docs/guides/golden-people.md: the people to look for, and what November must answer for them. */
export function goldenGuide(): string {
  const rows = goldenAnswers().flatMap((answer) =>
    answer.months.map((month, index) => rowOf(answer, month, index)),
  );
  return `# 样例人员 · Golden people

演示数据里有这些人，每人说明一条规则。下表是 2026 年 11 月（税款所属期）的答案，由政策库（版本 ${policyVersion}）直接
算出，不经过批次；测试逐一核对批次的结果。金额单位：元。

The demo has these people, each to show a rule. The answers for November 2026 (tax period) are computed by the policy
library alone (version ${policyVersion}), not by a run; a test compares what the run says. Amounts in yuan.

| 姓名 | 工号 | 客户 | 看什么 · what to see | 应发 gross | 个人社保公积金 own contributions | 个税 tax | 实发 net |
| --- | --- | --- | --- | ---: | ---: | ---: | ---: |
${rows.join('\n')}

${notes}`;
}

function rowOf(answer: GoldenAnswer, month: GoldenMonth, index: number): string {
  const row = answer.person.rows[index]!;
  const isSplit = answer.taxes.length < answer.months.length;
  const net = month.receivable > 0 ? `0.00（欠款 ${amount(month.receivable)}）` : amount(month.net);
  const cells = [
    row.person.name,
    row.employeeNumber,
    nameOf(row.tenant),
    `${answer.person.titleZh} · ${answer.person.titleEn}`,
    amount(month.gross),
    amount(month.ownContributions) + differencesOf(month),
    isSplit ? `合计 ${amount(answer.taxes[0]!.tax)}` : amount(answer.taxes[index]!.tax),
    isSplit ? '见注' : net,
  ];
  return `| ${cells.join(' | ')} |`;
}

function differencesOf({ differences, housingFundExcess }: GoldenMonth): string {
  const parts = [
    ...(differences.employee > 0
      ? [`其中补差 ${amount(differences.employee)}，单位 ${amount(differences.employer)}`]
      : []),
    ...(housingFundExcess > 0 ? [`超标计税 ${amount(housingFundExcess)}`] : []),
  ];
  return parts.length === 0 ? '' : `（${parts.join('，')}）`;
}

function nameOf(tenant: TenantKey): string {
  return tenant === 'house' ? '合一' : clientOf(tenant).shortName;
}

function amount(value: Fen): string {
  return formatYuan(value);
}

const notes = `注：

- 巴特尔在两个客户工作，由同一主体发薪报税：税按一个累计算，先发的批次和后发的批次各扣多少取决于先后，合计不变。
- 陆㛃在两个主体工作：两个扣缴义务人，两个累计，各减除 5,000 元一个月。
- 阿依古丽·买买提 9 月起产假，单位不发工资，个人部分由单位垫缴，形成个人欠款。
- 艾力江·亚森 10 月 31 日离职，11 月补发提成：批次里按“离职后补发”由人加入，减除费用只算到 10 月。
- 北京 2026 年 7 月的基数 8 月 21 日才公布：7、8 两月按旧基数缴，11 月补差。
- 诸葛立新的公积金按 60,000 元基数缴存，超过免税限额的部分（单位和个人）并入应税工资。
- 次仁卓嘎没有收款账户：照常计算和申报，缓发。解建国、车秀英同一账户；单思远 11 月换了账户：提示核对。
- 查语嫣（户名不符）、仇一鸣（已销户）付款失败；铭岳精密的冼国栋上周五付款成功后退汇。

Notes: two clients through one entity are one cumulation, and the order of the runs splits the tax, not its sum; two
entities are two. Maternity leave without pay leaves the own share owed. Pay after leaving takes the basic deduction
only to the last month of work. Beijing's base of July came on 21 August: November charges the difference. Who has no
account is held; two payees fail at the bank and one payment came back.
`;
