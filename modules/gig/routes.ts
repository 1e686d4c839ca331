import {
  gigAdmissionContract as admission,
  gigFlowContract as flow,
  gigFundsContract as funds,
  gigIncomeContract as income,
  gigPageContract as page,
  gigProgramContract as program,
  gigWithdrawalContract as withdrawal,
  gigTaxContract as tax,
  gigWorkerContract as worker,
} from '@heyi/contract';
import { type DirectRoute, type Printer, type Route, route } from '@heyi/platform';
import { listAgreementTexts } from './agreement/list-agreement-texts.ts';
import { publishAgreementText } from './agreement/publish-agreement-text.ts';
import { signWorkerAgreement } from './agreement/sign-worker-agreement.ts';
import { cancelPayoutBatch } from './batch-pay/cancel-payout-batch.ts';
import { confirmPayoutBatch } from './batch-pay/confirm-payout-batch.ts';
import { createPayoutBatch } from './batch-pay/create-payout-batch.ts';
import { createPayout } from './batch-pay/create-payout.ts';
import { getPayoutBatch } from './batch-pay/get-payout-batch.ts';
import { listPayoutBatches } from './batch-pay/list-payout-batches.ts';
import { readPayoutBatch } from './batch-pay/read-payout-batch.ts';
import { addBlockEntry } from './block-list/add-block-entry.ts';
import { listBlockEntries } from './block-list/list-block-entries.ts';
import { removeBlockEntry } from './block-list/remove-block-entry.ts';
import { listIncomeLines } from './income/list-income-lines.ts';
import { readIncomeLine } from './income/read-income-line.ts';
import { reportIncomeLines } from './income/report-income-lines.ts';
import { createWorkerPageLink } from './page/create-worker-page-link.ts';
import { downloadOwnStatementOf } from './page/download-own-statement.ts';
import { getOwnAccount } from './page/get-own-account.ts';
import { getOwnBalance } from './page/get-own-balance.ts';
import { getOwnWithdrawal } from './page/get-own-withdrawal.ts';
import { listOwnMonths } from './page/list-own-months.ts';
import { listOwnWithdrawals } from './page/list-own-withdrawals.ts';
import { revokeWorkerPageLink } from './page/revoke-worker-page-link.ts';
import { tryOwnWithdrawal } from './page/try-own-withdrawal.ts';
import { pageDirectRoutes } from './page/withdraw-own.ts';
import { getAdmissionSettings } from './settings/get-admission-settings.ts';
import { putAdmissionSettings } from './settings/put-admission-settings.ts';
import { downloadWorkerStatementOf } from './statement/download-worker-statement.ts';
import { readWorkerStatementOf } from './statement/read-worker-statement.ts';
import { cancelGigReturn } from './tax/cancel-gig-return.ts';
import { chooseVatReading } from './tax/choose-vat-reading.ts';
import { correctGigReturn } from './tax/correct-gig-return.ts';
import { declareGigReturn } from './tax/declare-gig-return.ts';
import { downloadGigReturnSheet } from './tax/download-gig-return-sheet.ts';
import { downloadQuarterReport } from './tax/download-quarter-report.ts';
import { generateGigReturn } from './tax/generate-gig-return.ts';
import { getGigReturn } from './tax/get-gig-return.ts';
import { listGauges } from './tax/list-gauges.ts';
import { listGigReturns } from './tax/list-gig-returns.ts';
import { listVatReadings } from './tax/list-vat-readings.ts';
import { createProgram } from './program/create-program.ts';
import { getProgramFunds } from './program/get-program-funds.ts';
import { listPrograms } from './program/list-programs.ts';
import { updateProgram } from './program/update-program.ts';
import { cancelTopUpClaim } from './funds/claim/cancel-top-up-claim.ts';
import { claimTopUp } from './funds/claim/claim-top-up.ts';
import { confirmTopUpClaim } from './funds/claim/confirm-top-up-claim.ts';
import { listClaimReceipts } from './funds/claim/list-claim-receipts.ts';
import { listTopUpClaims } from './funds/claim/list-top-up-claims.ts';
import { readTopUp } from './funds/claim/read-top-up.ts';
import { refuseTopUpClaim } from './funds/claim/refuse-top-up-claim.ts';
import { reportTopUp } from './funds/claim/report-top-up.ts';
import { listFundsWarnings } from './funds/list-funds-warnings.ts';
import { readFunds } from './funds/read-funds.ts';
import { getWithdrawalFlow } from './flow/get-withdrawal-flow.ts';
import { listWithdrawalProofs } from './proof/list-withdrawal-proofs.ts';
import { startWithdrawalProof } from './proof/start-withdrawal-proof.ts';
import { confirmSettlementSheet } from './settlement/confirm-settlement-sheet.ts';
import { downloadSettlementSheetOf } from './settlement/download-settlement-sheet.ts';
import { generateSettlementSheet } from './settlement/generate-settlement-sheet.ts';
import { listSettlementSheets } from './settlement/list-settlement-sheets.ts';
import { readSettlementSheets } from './settlement/read-settlement-sheets.ts';
import { recordSettlementInvoice } from './settlement/record-settlement-invoice.ts';
import { requestSettlementInvoice } from './settlement/request-settlement-invoice.ts';
import { getWithdrawal } from './withdrawal/get-withdrawal.ts';
import { readBalancesRoute } from './balance/serve-balances.ts';
import { cancelWithdrawal } from './withdrawal/cancel-withdrawal.ts';
import { listWithdrawals } from './withdrawal/list-withdrawals.ts';
import { readWithdrawal } from './withdrawal/read-withdrawal.ts';
import { readWithdrawals } from './withdrawal/read-withdrawals.ts';
import { payWithdrawalAgain } from './withdrawal/pay-withdrawal-again.ts';
import { proveWithdrawals } from './withdrawal/prove-withdrawals.ts';
import { tryWithdrawal } from './withdrawal/try-withdrawal.ts';
import { withdrawRoute } from './withdrawal/withdraw.ts';
import { checkWorker } from './worker/check-worker.ts';
import { getWorker } from './worker/get-worker.ts';
import { leaveWorker } from './worker/leave-worker.ts';
import { listWorkers } from './worker/list-workers.ts';
import { readWorker } from './worker/read-worker.ts';
import { registerWorker } from './worker/register-worker.ts';
import { registerWorkers } from './worker/register-workers.ts';
import { resumeWorker } from './worker/resume-worker.ts';
import { changeWorkerAccount } from './worker/change-worker-account.ts';
import { setWorkerAccount } from './worker/set-worker-account.ts';
import { suspendWorker } from './worker/suspend-worker.ts';

