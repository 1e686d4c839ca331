import { payrollContract as contract } from '@heyi/contract';
import { type Printer, type Route, route } from '@heyi/platform';
import { approveRun } from './approval/approve-run.ts';
import { rejectRun } from './approval/reject-run.ts';
import { submitRunForReview } from './approval/submit-run-for-review.ts';
import { uploadStampedConfirmation } from './approval/upload-stamped-confirmation.ts';
import { withdrawRun } from './approval/withdraw-run.ts';
import { getCalculation } from './calculation/get-calculation.ts';
import { startCalculation } from './calculation/start-calculation.ts';
import { getRunComparison } from './comparison/get-run-comparison.ts';
import { downloadDeliverable } from './deliverable/download-deliverable.ts';
import { getRegisterColumns } from './deliverable/get-register-columns.ts';
import { putRegisterColumns } from './deliverable/put-register-columns.ts';
import { recordContributionPayment } from './contribution-payment/record-contribution-payment.ts';
import { revokeContributionPayment } from './contribution-payment/revoke-contribution-payment.ts';
import { acknowledgeFinding } from './finding/acknowledge-finding.ts';
import { listFindings } from './finding/list-findings.ts';
import { getInputBoard } from './input/get-input-board.ts';
import { listMonthInputs } from './input/list-month-inputs.ts';
import { listOpeningBalances } from './input/list-opening-balances.ts';
import { listSpecialDeductions } from './input/list-special-deductions.ts';
import { putMonthInput } from './input/put-month-input.ts';
import { putOpeningBalance } from './input/put-opening-balance.ts';
import { putSpecialDeduction } from './input/put-special-deduction.ts';
import { reviewInput } from './input/review-input.ts';
import { submitInput } from './input/submit-input.ts';
import { lockRun } from './lock/lock-run.ts';
import { unlockRun } from './lock/unlock-run.ts';
import { closeRun } from './payment/close-run.ts';
import { fundRun } from './payment/fund-run.ts';
import { getRunFunding } from './payment/get-run-funding.ts';
import { getRunObligations } from './payment/get-run-obligations.ts';
import { getRunPayment } from './payment/get-run-payment.ts';
import { payHeldMembers } from './payment/pay-held-members.ts';
import { payRun } from './payment/pay-run.ts';
import { retryFailedMembers } from './payment/retry-failed-members.ts';
import { confirmOwnPayslip } from './payslip/confirm-own-payslip.ts';
import { confirmLinkedPayslip } from './payslip/confirm-linked-payslip.ts';
import { createPayslipLink } from './payslip/create-payslip-link.ts';
import { downloadLinkedPayslipOf } from './payslip/download-linked-payslip.ts';
import { explainLinkedPayslipLine } from './payslip/explain-linked-payslip-line.ts';
import { readLinkedPayslip } from './payslip/read-linked-payslip.ts';
import { downloadPayslipOf } from './payslip/download-payslip.ts';
import { downloadPayslipsOf } from './payslip/download-payslips.ts';
import { explainPayslipLine } from './payslip/explain-payslip-line.ts';
import { getPayslip } from './payslip/get-payslip.ts';
import { listOwnPayslips } from './payslip/list-own-payslips.ts';
import { listPayslipReleases } from './payslip/list-payslip-releases.ts';
import { readOwnPayslip } from './payslip/read-own-payslip.ts';
import { releasePayslips } from './payslip/release-payslips.ts';
import { withdrawPayslips } from './payslip/withdraw-payslips.ts';
import { listReceivables } from './receivable/list-receivables.ts';
import { settleReceivable } from './receivable/settle-receivable.ts';
import { cancelRun } from './run/cancel-run.ts';
import { createPayrollRun } from './run/create-payroll-run.ts';
import { getPayrollRun } from './run/get-payroll-run.ts';
import { holdMember } from './run/hold-member.ts';
import { listPayrollRuns } from './run/list-payroll-runs.ts';
import { listRunMembers } from './run/list-run-members.ts';
import { placeMember } from './run/place-member.ts';
import { releaseMember } from './run/release-member.ts';
import { getPayScheme } from './scheme/get-pay-scheme.ts';
import { putPayItem } from './scheme/put-pay-item.ts';
import { putPayScheme } from './scheme/put-pay-scheme.ts';
import { collectTaxpayers } from './taxpayer-registration/collect-taxpayers.ts';
import { generateTaxpayerSheet } from './taxpayer-registration/generate-taxpayer-sheet.ts';
import { listTaxpayers } from './taxpayer-registration/list-taxpayers.ts';
import { listPayTerms } from './term/list-pay-terms.ts';
import { putPayTerm } from './term/put-pay-term.ts';
import { removePayTerm } from './term/remove-pay-term.ts';
import { listWaiting } from './waiting/list-waiting.ts';
import { acceptReturnDifferences } from './withholding-return/accept-return-differences.ts';
import { attachReturnEvidence } from './withholding-return/attach-return-evidence.ts';
import { cancelWithholdingReturn } from './withholding-return/cancel-withholding-return.ts';
import { downloadReturnFile } from './withholding-return/download-return-file.ts';
import { getWithholdingReturn } from './withholding-return/get-withholding-return.ts';
import { listReturnLines } from './withholding-return/list-return-lines.ts';
import { listWithholdingReturns } from './withholding-return/list-withholding-returns.ts';
import { markReturnSent } from './withholding-return/mark-return-sent.ts';
import { openCorrectedReturn } from './withholding-return/open-corrected-return.ts';
import { openWithholdingReturn } from './withholding-return/open-withholding-return.ts';
import { recomputeWithholdingReturn } from './withholding-return/recompute-withholding-return.ts';
import { recordReturnResult } from './withholding-return/record-return-result.ts';
import { recordTaxPayment } from './withholding-return/record-tax-payment.ts';
import { revokeTaxPayment } from './withholding-return/revoke-tax-payment.ts';

