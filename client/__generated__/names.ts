/* Made by tools/generate.ts from the contract. */
export const service = {
  enrol: ["增员", "Enrolment"],
  stop: ["减员", "Stop"],
  changeBase: ["基数变更", "Change of base"],
  backContribution: ["补缴", "Back contribution"],
  transferIn: ["转入", "Transfer in"],
  transferOut: ["转出", "Transfer out"],
  employmentFiling: ["用工备案", "Employment filing"],
  exitFiling: ["退工", "Exit filing"],
  firstCard: ["首次社保卡", "First social card"],
  housingFundLoan: ["公积金贷款", "Housing fund loan"],
  housingFundWithdrawal: ["公积金提取", "Housing fund withdrawal"],
  benefitClaim: ["待遇申领", "Benefit claim"],
  certificate: ["证明开具", "Certificate"],
  personnelFile: ["人事档案", "Personnel file"],
  contributions: ["社保缴费", "Social insurance payment"],
  fundContributions: ["公积金汇缴", "Housing fund payment"],
  incomeTax: ["个人所得税", "Income tax"],
} as const;

export const orderService = {
  enrol: ["增员", "Enrolment"],
  stop: ["减员", "Stop"],
  changeBase: ["基数变更", "Change of base"],
  backContribution: ["补缴", "Back contribution"],
  transferIn: ["转入", "Transfer in"],
  transferOut: ["转出", "Transfer out"],
  employmentFiling: ["用工备案", "Employment filing"],
  exitFiling: ["退工", "Exit filing"],
  firstCard: ["首次社保卡", "First social card"],
  housingFundLoan: ["公积金贷款", "Housing fund loan"],
  housingFundWithdrawal: ["公积金提取", "Housing fund withdrawal"],
  benefitClaim: ["待遇申领", "Benefit claim"],
  certificate: ["证明开具", "Certificate"],
  personnelFile: ["人事档案", "Personnel file"],
} as const;

export const requestedService = {
  housingFundLoan: ["公积金贷款", "Housing fund loan"],
  housingFundWithdrawal: ["公积金提取", "Housing fund withdrawal"],
  benefitClaim: ["待遇申领", "Benefit claim"],
  certificate: ["证明开具", "Certificate"],
  personnelFile: ["人事档案", "Personnel file"],
} as const;

export const taskKind = {
  enrol: ["增员", "Enrolment"],
  stop: ["减员", "Stop"],
  changeBase: ["基数变更", "Change of base"],
  backContribution: ["补缴", "Back contribution"],
  transferIn: ["转入", "Transfer in"],
  transferOut: ["转出", "Transfer out"],
  employmentFiling: ["用工备案", "Employment filing"],
  exitFiling: ["退工", "Exit filing"],
  firstCard: ["首次社保卡", "First social card"],
} as const;

export const orderItem = {
  socialInsurance: ["社保代理", "Social insurance"],
  housingFund: ["公积金代理", "Housing fund"],
  payroll: ["代发工资", "Payroll"],
  incomeTax: ["个税申报", "Income tax filing"],
  personnelFile: ["人事档案", "Personnel file"],
  certificate: ["证明开具", "Certificate"],
  benefitClaim: ["待遇申领", "Benefit claim"],
  housingFundBusiness: ["公积金贷款与提取", "Housing fund loan and withdrawal"],
} as const;

export const evidenceKind = {
  enrolmentReceipt: ["增减员回执", "Enrolment receipt"],
  insuredCertificate: ["参保证明", "Certificate of insurance"],
  fundEnrolmentReceipt: ["公积金增减员回执", "Housing fund enrolment receipt"],
  taxPaymentCertificate: ["税收完税证明", "Tax payment certificate"],
  debitReceipt: ["扣款回单", "Debit receipt"],
  fundRemittance: ["公积金汇缴书", "Housing fund remittance"],
  filingReceipt: ["用工备案回执", "Employment filing receipt"],
  exitFilingReceipt: ["退工回执", "Exit filing receipt"],
  declarationReceipt: ["申报回执", "Declaration receipt"],
  transferReceipt: ["转移接续回执", "Transfer receipt"],
  officialResult: ["官方办理结果", "Official result"],
  officialScreenshot: ["官方截图", "Official screenshot"],
  officialBill: ["费款账单", "Official bill"],
  supplierReceipt: ["供应商反馈凭证", "Supplier’s receipt"],
  requestOriginal: ["委托原件", "Original of the request"],
} as const;

export const resultEvidence = {
  enrolmentReceipt: ["增减员回执", "Enrolment receipt"],
  insuredCertificate: ["参保证明", "Certificate of insurance"],
  fundEnrolmentReceipt: ["公积金增减员回执", "Housing fund enrolment receipt"],
  taxPaymentCertificate: ["税收完税证明", "Tax payment certificate"],
  debitReceipt: ["扣款回单", "Debit receipt"],
  filingReceipt: ["用工备案回执", "Employment filing receipt"],
  exitFilingReceipt: ["退工回执", "Exit filing receipt"],
  transferReceipt: ["转移接续回执", "Transfer receipt"],
  officialResult: ["官方办理结果", "Official result"],
  officialScreenshot: ["官方截图", "Official screenshot"],
} as const;

