import type { clientBillLineKinds, clientBillStates, lineSettlements } from './client-bill.ts';
import type { contributionKinds, contributionLineTypes } from './insurance.ts';
import type { declarationChanges } from './declaration.ts';
import {
  type EvidenceKind,
  evidenceKinds,
  type EvidenceService,
  provingKinds,
} from './evidence-kinds.ts';
import { differenceBearers } from './insurance-scheme.ts';
import { type insuranceFailureCodes, insuranceTaskKinds } from './insurance-task.ts';
import type { journalKinds, ledgerAccountKinds } from './ledger.ts';
import type { registrationKinds } from './legal-entities.ts';
import { type OrderItem, orderServices, requestedServices } from './order-services.ts';
import type { arrearsResponsibilities } from './arrears.ts';
import type { collections } from './service-orders.ts';
import type { personTypes } from './statutory.ts';
import type { Words } from './wording.ts';

/**
 * What people call the values of the contract that pages, files and print share. Each list stands
 * here alone: a page that called 人事档案 something else than the archive's index would make two
 * things of one. The browser gets them by `client/__generated__/names.ts`.
 */

type Names<Value extends string> = Readonly<Record<Value, Words>>;

/** 事项: of order lines, insurance tasks and evidence. */
const service: Names<EvidenceService> = {
  enrol: { zh: '增员', en: 'Enrolment' },
  stop: { zh: '减员', en: 'Stop' },
  changeBase: { zh: '基数变更', en: 'Change of base' },
  backContribution: { zh: '补缴', en: 'Back contribution' },
  transferIn: { zh: '转入', en: 'Transfer in' },
  transferOut: { zh: '转出', en: 'Transfer out' },
  employmentFiling: { zh: '用工备案', en: 'Employment filing' },
  exitFiling: { zh: '退工', en: 'Exit filing' },
  firstCard: { zh: '首次社保卡', en: 'First social card' },
  housingFundLoan: { zh: '公积金贷款', en: 'Housing fund loan' },
  housingFundWithdrawal: { zh: '公积金提取', en: 'Housing fund withdrawal' },
  benefitClaim: { zh: '待遇申领', en: 'Benefit claim' },
  certificate: { zh: '证明开具', en: 'Certificate' },
  personnelFile: { zh: '人事档案', en: 'Personnel file' },
  contributions: { zh: '社保缴费', en: 'Social insurance payment' },
  fundContributions: { zh: '公积金汇缴', en: 'Housing fund payment' },
  incomeTax: { zh: '个人所得税', en: 'Income tax' },
};

/** Some of a list, under the same names. */
function only<Value extends string, Some extends Value>(
  list: Names<Value>,
  some: readonly Some[],
): Names<Some> {
  return Object.fromEntries(some.map((value) => [value, list[value]])) as Names<Some>;
}

/** 服务: what a service order agrees and prices. */
const orderItem: Names<OrderItem> = {
  socialInsurance: { zh: '社保代理', en: 'Social insurance' },
  housingFund: { zh: '公积金代理', en: 'Housing fund' },
  payroll: { zh: '代发工资', en: 'Payroll' },
  incomeTax: { zh: '个税申报', en: 'Income tax filing' },
  personnelFile: service.personnelFile,
  certificate: service.certificate,
  benefitClaim: service.benefitClaim,
  housingFundBusiness: { zh: '公积金贷款与提取', en: 'Housing fund loan and withdrawal' },
};

const evidenceKind: Names<EvidenceKind> = {
  enrolmentReceipt: { zh: '增减员回执', en: 'Enrolment receipt' },
  insuredCertificate: { zh: '参保证明', en: 'Certificate of insurance' },
  fundEnrolmentReceipt: { zh: '公积金增减员回执', en: 'Housing fund enrolment receipt' },
  taxPaymentCertificate: { zh: '税收完税证明', en: 'Tax payment certificate' },
  debitReceipt: { zh: '扣款回单', en: 'Debit receipt' },
  fundRemittance: { zh: '公积金汇缴书', en: 'Housing fund remittance' },
  filingReceipt: { zh: '用工备案回执', en: 'Employment filing receipt' },
  exitFilingReceipt: { zh: '退工回执', en: 'Exit filing receipt' },
  declarationReceipt: { zh: '申报回执', en: 'Declaration receipt' },
  transferReceipt: { zh: '转移接续回执', en: 'Transfer receipt' },
  officialResult: { zh: '官方办理结果', en: 'Official result' },
  officialScreenshot: { zh: '官方截图', en: 'Official screenshot' },
  officialBill: { zh: '费款账单', en: 'Official bill' },
  supplierReceipt: { zh: '供应商反馈凭证', en: 'Supplier’s receipt' },
  requestOriginal: { zh: '委托原件', en: 'Original of the request' },
};

/** Which papers say that an agency has done something. */
const provesSuccess = new Set(
  orderServices.flatMap((name) => provingKinds[name].officialSuccess?.flat() ?? []),
);