export const routes: readonly Route[] = [
  route(contract.getPayScheme, getPayScheme),
  route(contract.putPayScheme, putPayScheme),
  route(contract.putPayItem, putPayItem),
  route(contract.listPayTerms, listPayTerms),
  route(contract.putPayTerm, putPayTerm),
  route(contract.removePayTerm, removePayTerm),
  route(contract.getInputBoard, getInputBoard),
  route(contract.submitInput, submitInput),
  route(contract.reviewInput, reviewInput),
  route(contract.listMonthInputs, listMonthInputs),
  route(contract.putMonthInput, putMonthInput),
  route(contract.listSpecialDeductions, listSpecialDeductions),
  route(contract.listOpeningBalances, listOpeningBalances),
  route(contract.putSpecialDeduction, putSpecialDeduction),
  route(contract.putOpeningBalance, putOpeningBalance),
  route(contract.createPayrollRun, createPayrollRun),
  route(contract.listPayrollRuns, listPayrollRuns),
  route(contract.getPayrollRun, getPayrollRun),
  route(contract.listRunMembers, listRunMembers),
  route(contract.placeMember, placeMember),
  route(contract.holdMember, holdMember),
  route(contract.releaseMember, releaseMember),
  route(contract.startCalculation, startCalculation),
  route(contract.getCalculation, getCalculation),
  route(contract.getPayslip, getPayslip),
  route(contract.explainPayslipLine, explainPayslipLine),
  route(contract.listFindings, listFindings),
  route(contract.acknowledgeFinding, acknowledgeFinding),
  route(contract.getRunComparison, getRunComparison),
  route(contract.submitRunForReview, submitRunForReview),
  route(contract.withdrawRun, withdrawRun),
  route(contract.approveRun, approveRun),
  route(contract.rejectRun, rejectRun),
  route(contract.uploadStampedConfirmation, uploadStampedConfirmation),
  route(contract.lockRun, lockRun),
  route(contract.unlockRun, unlockRun),
  route(contract.cancelRun, cancelRun),
  route(contract.closeRun, closeRun),
  route(contract.getRunFunding, getRunFunding),
  route(contract.fundRun, fundRun),
  route(contract.getRunObligations, getRunObligations),
  route(contract.recordContributionPayment, recordContributionPayment),
  route(contract.revokeContributionPayment, revokeContributionPayment),
  route(contract.payRun, payRun),
  route(contract.getRunPayment, getRunPayment),
  route(contract.payHeldMembers, payHeldMembers),
  route(contract.retryFailedMembers, retryFailedMembers),
  route(contract.listReceivables, listReceivables),
  route(contract.settleReceivable, settleReceivable),
  route(contract.releasePayslips, releasePayslips),
  route(contract.withdrawPayslips, withdrawPayslips),
  route(contract.listPayslipReleases, listPayslipReleases),
  route(contract.listOwnPayslips, listOwnPayslips),
  route(contract.readOwnPayslip, readOwnPayslip),
  route(contract.confirmOwnPayslip, confirmOwnPayslip),
  route(contract.createPayslipLink, createPayslipLink),
  route(contract.readLinkedPayslip, readLinkedPayslip),
  route(contract.explainLinkedPayslipLine, explainLinkedPayslipLine),
  route(contract.confirmLinkedPayslip, confirmLinkedPayslip),
  route(contract.downloadDeliverable, downloadDeliverable),
  route(contract.getRegisterColumns, getRegisterColumns),
  route(contract.putRegisterColumns, putRegisterColumns),
  route(contract.listTaxpayers, listTaxpayers),
  route(contract.collectTaxpayers, collectTaxpayers),
  route(contract.generateTaxpayerSheet, generateTaxpayerSheet),
  route(contract.listWithholdingReturns, listWithholdingReturns),
  route(contract.openWithholdingReturn, openWithholdingReturn),
  route(contract.getWithholdingReturn, getWithholdingReturn),
  route(contract.recomputeWithholdingReturn, recomputeWithholdingReturn),
  route(contract.listReturnLines, listReturnLines),
  route(contract.downloadReturnFile, downloadReturnFile),
  route(contract.acceptReturnDifferences, acceptReturnDifferences),
  route(contract.markReturnSent, markReturnSent),
  route(contract.recordReturnResult, recordReturnResult),
  route(contract.recordTaxPayment, recordTaxPayment),
  route(contract.revokeTaxPayment, revokeTaxPayment),
  route(contract.attachReturnEvidence, attachReturnEvidence),
  route(contract.openCorrectedReturn, openCorrectedReturn),
  route(contract.cancelWithholdingReturn, cancelWithholdingReturn),
  route(contract.listWaiting, listWaiting),
];

/** What prints: the server hands its printer in. */
export function printingRoutes(printer: Printer): readonly Route[] {
  return [
    route(contract.downloadPayslip, downloadPayslipOf(printer)),
    route(contract.downloadPayslips, downloadPayslipsOf(printer)),
    route(contract.downloadLinkedPayslip, downloadLinkedPayslipOf(printer)),
  ];
}
