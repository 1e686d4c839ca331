import { add, type Id } from '@heyi/kernel';
import { latestPayOrdersOf } from '@heyi/payments';
import type { LegalEntities } from '@heyi/people';
import type { ColumnSpec, Transaction, WritableRow, WritableSheet } from '@heyi/platform';
import { payStateOf } from '../run/list-run-members.ts';
import { isPaymentBegun } from '../run/payroll-run.ts';
import type { PayrollRun } from '../run/payroll-run.store.ts';
import { groupSums, runPeople } from './run-people.store.ts';

const text = (key: string, title: string, titleEn: string): ColumnSpec => ({
  kind: 'text',
  key,
  title,
  titleEn,
});
const money = (key: string, title: string, titleEn: string): ColumnSpec => ({
  kind: 'money',
  key,
  title,
  titleEn,
});

const who: readonly ColumnSpec[] = [
  text('employeeNo', '工号', 'Employee number'),
  text('personName', '姓名', 'Name'),
  text('documentMasked', '证件号码', 'Document'),
  text('entityName', '发薪主体', 'Pay entity'),
];

const groupTitles = {
  entity: ['发薪主体', 'Pay entity'],
  department: ['部门', 'Department'],
  costCentre: ['成本中心', 'Cost centre'],
} as const;

export type SummaryGroup = keyof typeof groupTitles;

/** 工资汇总表 by entity, department or cost centre. */
export async function paySummary(
  tx: Transaction,
  run: PayrollRun,
  { entities, groupBy }: { entities: LegalEntities; groupBy: SummaryGroup },
): Promise<WritableSheet> {
  const [title, titleEn] = groupTitles[groupBy];
  const sums = await groupSums(tx, run, groupBy);
  const nameOf = (group: string | null) =>
    (groupBy === 'entity' ? entities.get(group as Id<'ent'>)?.name : group) ?? '（未填）';
  return {
    name: '工资汇总表',
    totalRow: true,
    columns: [
      text('group', title, titleEn),
      { kind: 'integer', key: 'people', title: '人数', titleEn: 'People' },
      money('gross', '应发合计', 'Gross'),
      money('ownContributions', '个人缴纳合计', 'Own contributions'),
      money('tax', '个人所得税', 'Income tax'),
      money('afterTax', '税后扣款', 'After-tax deductions'),
      money('net', '实发', 'Net'),
      money('employerContributions', '单位缴纳合计', 'Employer contributions'),
      money('employerCost', '用工成本', 'Employer cost'),
    ],
    rows: sums.map((row) => ({ ...row, group: nameOf(row.group) })),
  };
}

const payStates = {
  notPaid: '未发放',
  held: '缓发',
  nothingToPay: '无应发',
  paying: '发放中',
  paid: '已到账',
  failed: '失败',
  returned: '退汇',
} as const;

/** 发放结果表: what came of each payment. */
export async function paymentResult(
  tx: Transaction,
  run: PayrollRun,
  entities: LegalEntities,
): Promise<WritableSheet> {
  const orders = isPaymentBegun(run.state) ? await latestPayOrdersOf(tx, run.id) : new Map();
  return {
    name: '发放结果表',
    totalRow: true,
    columns: [
      ...who,
      text('payeeBankName', '开户行', 'Bank'),
      text('payeeAccountMasked', '收款账户', 'Account'),
      money('net', '应付金额', 'To pay'),
      money('paid', '已到账金额', 'Paid'),
      text('state', '发放结果', 'Result'),
      text('failure', '原因', 'Reason'),
    ],
    rows: paymentRows(),
  };

  async function* paymentRows(): AsyncGenerator<WritableRow> {
    for await (const person of runPeople(tx, run)) {
      const order = orders.get(person.payslipId);
      const state = payStateOf(person.net, person.holdReason !== null, order);
      yield {
        ...named(person, entities),
        payeeBankName: person.payeeBankName,
        payeeAccountMasked: person.payeeAccountMasked,
        net: person.net,
        paid: state === 'paid' ? person.net : null,
        state: payStates[state],
        failure: order ? (order.text ?? order.code) : person.holdReason,
      };
    }
  }
}

const incomeKindNames = {
  wages: '工资薪金',
  labourRemuneration: '劳务报酬',
  studentIntern: '实习劳务报酬',
  nonResidentWages: '非居民个人工资薪金',
} as const;

/** 个税明细表: the sums that each person's tax stands on. */
export function taxDetail(
  tx: Transaction,
  run: PayrollRun,
  entities: LegalEntities,
): WritableSheet {
  return {
    name: '个税明细表',
    totalRow: true,
    columns: [
      ...who,
      text('incomeKind', '所得项目', 'Income'),
      money('income', '本次收入', 'Income of this payment'),
      money('special', '本次专项扣除', 'Special deduction'),
      money('cumulativeIncome', '累计收入', 'Cumulative income'),
      money('cumulativeBasic', '累计减除费用', 'Cumulative basic deduction'),
      money('cumulativeSpecial', '累计专项扣除', 'Cumulative special deduction'),
      money('cumulativeAdditional', '累计专项附加扣除', 'Cumulative additional deduction'),
      money('cumulativeOther', '累计其他扣除', 'Cumulative other deduction'),
      money('cumulativeTaxable', '累计应纳税所得额', 'Cumulative taxable income'),
      { kind: 'rate', key: 'rate', title: '税率', titleEn: 'Rate' },
      money('cumulativeTax', '累计应纳税额', 'Cumulative tax'),
      money('withheldBefore', '已预扣税额', 'Withheld before'),
      money('tax', '本次税额', 'Tax'),
      money('bonusIncome', '年终奖', 'Annual bonus'),
      money('bonusTax', '年终奖税额', 'Tax on the bonus'),
      money('taxTotal', '税额合计', 'Tax in all'),
    ],
    rows: taxRows(),
  };

  async function* taxRows(): AsyncGenerator<WritableRow> {
    for await (const person of runPeople(tx, run)) {
      const { lines: _lines, holdReason: _hold, isEstimated: _estimated, ...facts } = person;
      yield {
        ...facts,
        ...named(person, entities),
        incomeKind: incomeKindNames[person.incomeKind],
        taxTotal: add(person.tax, person.bonusTax),
      };
    }
  }
}

type Named = {
  readonly employeeNo: string | null;
  readonly personName: string;
  readonly documentMasked: string;
  readonly entityId: Id<'ent'>;
};

function named(person: Named, entities: LegalEntities) {
  const { employeeNo, personName, documentMasked, entityId } = person;
  const entityName = entities.get(entityId)?.name ?? '';
  return { employeeNo, personName, documentMasked, entityName };
}