/** 险种. */
const contributionKind: Names<(typeof contributionKinds)[number]> = {
  pension: { zh: '养老保险', en: 'Pension' },
  pensionLocalSupplement: { zh: '地方补充养老保险', en: 'Local supplementary pension' },
  medical: { zh: '医疗保险', en: 'Medical' },
  medicalSupplement: { zh: '补充医疗保险', en: 'Supplementary medical' },
  maternity: { zh: '生育保险', en: 'Maternity' },
  longTermCare: { zh: '长期护理保险', en: 'Long-term care' },
  unemployment: { zh: '失业保险', en: 'Unemployment' },
  workInjury: { zh: '工伤保险', en: 'Work injury' },
  housingFund: { zh: '住房公积金', en: 'Housing fund' },
  supplementaryHousingFund: { zh: '补充住房公积金', en: 'Supplementary housing fund' },
};

const contributionType: Names<(typeof contributionLineTypes)[number]> = {
  regular: { zh: '正常', en: 'Regular' },
  backContribution: service.backContribution,
  difference: { zh: '补差', en: 'Difference' },
  refund: { zh: '退费', en: 'Refund' },
};

/** 单位户: whose agency it is. */
const registrationKind: Names<(typeof registrationKinds)[number]> = {
  socialInsurance: { zh: '社会保险', en: 'Social insurance' },
  medical: contributionKind.medical,
  housingFund: contributionKind.housingFund,
};

/** 参保人员类别, by which figures differ. */
const insuredType: Names<(typeof personTypes)[number]> = {
  employee: { zh: '职工', en: 'Employee' },
  partTime: { zh: '非全日制', en: 'Part-time' },
  rehiredRetiree: { zh: '退休返聘', en: 'Rehired retiree' },
  intern: { zh: '实习生', en: 'Intern' },
  foreigner: { zh: '外国人', en: 'Foreigner' },
  hongKongMacauTaiwan: { zh: '港澳台', en: 'Hong Kong, Macao, Taiwan' },
};

/** Why agencies refuse (practice of the counters). */
const insuranceFailure: Names<(typeof insuranceFailureCodes)[number]> = {
  insuredElsewhere: { zh: '已在其他单位参保未停保', en: 'Still insured by another employer' },
  nameDiffers: { zh: '姓名与公安信息不一致', en: 'Name differs from the police record' },
  fundNotSealed: {
    zh: '公积金个人账户未封存，需转移',
    en: 'Housing fund account not sealed: transfer it',
  },
  retirementAge: { zh: '已达法定退休年龄', en: 'Past the retirement age' },
  belowFloor: { zh: '申报工资低于下限', en: 'Declared wage below the floor' },
  balanceShort: { zh: '扣款余额不足', en: 'Balance too low for the debit' },
  maintenance: { zh: '系统维护', en: 'System under maintenance' },
  other: { zh: '其他', en: 'Other' },
};

/** Of late fees: who caused it, and so bears it. */
const responsibility: Names<(typeof arrearsResponsibilities)[number]> = {
  client: { zh: '客户', en: 'Client' },
  provider: { zh: '服务商', en: 'Provider' },
  supplier: { zh: '供应商', en: 'Supplier' },
  agency: { zh: '经办机构', en: 'Agency' },
};

/** Who bears what came late: who caused it, or the person. */
const bearer: Names<(typeof arrearsResponsibilities)[number] | 'person'> = {
  ...responsibility,
  person: { zh: '本人', en: 'The person' },
};

const declarationChange: Names<(typeof declarationChanges)[number]> = {
  same: { zh: '未变', en: 'Same' },
  added: { zh: '新增', en: 'Added' },
  changed: { zh: '变更', en: 'Changed' },
  removed: { zh: '减少', en: 'Removed' },
};

const collection: Names<(typeof collections)[number]> = {
  prepaid: { zh: '预收', en: 'Prepaid' },
  postpaid: { zh: '后收', en: 'Postpaid' },
  advance: { zh: '垫付', en: 'Advance' },
};

