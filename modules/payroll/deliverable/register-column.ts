import type { Output, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { ColumnSpec } from '@heyi/platform';
import type { PayItem } from '../scheme/pay-scheme.store.ts';

export type RegisterColumn = Output<typeof contract.getRegisterColumns>['columns'][number];

/** What the client has chosen, in order; without a name the column has its own. */
export type ChosenColumn = { readonly key: string; readonly nameZh?: string | undefined };

type Fact = readonly [key: string, kind: 'text' | 'identifier' | 'money', zh: string, en: string];

const leading: readonly Fact[] = [
  ['employeeNo', 'identifier', '工号', 'Employee number'],
  ['personName', 'text', '姓名', 'Name'],
  ['documentMasked', 'identifier', '证件号码', 'Document'],
  ['entityName', 'text', '发薪主体', 'Pay entity'],
  ['department', 'text', '部门', 'Department'],
  ['costCentre', 'text', '成本中心', 'Cost centre'],
];

const trailing: readonly Fact[] = [
  ['gross', 'money', '应发合计', 'Gross'],
  ['ownPension', 'money', '养老保险（个人）', 'Pension, own'],
  ['ownMedical', 'money', '医疗保险（个人）', 'Medical, own'],
  ['ownUnemployment', 'money', '失业保险（个人）', 'Unemployment, own'],
  ['ownHousingFund', 'money', '住房公积金（个人）', 'Housing fund, own'],
  ['ownAdjustment', 'money', '补缴补差（个人）', 'Differences, own'],
  ['ownContributions', 'money', '个人缴纳合计', 'Own contributions'],
  ['tax', 'money', '个人所得税', 'Income tax'],
  ['bonusTax', 'money', '年终奖个税', 'Tax on the bonus'],
  ['recovered', 'money', '扣回欠款', 'Recovered'],
  ['receivable', 'money', '个人欠款', 'Receivable'],
  ['net', 'money', '实发', 'Net'],
  ['employerInsurance', 'money', '社会保险（单位）', 'Insurance, employer'],
  ['employerHousingFund', 'money', '住房公积金（单位）', 'Housing fund, employer'],
  ['employerAdjustment', 'money', '补缴补差（单位）', 'Differences, employer'],
  ['employerCost', 'money', '用工成本', 'Employer cost'],
  ['payeeBankName', 'text', '开户行', 'Bank'],
  ['payeeAccountMasked', 'identifier', '收款账户', 'Account'],
  ['remark', 'text', '备注', 'Remark'],
];

/** Columns that tell the employer's cost: left out for whoever may not read it. */
export const employerColumns: ReadonlySet<string> = new Set([
  'employerInsurance',
  'employerHousingFund',
  'employerAdjustment',
  'employerContributions',
  'employerCost',
]);

export const itemPrefix = 'item:';

/** Every column there is, in the order in which a client that has not chosen gets them. */
export function allColumns(items: readonly PayItem[]): RegisterColumn[] {
  const factColumns = (facts: readonly Fact[]) =>
    facts.map(([key, , nameZh, nameEn]) => ({
      key,
      nameZh,
      nameEn,
      ownNameZh: nameZh,
      isChosen: true,
    }));
  const itemColumns = items.map(({ code, nameZh, nameEn, isActive }) => ({
    key: `${itemPrefix}${code}`,
    nameZh,
    nameEn,
    ownNameZh: nameZh,
    isChosen: isActive,
  }));
  return [...factColumns(leading), ...itemColumns, ...factColumns(trailing)];
}

/** The chosen columns first, in their order and by their names; the others behind, not chosen. */
export function arrangeColumns(
  all: readonly RegisterColumn[],
  chosen: readonly ChosenColumn[] | null,
): RegisterColumn[] {
  if (chosen === null) return [...all];
  const byKey = new Map(all.map((column) => [column.key, column]));
  const first = chosen.flatMap(({ key, nameZh }) => {
    const column = byKey.get(key);
    return column ? [{ ...column, isChosen: true, nameZh: nameZh ?? column.nameZh }] : [];
  });
  const keys = new Set(first.map(({ key }) => key));
  const rest = all.filter(({ key }) => !keys.has(key));
  return [...first, ...rest.map((column) => ({ ...column, isChosen: false }))];
}

/** What the client may choose: known columns, each once, under different names. Tells the first that may not. */
export function checkChoice(all: readonly RegisterColumn[], chosen: readonly ChosenColumn[]) {
  const known = new Set(all.map(({ key }) => key));
  const unknown = chosen.find(({ key }) => !known.has(key));
  if (unknown) return fail({ code: 'pay_register.column_unknown' as const, key: unknown.key });
  const again = secondOf(chosen, ({ key }) => key);
  if (again) return fail({ code: 'pay_register.column_twice' as const, key: again.key });
  const names = arrangeColumns(all, chosen).filter(({ isChosen }) => isChosen);
  const twin = secondOf(names, ({ nameZh }) => nameZh);
  if (twin) return fail({ code: 'pay_register.name_twice' as const, key: twin.key });
  return ok(names);
}

/** The first that has what one before it has. */
function secondOf<Column>(columns: readonly Column[], of: (column: Column) => string) {
  const seen = new Set<string>();
  return columns.find((column) => seen.size === seen.add(of(column)).size);
}

const kinds = new Map([...leading, ...trailing].map(([key, kind]) => [key, kind]));

export function columnSpec({ key, nameZh, nameEn }: RegisterColumn): ColumnSpec {
  return { kind: kinds.get(key) ?? 'money', key, title: nameZh, titleEn: nameEn };
}
