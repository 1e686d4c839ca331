/* Made by tools/generate.ts from the contract. */
export const linkTable = {
  closeLinkSession: ['DELETE', '/v1/link-session'],
  getLinkSession: ['GET', '/v1/link-session'],
  openLink: ['POST', '/v1/link-session'],
  confirmLinkedPayslip: ['POST', '/v1/me/payslip/confirmation'],
  downloadLinkedPayslip: ['GET', '/v1/me/payslip/pdf', 'download'],
  explainLinkedPayslipLine: ['GET', '/v1/me/payslip/lines/:line'],
  readLinkedPayslip: ['POST', '/v1/me/payslip/reading'],
  downloadOwnStatement: ['GET', '/v1/me/statements/:month', 'download'],
  getOwnAccount: ['GET', '/v1/me/account'],
  getOwnBalance: ['GET', '/v1/me/balance'],
  getOwnWithdrawal: ['GET', '/v1/me/withdrawals/:withdrawalId'],
  listOwnMonths: ['GET', '/v1/me/months'],
  listOwnWithdrawals: ['GET', '/v1/me/withdrawals'],
  tryOwnWithdrawal: ['POST', '/v1/me/withdrawals/trial'],
  withdrawOwn: ['POST', '/v1/me/withdrawals'],
} as const;
