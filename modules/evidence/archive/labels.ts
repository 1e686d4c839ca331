import type { evidenceContract as contract } from '@heyi/contract';

/** Names of folders and files: an archive is read in Chinese, by agencies too. */
export const kindLabels: Readonly<Record<contract.EvidenceKind, string>> = {
  enrolmentReceipt: '增减员回执',
  insuredCertificate: '参保证明',
  fundEnrolmentReceipt: '公积金增减员回执',
  taxPaymentCertificate: '税收完税证明',
  debitReceipt: '扣款回单',
  fundRemittance: '公积金汇缴书',
  filingReceipt: '用工备案回执',
  exitFilingReceipt: '退工回执',
  declarationReceipt: '申报回执',
  transferReceipt: '转移接续回执',
  officialResult: '官方办理结果',
  officialScreenshot: '官方截图',
  officialBill: '费款账单',
  supplierReceipt: '供应商反馈凭证',
  requestOriginal: '委托原件',
};

export const serviceLabels: Readonly<Record<contract.EvidenceService, string>> = {
  enrol: '增员',
  stop: '减员',
  changeBase: '基数变更',
  backContribution: '补缴',
  transferIn: '转入',
  transferOut: '转出',
  employmentFiling: '用工备案',
  exitFiling: '退工',
  firstCard: '首次社保卡',
  housingFundLoan: '公积金贷款',
  housingFundWithdrawal: '公积金提取',
  benefitClaim: '待遇申领',
  certificate: '证明开具',
  personnelFile: '人事档案',
  contributions: '社保缴费',
  fundContributions: '公积金汇缴',
  incomeTax: '个人所得税',
};
