import type { BillLineKind, BillState, Settlement } from './client-bill.ts';

type Words = { readonly zh: string; readonly en: string };

/** What files call things. */
export const kindWords: Readonly<Record<BillLineKind, Words>> = {
  principal: { zh: '费款本金', en: 'Contributions' },
  difference: { zh: '补差', en: 'Difference' },
  backContribution: { zh: '补缴', en: 'Back contribution' },
  lateFee: { zh: '滞纳金', en: 'Late fee' },
  disabledEmploymentFund: { zh: '残保金', en: 'Disabled-employment fund' },
  serviceFee: { zh: '服务费', en: 'Service fee' },
  tax: { zh: '税费', en: 'Tax' },
  advance: { zh: '垫付归还', en: 'Advance to repay' },
  previousDifference: { zh: '上期差额', en: 'Difference of earlier bills' },
  credit: { zh: '抵减', en: 'Credit' },
};

export const settlementWords: Readonly<Record<Settlement, Words>> = {
  asked: { zh: '本账单收取', en: 'Asked by this bill' },
  run: { zh: '发薪批次已收', en: 'Charged by a payroll run' },
  direct: { zh: '机构直接扣款', en: 'Debited by the agency' },
  included: { zh: '已含在价格中', en: 'Contained in the price' },
  borne: { zh: '客户不承担', en: 'Not borne by the client' },
};

export const stateWords: Readonly<Record<BillState, Words>> = {
  estimate: { zh: '预估', en: 'Estimate' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  received: { zh: '已到款', en: 'Received' },
  matched: { zh: '已核销', en: 'Matched' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
};

/** Insurance kinds and services as they stand in the list by person. */
export const subjectWords: Readonly<Record<string, Words>> = {
  pension: { zh: '基本养老保险', en: 'Pension' },
  pensionLocalSupplement: { zh: '地方补充养老保险', en: 'Local supplementary pension' },
  medical: { zh: '基本医疗保险', en: 'Medical' },
  medicalSupplement: { zh: '补充医疗保险', en: 'Supplementary medical' },
  maternity: { zh: '生育保险', en: 'Maternity' },
  longTermCare: { zh: '长期护理保险', en: 'Long-term care' },
  unemployment: { zh: '失业保险', en: 'Unemployment' },
  workInjury: { zh: '工伤保险', en: 'Work injury' },
  housingFund: { zh: '住房公积金', en: 'Housing fund' },
  supplementaryHousingFund: { zh: '补充住房公积金', en: 'Supplementary housing fund' },
  socialInsurance: { zh: '社保代理', en: 'Social insurance service' },
  payroll: { zh: '代发工资', en: 'Payroll' },
  incomeTax: { zh: '个税申报', en: 'Income tax filing' },
  personnelFile: { zh: '档案', en: 'Personnel file' },
  certificate: { zh: '证明', en: 'Certificate' },
  benefitClaim: { zh: '待遇申领', en: 'Benefit claim' },
  housingFundBusiness: { zh: '公积金贷款与提取', en: 'Housing fund loan and withdrawal' },
};
