import { billingContract as contract } from '@heyi/contract';
import { route } from '@heyi/platform';
import { approveAdvance } from './advance/approve-advance.ts';
import { listAdvances } from './advance/list-advances.ts';
import { rejectAdvance } from './advance/reject-advance.ts';
import { repayAdvance } from './advance/repay-advance.ts';
import { requestAdvance } from './advance/request-advance.ts';
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
];
