import { type Fen, formatYuan, type PayPeriod } from '@heyi/kernel';
import {
  type CastRow,
  type DeductionCode,
  deductionCodes,
  type PayCode,
  payCodes,
} from '../cast/cast-row.ts';
import { attendanceIn, deductionsTo, oneOffsIn, payIn } from '../cast/months.ts';
import { type Cell, letterOf, type Sheet } from './workbook.ts';

const payWords: Readonly<Record<PayCode, string>> = {
  basePay: '基本工资',
  positionPay: '岗位工资',
  performancePay: '绩效工资',
  mealAllowance: '餐费补贴',
  transportAllowance: '交通补贴',
  communicationAllowance: '通讯补贴',
};

const header = (text: string): Cell => ({ text, tone: 'header' });
const amountCell = (amount: Fen | null | undefined): Cell =>
  amount === null || amount === undefined ? null : { number: formatYuan(amount) };

/**
 * 薪资变动表 as clients keep it: a title over the whole width, before and after side by side under
 * merged headers, remarks in red.
 */
export function payChangesSheet(
  title: string,
  month: PayPeriod,
  rows: readonly CastRow[],
  extra: readonly (readonly Cell[])[] = [],
): Sheet {
  const width = 6 + payCodes.length;
  const afterFrom = 4;
  const lastPay = afterFrom + payCodes.length - 1;
  const lines = rows.map((row): Cell[] => {
    const pay = payIn(row, month);
    const isRaise = pay.basePay !== row.pay.basePay;
    return [
      row.employeeNumber,
      row.person.name,
      row.department,
      isRaise ? amountCell(row.pay.basePay) : null,
      ...payCodes.map((code) => amountCell(pay[code])),
      isRaise ? '调薪' : '定薪',
      isRaise ? { text: '已审批，见邮件', tone: 'red' } : null,
    ];
  });
  return {
    name: '薪资变动',
    widths: [10, 16, 16, 12, ...payCodes.map(() => 12), 10, 24],
    merges: [
      `A1:${letterOf(width - 1)}1`,
      ...['A', 'B', 'C'].map((column) => `${column}2:${column}3`),
      `${letterOf(afterFrom)}2:${letterOf(lastPay)}2`,
      `${letterOf(lastPay + 1)}2:${letterOf(lastPay + 1)}3`,
      `${letterOf(lastPay + 2)}2:${letterOf(lastPay + 2)}3`,
    ],
    rows: [
      [{ text: title, tone: 'title' }],
      [
        ...['工号', '姓名', '门店/部门', '调整前', '调整后'].map(header),
        ...payCodes.slice(1).map(() => null),
        ...['变动类型', '备注'].map(header),
      ],
      [null, null, null, header('原基本工资'), ...payCodes.map((code) => header(payWords[code]))],
      ...lines,
      ...extra,
    ],
  };
}

const attendanceHeaders = [
  '姓名',
  '考勤组',
  '部门',
  '工号',
  '职位',
  '应出勤天数',
  '出勤天数',
  '休息天数',
  '迟到次数',
  '事假(天)',
  '病假(天)',
  '工作日加班',
  '休息日加班',
  '节假日加班',
];

/** The monthly summary of 钉钉: two lines above the header, columns that nobody asked for. */
export function attendanceSheet(
  month: PayPeriod,
  rows: readonly CastRow[],
  extra: readonly (readonly Cell[])[] = [],
): Sheet {
  const lines = rows.flatMap((row): Cell[][] => {
    const facts = attendanceIn(row, month);
    if (facts === null) return [];
    const attended = facts.dueDays - facts.absenceDays - facts.sickDays;
    const quantity = (value: number): Cell => ({ number: String(value) });
    return [
      [
        row.person.name,
        '默认考勤组',
        row.department,
        row.employeeNumber,
        row.position,
        ...[facts.dueDays, attended, 8, facts.absenceDays > 0 ? 1 : 0].map(quantity),
        ...[facts.absenceDays, facts.sickDays].map(quantity),
        ...[facts.overtimeWeekday, facts.overtimeRestDay, facts.overtimeHoliday].map(quantity),
      ],
    ];
  });
  return {
    name: '月度汇总',
    widths: attendanceHeaders.map(() => 12),
    merges: ['A1:N1', 'A2:N2'],
    rows: [
      [{ text: `月度汇总  统计月份：${month}`, tone: 'title' }],
      [{ text: '报表由考勤系统导出，时长单位：小时', tone: 'note' }],
      attendanceHeaders.map(header),
      ...lines,
      ...extra,
    ],
  };
}

/** 一次性项目, a row an item. */
export function oneOffSheet(
  title: string,
  month: PayPeriod,
  rows: readonly CastRow[],
  extra: readonly (readonly Cell[])[] = [],
): Sheet {
  const lines = rows.flatMap((row) =>
    oneOffsIn(row, month).map(({ item, amount, note }): Cell[] => [
      row.employeeNumber,
      row.person.name,
      item,
      amountCell(amount),
      note === null ? null : { text: note, tone: 'red' },
    ]),
  );
  return {
    name: '一次性项目',
    widths: [10, 16, 18, 12, 24],
    merges: ['A1:E1'],
    rows: [
      [{ text: title, tone: 'title' }],
      ['工号', '姓名', '项目', '金额（元）', '备注'].map(header),
      ...lines,
      ...extra,
    ],
  };
}

const deductionWords: Readonly<Record<DeductionCode, string>> = {
  childEducation: '累计子女教育',
  infantCare: '累计3岁以下婴幼儿照护',
  continuingEducation: '累计继续教育',
  housingLoanInterest: '累计住房贷款利息',
  housingRent: '累计住房租金',
  elderSupport: '累计赡养老人',
};

const documentWords = { idCard: '居民身份证', hkMacaoPermit: '港澳居民来往内地通行证' } as const;
const employmentWords = {
  none: '无',
  student: '当年首次入职学生',
  other: '当年首次入职其他人员',
} as const;

/** The deduction file that the tax client exports for one withholding entity and tax period. */
export function deductionsSheet(
  entityName: string,
  taxPeriod: PayPeriod,
  rows: readonly CastRow[],
  extra: readonly (readonly Cell[])[] = [],
): Sheet {
  const lines = rows.map((row): Cell[] => {
    const sums = deductionsTo(row, taxPeriod);
    return [
      row.employeeNumber,
      row.person.name,
      documentWords[row.person.documentKind],
      row.person.documentNumber,
      entityName,
      ...deductionCodes.map((code) => amountCell(sums[code])),
      '是',
      employmentWords[row.firstEmployment],
    ];
  });
  return {
    name: '专项附加扣除',
    widths: [10, 16, 16, 22, 34, ...deductionCodes.map(() => 14), 16, 18],
    rows: [
      [
        '工号',
        '姓名',
        '证件类型',
        '证件号码',
        '扣缴义务人',
        ...deductionCodes.map((code) => deductionWords[code]),
        '是否扣除减除费用',
        '入职年度就业情形',
      ].map(header),
      ...lines,
      ...extra,
    ],
  };
}
