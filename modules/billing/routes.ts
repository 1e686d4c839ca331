import { billingContract as contract, clientBillContract as bills } from '@heyi/contract';
import { type Printer, type Route, route } from '@heyi/platform';
import { approveAdvance } from './advance/approve-advance.ts';
import { listAdvances } from './advance/list-advances.ts';
import { rejectAdvance } from './advance/reject-advance.ts';
import { repayAdvance } from './advance/repay-advance.ts';
import { requestAdvance } from './advance/request-advance.ts';
import { confirmClientBill } from './client-bill/confirm-client-bill.ts';
import { disputeClientBillLine } from './client-bill/dispute-client-bill-line.ts';
import { drawUpClientBill } from './client-bill/draw-up-client-bill.ts';
import { getClientBill } from './client-bill/get-client-bill.ts';
import { getClientBillTerms } from './client-bill/get-client-bill-terms.ts';
import { listBillDrawings } from './bill-drawing/list-bill-drawings.ts';
import { listClientBillLines } from './client-bill/list-client-bill-lines.ts';
import { listClientBills } from './client-bill/list-client-bills.ts';
import { matchClientBill } from './client-bill/match-client-bill.ts';
import { setClientBillTerms } from './client-bill/set-client-bill-terms.ts';
import { settleClientBillDispute } from './client-bill/settle-client-bill-dispute.ts';
import { undoClientBillMatch } from './client-bill/undo-client-bill-match.ts';
import { withdrawClientBill } from './client-bill/withdraw-client-bill.ts';
import { downloadClientBillOf } from './client-bill/download-client-bill.ts';
import { getFunding } from './funding/get-funding.ts';
import { listReceipts } from './receipt/list-receipts.ts';
import { listUnmatchedReceipts } from './receipt/list-unmatched-receipts.ts';
import { matchReceipt } from './receipt/match-receipt.ts';
import { recordReceipt } from './receipt/record-receipt.ts';
import { unmatchReceipt } from './receipt/unmatch-receipt.ts';

export const routes = [
  route(contract.recordReceipt, recordReceipt),
  route(contract.listReceipts, listReceipts),
  route(contract.listUnmatchedReceipts, listUnmatchedReceipts),
  route(contract.matchReceipt, matchReceipt),
  route(contract.unmatchReceipt, unmatchReceipt),
  route(contract.requestAdvance, requestAdvance),
  route(contract.approveAdvance, approveAdvance),
  route(contract.rejectAdvance, rejectAdvance),
  route(contract.repayAdvance, repayAdvance),
  route(contract.listAdvances, listAdvances),
  route(contract.getFunding, getFunding),
  route(bills.getClientBillTerms, getClientBillTerms),
  route(bills.setClientBillTerms, setClientBillTerms),
  route(bills.drawUpClientBill, drawUpClientBill),
  route(bills.listClientBills, listClientBills),
  route(bills.getClientBill, getClientBill),
  route(bills.listClientBillLines, listClientBillLines),
  route(bills.withdrawClientBill, withdrawClientBill),
  route(bills.confirmClientBill, confirmClientBill),
  route(bills.matchClientBill, matchClientBill),
  route(bills.undoClientBillMatch, undoClientBillMatch),
  route(bills.listBillDrawings, listBillDrawings),
  route(bills.disputeClientBillLine, disputeClientBillLine),
  route(bills.settleClientBillDispute, settleClientBillDispute),
];

/** What prints: the server hands its printer in. */
export function printingRoutes(printer: Printer): readonly Route[] {
  return [route(bills.downloadClientBill, downloadClientBillOf(printer))];
}