export const contributionKind = {
  pension: ["养老保险", "Pension"],
  pensionLocalSupplement: ["地方补充养老保险", "Local supplementary pension"],
  medical: ["医疗保险", "Medical"],
  medicalSupplement: ["补充医疗保险", "Supplementary medical"],
  maternity: ["生育保险", "Maternity"],
  longTermCare: ["长期护理保险", "Long-term care"],
  unemployment: ["失业保险", "Unemployment"],
  workInjury: ["工伤保险", "Work injury"],
  housingFund: ["住房公积金", "Housing fund"],
  supplementaryHousingFund: ["补充住房公积金", "Supplementary housing fund"],
} as const;

export const contributionType = {
  regular: ["正常", "Regular"],
  backContribution: ["补缴", "Back contribution"],
  difference: ["补差", "Difference"],
  refund: ["退费", "Refund"],
} as const;

export const registrationKind = {
  socialInsurance: ["社会保险", "Social insurance"],
  medical: ["医疗保险", "Medical"],
  housingFund: ["住房公积金", "Housing fund"],
} as const;

export const insuredType = {
  employee: ["职工", "Employee"],
  partTime: ["非全日制", "Part-time"],
  rehiredRetiree: ["退休返聘", "Rehired retiree"],
  intern: ["实习生", "Intern"],
  foreigner: ["外国人", "Foreigner"],
  hongKongMacauTaiwan: ["港澳台", "Hong Kong, Macao, Taiwan"],
} as const;

export const insuranceFailure = {
  insuredElsewhere: ["已在其他单位参保未停保", "Still insured by another employer"],
  nameDiffers: ["姓名与公安信息不一致", "Name differs from the police record"],
  fundNotSealed: ["公积金个人账户未封存，需转移", "Housing fund account not sealed: transfer it"],
  retirementAge: ["已达法定退休年龄", "Past the retirement age"],
  belowFloor: ["申报工资低于下限", "Declared wage below the floor"],
  balanceShort: ["扣款余额不足", "Balance too low for the debit"],
  maintenance: ["系统维护", "System under maintenance"],
  other: ["其他", "Other"],
} as const;

export const responsibility = {
  client: ["客户", "Client"],
  provider: ["服务商", "Provider"],
  supplier: ["供应商", "Supplier"],
  agency: ["经办机构", "Agency"],
} as const;

export const bearer = {
  client: ["客户", "Client"],
  provider: ["服务商", "Provider"],
  supplier: ["供应商", "Supplier"],
  agency: ["经办机构", "Agency"],
  person: ["本人", "The person"],
} as const;

export const leaverBearer = {
  client: ["客户", "Client"],
  provider: ["服务商", "Provider"],
  person: ["本人", "The person"],
} as const;

export const declarationChange = {
  same: ["未变", "Same"],
  added: ["新增", "Added"],
  changed: ["变更", "Changed"],
  removed: ["减少", "Removed"],
} as const;

export const collection = {
  prepaid: ["预收", "Prepaid"],
  postpaid: ["后收", "Postpaid"],
  advance: ["垫付", "Advance"],
} as const;

export const billState = {
  estimate: ["预估", "Estimate"],
  confirmed: ["已确认", "Confirmed"],
  received: ["已到款", "Received"],
  matched: ["已核销", "Matched"],
  withdrawn: ["已撤回", "Withdrawn"],
} as const;

export const billLineKind = {
  principal: ["费款本金", "Contributions"],
  difference: ["补差", "Difference"],
  backContribution: ["补缴", "Back contribution"],
  lateFee: ["滞纳金", "Late fee"],
  disabledEmploymentFund: ["残保金", "Disabled-employment fund"],
  serviceFee: ["服务费", "Service fee"],
  tax: ["税费", "Tax"],
  advance: ["垫付归还", "Advance to repay"],
  previousDifference: ["上期差额", "Difference of earlier bills"],
  credit: ["抵减", "Credit"],
} as const;

export const billSettlement = {
  asked: ["本账单收取", "Asked by this bill"],
  run: ["发薪批次已收", "Charged by a payroll run"],
  direct: ["机构直接扣款", "Debited by the agency"],
  included: ["已含在价格中", "Contained in the price"],
  borne: ["客户不承担", "Not borne by the client"],
  person: ["向本人收取", "Asked of the person"],
} as const;

