/** Words for the reasons that are the client's, not the law's. A literal in braces is filled. */
export const lineWording = {
  payTerm: {
    zh: '固定薪资{monthly}元，自{from}起',
    en: 'Pay term {monthly} a month from {from}',
  },
  payTermChange: {
    zh: '月内调整：{parts}，按{days}天合计{amount}元',
    en: 'Changed within the month: {parts}; by {days} days {amount}',
  },
  presentDays: {
    zh: '月工资{monthly}元÷{divisor}×在职{present}天＝{amount}元',
    en: '{monthly} ÷ {divisor} × {present} days employed = {amount}',
  },
  absentAllMonth: {
    zh: '整月未出勤，扣{amount}元',
    en: 'Absent all month: {amount}',
  },
  sickLeave: {
    zh: '月工资{monthly}元÷{divisor}×病假{days}天×{unpaid}%＝扣{amount}元',
    en: '{monthly} ÷ {divisor} × {days} sick days × {unpaid} % = {amount} deducted',
  },
  oneOff: {
    zh: '本月录入{amount}元',
    en: "Entered among the month's inputs: {amount}",
  },
  billedContribution: {
    zh: '{period}账单：缴费基数{base}元，金额{amount}元',
    en: 'Bill of {period}: base {base}, amount {amount}',
  },
  plannedContribution: {
    zh: '{period}预扣：缴费基数{base}元，金额{amount}元，账单到达后多退少补',
    en: 'Estimate for {period}: base {base}, amount {amount}; trued up when the bill comes',
  },
  adjustedContribution: {
    zh: '{period}{type}：金额{amount}元',
    en: '{period} {type}: {amount}',
  },
  trueUp: {
    zh: '{period}预扣{taken}元，账单{billed}元，差额{amount}元',
    en: '{period}: {taken} taken by estimate, {billed} billed, difference {amount}',
  },
  recovery: {
    zh: '个人欠款余额{open}元，本次扣回{amount}元',
    en: 'Receivable {open}, recovered {amount}',
  },
} as const;

export type OwnRule = keyof typeof lineWording;
