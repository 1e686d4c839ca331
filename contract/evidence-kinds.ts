/** What papers of agencies and bureaus there are, and which of them proves which step of which service. */

export const evidenceKinds = [
  /** 增减员回执. */
  'enrolmentReceipt',
  /** 参保证明. */
  'insuredCertificate',
  /** 公积金增减员回执. */
  'fundEnrolmentReceipt',
  /** 税收完税证明. */
  'taxPaymentCertificate',
  /** 扣款回单 of the bank. */
  'debitReceipt',
  /** 公积金汇缴书. */
  'fundRemittance',
  /** 用工备案回执. */
  'filingReceipt',
  /** 退工回执. */
  'exitFilingReceipt',
  /** 申报回执 of a withholding return or a monthly declaration. */
  'declarationReceipt',
  /** 转移接续回执. */
  'transferReceipt',
  /** 官方办理结果: what an agency issues on any other business. */
  'officialResult',
  /** 官方截图: a page of the agency's site, as it was seen. */
  'officialScreenshot',
  /** 费款账单 as the agency issued it. */
  'officialBill',
  /** 供应商反馈凭证. */
  'supplierReceipt',
  /** 委托原件: the scan or mail by which something was asked for. */
  'requestOriginal',
] as const;

export type EvidenceKind = (typeof evidenceKinds)[number];

/** 官方已办成, 已缴款, 已申报. */
export const proofs = ['officialSuccess', 'paid', 'declared'] as const;

export type Proof = (typeof proofs)[number];

export const evidenceServices = [
  'enrol',
  'stop',
  'changeBase',
  'backContribution',
  'transferIn',
  'transferOut',
  'employmentFiling',
  'exitFiling',
  'firstCard',
  'housingFundLoan',
  'housingFundWithdrawal',
  'benefitClaim',
  'certificate',
  'personnelFile',
  'contributions',
  'fundContributions',
  'incomeTax',
] as const;

export type EvidenceService = (typeof evidenceServices)[number];

/** Any one of the sets is enough; a set needs all of its kinds. */
type Ways = readonly (readonly EvidenceKind[])[];

const changeOfInsured: Ways = [
  ['enrolmentReceipt'],
  ['fundEnrolmentReceipt'],
  ['insuredCertificate'],
  ['officialScreenshot'],
];
const result: Ways = [['officialResult'], ['officialScreenshot']];
const payment: Ways = [['taxPaymentCertificate'], ['debitReceipt']];

/**
 * Which kinds prove which step. A feedback of a supplier proves nothing by itself: it brings the
 * agency's paper, and that is the proof.
 */
export const provingKinds: Readonly<
  Record<EvidenceService, Readonly<Partial<Record<Proof, Ways>>>>
> = {
  enrol: { officialSuccess: changeOfInsured },
  stop: { officialSuccess: changeOfInsured },
  changeBase: { officialSuccess: [...changeOfInsured, ['officialResult']] },
  backContribution: {
    officialSuccess: [['enrolmentReceipt'], ...payment, ['officialResult'], ['officialScreenshot']],
    paid: payment,
  },
  transferIn: { officialSuccess: [['transferReceipt'], ...result] },
  transferOut: { officialSuccess: [['transferReceipt'], ...result] },
  employmentFiling: { officialSuccess: [['filingReceipt'], ['officialScreenshot']] },
  exitFiling: { officialSuccess: [['exitFilingReceipt'], ['officialScreenshot']] },
  firstCard: { officialSuccess: result },
  housingFundLoan: { officialSuccess: result },
  housingFundWithdrawal: { officialSuccess: result },
  benefitClaim: { officialSuccess: result },
  certificate: { officialSuccess: [['insuredCertificate'], ['officialResult']] },
  personnelFile: { officialSuccess: result },
  contributions: { declared: [['declarationReceipt']], paid: payment },
  // 汇缴书 says what was remitted, the bank's receipt that it was: neither is enough alone.
  fundContributions: {
    declared: [['declarationReceipt']],
    paid: [['fundRemittance', 'debitReceipt']],
  },
  incomeTax: { declared: [['declarationReceipt']], paid: payment },
};

/** What the kinds bound to one subject prove of a step of the service. */
export function proofsOf(service: EvidenceService, kinds: ReadonlySet<EvidenceKind>): Proof[] {
  const ways = provingKinds[service];
  return proofs.filter((proof) => ways[proof]?.some((way) => way.every((kind) => kinds.has(kind))));
}