export const billSubject = {
  enrol: ["增员", "Enrolment"],
  stop: ["减员", "Stop"],
  changeBase: ["基数变更", "Change of base"],
  backContribution: ["补缴", "Back contribution"],
  transferIn: ["转入", "Transfer in"],
  transferOut: ["转出", "Transfer out"],
  employmentFiling: ["用工备案", "Employment filing"],
  exitFiling: ["退工", "Exit filing"],
  firstCard: ["首次社保卡", "First social card"],
  housingFundLoan: ["公积金贷款", "Housing fund loan"],
  housingFundWithdrawal: ["公积金提取", "Housing fund withdrawal"],
  benefitClaim: ["待遇申领", "Benefit claim"],
  certificate: ["证明开具", "Certificate"],
  personnelFile: ["人事档案", "Personnel file"],
  contributions: ["社保缴费", "Social insurance payment"],
  fundContributions: ["公积金汇缴", "Housing fund payment"],
  incomeTax: ["个税申报", "Income tax filing"],
  socialInsurance: ["社保代理", "Social insurance"],
  housingFund: ["住房公积金", "Housing fund"],
  payroll: ["代发工资", "Payroll"],
  housingFundBusiness: ["公积金贷款与提取", "Housing fund loan and withdrawal"],
  pension: ["养老保险", "Pension"],
  pensionLocalSupplement: ["地方补充养老保险", "Local supplementary pension"],
  medical: ["医疗保险", "Medical"],
  medicalSupplement: ["补充医疗保险", "Supplementary medical"],
  maternity: ["生育保险", "Maternity"],
  longTermCare: ["长期护理保险", "Long-term care"],
  unemployment: ["失业保险", "Unemployment"],
  workInjury: ["工伤保险", "Work injury"],
  supplementaryHousingFund: ["补充住房公积金", "Supplementary housing fund"],
} as const;

export const ledgerAccountKind = {
  bank: ["银行存款", "Bank"],
  clientFunds: ["客户资金", "Client funds"],
  clientDue: ["应收客户", "Due from the client"],
  wagesPayable: ["应付工资", "Wages payable"],
  taxPayable: ["应交个税", "Tax payable"],
  contributionsPayable: ["应交社保公积金", "Contributions payable"],
  paymentsInFlight: ["在途付款", "Payments in flight"],
  advance: ["垫付款", "Advances"],
  providerFunds: ["服务商资金", "Provider funds"],
  personalReceivable: ["个人欠款", "Personal receivables"],
  unmatchedReceipts: ["待核销到款", "Unmatched receipts"],
  withdrawable: ["可提现余额（应付）", "Owed to workers"],
  withdrawableHeld: ["挂起占用", "Held for suspended withdrawals"],
  vatPayable: ["应交增值税及附加", "VAT and surcharges payable"],
  serviceFeeIncome: ["服务费收入", "Service fee income"],
} as const;

export const journalKind = {
  'payroll_run.locked': ["发薪批次锁定", "Run locked"],
  'client_bill.confirmed': ["客户账单确认", "Bill confirmed"],
  'client_bill.matched': ["客户账单核销", "Bill matched"],
  'personal_receivable.settled': ["个人欠款了结", "Personal receivable settled"],
  'receipt.recorded': ["登记到款", "Receipt recorded"],
  'receipt.released': ["转出给客户", "Handed to a client"],
  'receipt.matched': ["核销到款", "Receipt matched"],
  'receipt.own_funds': ["服务商自有资金", "Own funds"],
  'advance.granted': ["垫付", "Advance"],
  'advance.provided': ["提供垫付", "Advance provided"],
  'advance.repaid': ["归还垫付", "Advance repaid"],
  'advance.returned': ["收回垫付", "Advance taken back"],
  'funds.applied': ["资金用于发薪", "Set apart for pay"],
  'pay_order.queued': ["发起付款", "Payment ordered"],
  'pay_order.succeeded': ["付款到账", "Paid"],
  'pay_order.failed': ["付款失败", "Payment failed"],
  'pay_order.cancelled': ["取消付款", "Payment cancelled"],
  'pay_order.returned': ["退汇", "Payment returned"],
  'pay_order.reopened': ["银行更正结果", "Corrected by the bank"],
  'tax.paid': ["缴纳个税", "Tax paid"],
  'contributions.paid': ["缴纳社保公积金", "Contributions paid"],
  'late_fee.paid': ["缴纳滞纳金", "Late fee paid"],
  'funds.allotted': ["客户资金划拨", "Client funds allotted"],
  'income.accepted': ["收入确认", "Income accepted"],
  'withdrawal.accepted': ["提现受理", "Withdrawal accepted"],
  'withdrawal.suspended': ["提现挂起", "Withdrawal suspended"],
  'withdrawal.resumed': ["提现恢复", "Withdrawal resumed"],
  'withdrawal.released': ["挂起中取消", "Cancelled while suspended"],
  'withdrawal.reversed': ["提现冲回", "Withdrawal taken back"],
  reversal: ["冲销", "Reversal"],
} as const;
