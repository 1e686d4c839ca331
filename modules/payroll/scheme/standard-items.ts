import type { payrollContract } from '@heyi/contract';

export type PayItemClass = (typeof payrollContract.payItemClasses)[number];
export type PayItemSource = (typeof payrollContract.payItemSources)[number];
export type TaxTreatment = (typeof payrollContract.taxTreatments)[number];

export type PayItemDefinition = {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly itemClass: PayItemClass;
  readonly source: PayItemSource;
  readonly taxTreatment: TaxTreatment;
  readonly prorated: boolean;
  readonly inHourlyBase: boolean;
  readonly inMinimumWage: boolean;
  readonly sequence: number;
};

type Wage = 'full' | 'hourly' | 'apart';

/** `full`: prorated, in the hourly base and the minimum wage. `hourly`: not prorated. `apart`: none. */
function item(
  sequence: number,
  code: string,
  names: readonly [zh: string, en: string],
  kind: readonly [PayItemClass, PayItemSource, TaxTreatment],
  wage: Wage,
): PayItemDefinition {
  return {
    code,
    nameZh: names[0],
    nameEn: names[1],
    itemClass: kind[0],
    source: kind[1],
    taxTreatment: kind[2],
    prorated: wage === 'full',
    inHourlyBase: wage !== 'apart',
    inMinimumWage: wage === 'full',
    sequence,
  };
}

const monthly = ['earning', 'term', 'ordinary'] as const;
const once = ['earning', 'input', 'ordinary'] as const;

/**
 * What every client starts with. Overtime pay does not count against the minimum wage
 * (最低工资规定第十二条); a meal or single-child subsidy within its standard is no income
 * (国税发〔1994〕89号第二条).
 */
export const standardItems: readonly PayItemDefinition[] = [
  item(10, 'basePay', ['基本工资', 'Base pay'], monthly, 'full'),
  item(20, 'positionPay', ['岗位工资', 'Position pay'], monthly, 'full'),
  item(30, 'performancePay', ['绩效工资', 'Performance pay'], monthly, 'full'),
  item(40, 'mealAllowance', ['餐费补贴', 'Meal allowance'], monthly, 'apart'),
  item(50, 'transportAllowance', ['交通补贴', 'Transport allowance'], monthly, 'apart'),
  item(60, 'communicationAllowance', ['通讯补贴', 'Communication allowance'], monthly, 'apart'),
  item(70, 'housingAllowance', ['住房补贴', 'Housing allowance'], monthly, 'apart'),
  item(80, 'heatAllowance', ['高温津贴', 'Heat allowance'], once, 'apart'),
  item(90, 'nightAllowance', ['夜班津贴', 'Night-shift allowance'], once, 'apart'),
  item(
    110,
    'overtimeWeekday',
    ['平日加班费', 'Overtime on workdays'],
    ['earning', 'overtimeWeekday', 'ordinary'],
    'apart',
  ),
  item(
    120,
    'overtimeRestDay',
    ['休息日加班费', 'Overtime on rest days'],
    ['earning', 'overtimeRestDay', 'ordinary'],
    'apart',
  ),
  item(
    130,
    'overtimeHoliday',
    ['法定节假日加班费', 'Overtime on holidays'],
    ['earning', 'overtimeHoliday', 'ordinary'],
    'apart',
  ),
  item(150, 'bonus', ['奖金', 'Bonus'], once, 'apart'),
  item(160, 'commission', ['提成', 'Commission'], once, 'apart'),
  item(
    170,
    'annualBonus',
    ['全年一次性奖金', 'Annual one-off bonus'],
    ['earning', 'input', 'annualBonus'],
    'apart',
  ),
  item(180, 'retroPay', ['补发工资', 'Retro pay'], once, 'apart'),
  item(190, 'otherEarning', ['其他应发', 'Other earning'], once, 'apart'),
  item(210, 'absence', ['缺勤扣款', 'Absence'], ['deduction', 'absence', 'ordinary'], 'apart'),
  item(
    220,
    'sickLeave',
    ['病假扣款', 'Sick leave'],
    ['deduction', 'sickLeave', 'ordinary'],
    'apart',
  ),
  item(
    230,
    'otherDeduction',
    ['其他税前扣款', 'Other deduction before tax'],
    ['deduction', 'input', 'ordinary'],
    'apart',
  ),
  item(
    310,
    'singleChildSubsidy',
    ['独生子女补贴', 'Single-child subsidy'],
    ['taxFree', 'term', 'exempt'],
    'apart',
  ),
  item(
    320,
    'travelSubsidy',
    ['差旅费津贴', 'Travel subsidy'],
    ['taxFree', 'input', 'exempt'],
    'apart',
  ),
  item(
    330,
    'missedMealSubsidy',
    ['误餐补助', 'Missed-meal subsidy'],
    ['taxFree', 'input', 'exempt'],
    'apart',
  ),
  item(
    340,
    'maternityAllowance',
    ['生育津贴', 'Maternity allowance'],
    ['taxFree', 'input', 'exempt'],
    'apart',
  ),
  item(
    410,
    'dormitory',
    ['住宿扣款', 'Dormitory'],
    ['afterTaxDeduction', 'input', 'exempt'],
    'apart',
  ),
  item(
    420,
    'loanRepayment',
    ['借款扣还', 'Loan repayment'],
    ['afterTaxDeduction', 'input', 'exempt'],
    'apart',
  ),
  item(
    430,
    'otherAfterTax',
    ['其他税后扣款', 'Other deduction after tax'],
    ['afterTaxDeduction', 'input', 'exempt'],
    'apart',
  ),
];

/** Sources of which a client has one item only. */
export function isSingleSource(source: PayItemSource): boolean {
  return source !== 'term' && source !== 'input';
}

/** Tax-free and after-tax items are no income; only an earning can be an annual bonus. */
export function classAndTaxAgree(itemClass: PayItemClass, treatment: TaxTreatment): boolean {
  if (itemClass === 'taxFree' || itemClass === 'afterTaxDeduction') return treatment === 'exempt';
  if (itemClass === 'deduction') return treatment === 'ordinary';
  return treatment === 'ordinary' || treatment === 'annualBonus';
}

export const defaultScheme = {
  contributionMonthOffset: 0,
  netChangePercent: 30,
  recoverReceivables: true,
  sickPayPercent: 80,
} as const;