export const routes: readonly Route[] = [
  route(worker.registerWorker, registerWorker),
  route(worker.registerWorkers, registerWorkers),
  route(worker.listWorkers, listWorkers),
  route(worker.getWorker, getWorker),
  route(worker.readWorker, readWorker),
  route(worker.setWorkerAccount, setWorkerAccount),
  route(worker.changeWorkerAccount, changeWorkerAccount),
  route(worker.signWorkerAgreement, signWorkerAgreement),
  route(worker.checkWorker, checkWorker),
  route(worker.suspendWorker, suspendWorker),
  route(worker.resumeWorker, resumeWorker),
  route(worker.leaveWorker, leaveWorker),
  route(admission.listBlockEntries, listBlockEntries),
  route(admission.addBlockEntry, addBlockEntry),
  route(admission.removeBlockEntry, removeBlockEntry),
  route(admission.listAgreementTexts, listAgreementTexts),
  route(admission.publishAgreementText, publishAgreementText),
  route(admission.getAdmissionSettings, getAdmissionSettings),
  route(admission.putAdmissionSettings, putAdmissionSettings),
  route(income.reportIncomeLines, reportIncomeLines),
  route(income.readIncomeLine, readIncomeLine),
  route(income.listIncomeLines, listIncomeLines),
  route(tax.listVatReadings, listVatReadings),
  route(tax.chooseVatReading, chooseVatReading),
  route(income.createPayout, createPayout),
  route(income.createPayoutBatch, createPayoutBatch),
  route(income.confirmPayoutBatch, confirmPayoutBatch),
  route(income.cancelPayoutBatch, cancelPayoutBatch),
  route(income.readPayoutBatch, readPayoutBatch),
  route(income.listPayoutBatches, listPayoutBatches),
  route(income.getPayoutBatch, getPayoutBatch),
  route(tax.listGauges, listGauges),
  route(tax.listGigReturns, listGigReturns),
  route(tax.generateGigReturn, generateGigReturn),
  route(tax.getGigReturn, getGigReturn),
  route(tax.downloadGigReturnSheet, downloadGigReturnSheet),
  route(tax.declareGigReturn, declareGigReturn),
  route(tax.cancelGigReturn, cancelGigReturn),
  route(tax.correctGigReturn, correctGigReturn),
  route(tax.downloadQuarterReport, downloadQuarterReport),
  route(program.createProgram, createProgram),
  route(program.updateProgram, updateProgram),
  route(program.listPrograms, listPrograms),
  route(program.getProgramFunds, getProgramFunds),
  route(withdrawal.tryWithdrawal, tryWithdrawal),
  route(withdrawal.readWithdrawal, readWithdrawal),
  route(withdrawal.readWithdrawals, readWithdrawals),
  route(withdrawal.cancelWithdrawal, cancelWithdrawal),
  route(withdrawal.listWithdrawals, listWithdrawals),
  route(withdrawal.payWithdrawalAgain, payWithdrawalAgain),
  route(withdrawal.proveWithdrawals, proveWithdrawals),
  route(funds.claimTopUp, claimTopUp),
  route(funds.listTopUpClaims, listTopUpClaims),
  route(funds.listClaimReceipts, listClaimReceipts),
  route(funds.confirmTopUpClaim, confirmTopUpClaim),
  route(funds.refuseTopUpClaim, refuseTopUpClaim),
  route(funds.cancelTopUpClaim, cancelTopUpClaim),
  route(funds.reportTopUp, reportTopUp),
  route(funds.readTopUp, readTopUp),
  route(funds.readFunds, readFunds),
  route(funds.listFundsWarnings, listFundsWarnings),
  route(funds.generateSettlementSheet, generateSettlementSheet),
  route(funds.listSettlementSheets, listSettlementSheets),
  route(funds.confirmSettlementSheet, confirmSettlementSheet),
  route(funds.requestSettlementInvoice, requestSettlementInvoice),
  route(funds.recordSettlementInvoice, recordSettlementInvoice),
  route(funds.readSettlementSheets, readSettlementSheets),
  route(flow.getWithdrawalFlow, getWithdrawalFlow),
  route(flow.getWithdrawal, getWithdrawal),
  route(flow.startWithdrawalProof, startWithdrawalProof),
  route(flow.listWithdrawalProofs, listWithdrawalProofs),
  route(page.createWorkerPageLink, createWorkerPageLink),
  route(page.revokeWorkerPageLink, revokeWorkerPageLink),
  route(page.getOwnBalance, getOwnBalance),
  route(page.tryOwnWithdrawal, tryOwnWithdrawal),
  route(page.listOwnWithdrawals, listOwnWithdrawals),
  route(page.getOwnWithdrawal, getOwnWithdrawal),
  route(page.listOwnMonths, listOwnMonths),
  route(page.getOwnAccount, getOwnAccount),
];

/** What gathers requests into batches: withdrawals of apps and of the phone, reads of balances. */
export const directRoutes: readonly DirectRoute[] = [
  withdrawRoute,
  readBalancesRoute,
  ...pageDirectRoutes,
];

/** What prints: the server hands its printer in. */
export function printingRoutes(printer: Printer): readonly Route[] {
  return [
    route(tax.downloadWorkerStatement, downloadWorkerStatementOf(printer)),
    route(tax.readWorkerStatement, readWorkerStatementOf(printer)),
    route(funds.downloadSettlementSheet, downloadSettlementSheetOf(printer)),
    route(page.downloadOwnStatement, downloadOwnStatementOf(printer)),
  ];
}