const billState: Names<(typeof clientBillStates)[number]> = {
  estimate: { zh: '预估', en: 'Estimate' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  received: { zh: '已到款', en: 'Received' },
  matched: { zh: '已核销', en: 'Matched' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
};

const billLineKind: Names<(typeof clientBillLineKinds)[number]> = {
  principal: { zh: '费款本金', en: 'Contributions' },
  difference: contributionType.difference,
  backContribution: service.backContribution,
  lateFee: { zh: '滞纳金', en: 'Late fee' },
  disabledEmploymentFund: { zh: '残保金', en: 'Disabled-employment fund' },
  serviceFee: { zh: '服务费', en: 'Service fee' },
  tax: { zh: '税费', en: 'Tax' },
  advance: { zh: '垫付归还', en: 'Advance to repay' },
  previousDifference: { zh: '上期差额', en: 'Difference of earlier bills' },
  credit: { zh: '抵减', en: 'Credit' },
};

const billSettlement: Names<(typeof lineSettlements)[number]> = {
  asked: { zh: '本账单收取', en: 'Asked by this bill' },
  run: { zh: '发薪批次已收', en: 'Charged by a payroll run' },
  direct: { zh: '机构直接扣款', en: 'Debited by the agency' },
  included: { zh: '已含在价格中', en: 'Contained in the price' },
  borne: { zh: '客户不承担', en: 'Not borne by the client' },
  person: { zh: '向本人收取', en: 'Asked of the person' },
};

const ledgerAccountKind: Names<(typeof ledgerAccountKinds)[number]> = {
  bank: { zh: '银行存款', en: 'Bank' },
  clientFunds: { zh: '客户资金', en: 'Client funds' },
  clientDue: { zh: '应收客户', en: 'Due from the client' },
  wagesPayable: { zh: '应付工资', en: 'Wages payable' },
  taxPayable: { zh: '应交个税', en: 'Tax payable' },
  contributionsPayable: { zh: '应交社保公积金', en: 'Contributions payable' },
  paymentsInFlight: { zh: '在途付款', en: 'Payments in flight' },
  advance: { zh: '垫付款', en: 'Advances' },
  providerFunds: { zh: '服务商资金', en: 'Provider funds' },
  personalReceivable: { zh: '个人欠款', en: 'Personal receivables' },
  unmatchedReceipts: { zh: '待核销到款', en: 'Unmatched receipts' },
  withdrawable: { zh: '可提现余额（应付）', en: 'Owed to workers' },
  withdrawableHeld: { zh: '挂起占用', en: 'Held for suspended withdrawals' },
  vatPayable: { zh: '应交增值税及附加', en: 'VAT and surcharges payable' },
  serviceFeeIncome: { zh: '服务费收入', en: 'Service fee income' },
};

const journalKind: Names<(typeof journalKinds)[number]> = {
  'payroll_run.locked': { zh: '发薪批次锁定', en: 'Run locked' },
  'client_bill.confirmed': { zh: '客户账单确认', en: 'Bill confirmed' },
  'client_bill.matched': { zh: '客户账单核销', en: 'Bill matched' },
  'personal_receivable.settled': { zh: '个人欠款了结', en: 'Personal receivable settled' },
  'receipt.recorded': { zh: '登记到款', en: 'Receipt recorded' },
  'receipt.released': { zh: '转出给客户', en: 'Handed to a client' },
  'receipt.matched': { zh: '核销到款', en: 'Receipt matched' },
  'receipt.own_funds': { zh: '服务商自有资金', en: 'Own funds' },
  'advance.granted': { zh: '垫付', en: 'Advance' },
  'advance.provided': { zh: '提供垫付', en: 'Advance provided' },
  'advance.repaid': { zh: '归还垫付', en: 'Advance repaid' },
  'advance.returned': { zh: '收回垫付', en: 'Advance taken back' },
  'funds.applied': { zh: '资金用于发薪', en: 'Set apart for pay' },
  'pay_order.queued': { zh: '发起付款', en: 'Payment ordered' },
  'pay_order.succeeded': { zh: '付款到账', en: 'Paid' },
  'pay_order.failed': { zh: '付款失败', en: 'Payment failed' },
  'pay_order.cancelled': { zh: '取消付款', en: 'Payment cancelled' },
  'pay_order.returned': { zh: '退汇', en: 'Payment returned' },
  'pay_order.reopened': { zh: '银行更正结果', en: 'Corrected by the bank' },
  'tax.paid': { zh: '缴纳个税', en: 'Tax paid' },
  'contributions.paid': { zh: '缴纳社保公积金', en: 'Contributions paid' },
  'late_fee.paid': { zh: '缴纳滞纳金', en: 'Late fee paid' },
  'funds.allotted': { zh: '客户资金划拨', en: 'Client funds allotted' },
  'income.accepted': { zh: '收入确认', en: 'Income accepted' },
  'withdrawal.accepted': { zh: '提现受理', en: 'Withdrawal accepted' },
  'withdrawal.suspended': { zh: '提现挂起', en: 'Withdrawal suspended' },
  'withdrawal.resumed': { zh: '提现恢复', en: 'Withdrawal resumed' },
  'withdrawal.released': { zh: '挂起中取消', en: 'Cancelled while suspended' },
  'withdrawal.reversed': { zh: '提现冲回', en: 'Withdrawal taken back' },
  reversal: { zh: '冲销', en: 'Reversal' },
};

/** What a line of a bill is for: a kind of insurance, what was agreed, or what was done. */
const billSubject: Readonly<Record<string, Words>> = {
  ...service,
  ...orderItem,
  ...contributionKind,
};

export const names = {
  service,
  orderService: only(service, orderServices),
  requestedService: only(service, requestedServices),
  taskKind: only(service, insuranceTaskKinds),
  orderItem,
  evidenceKind,
  resultEvidence: only(
    evidenceKind,
    evidenceKinds.filter((kind) => provesSuccess.has(kind)),
  ),
  contributionKind,
  contributionType,
  registrationKind,
  insuredType,
  insuranceFailure,
  responsibility,
  bearer,
  leaverBearer: only(bearer, differenceBearers),
  declarationChange,
  collection,
  billState,
  billLineKind,
  billSettlement,
  billSubject,
  ledgerAccountKind,
  journalKind,
} as const;
