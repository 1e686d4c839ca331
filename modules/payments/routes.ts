import { paymentsContract as contract } from '@heyi/contract';
import { route } from '@heyi/platform';
import { downloadInstructionFile } from './file/download-instruction-file.ts';
import { releaseInstructionFile } from './file/release-instruction-file.ts';
import { cancelPayOrder } from './order/cancel-pay-order.ts';
import { getPayOrder } from './order/get-pay-order.ts';
import { holdPayOrder } from './order/hold-pay-order.ts';
import { getPayProgress } from './order/get-pay-progress.ts';
import { listPayBatches } from './order/list-pay-batches.ts';
import { listPayOrders } from './order/list-pay-orders.ts';
import { markPayOrderManual } from './order/mark-pay-order-manual.ts';
import { proposePayOrderOutcome } from './order/propose-pay-order-outcome.ts';
import { releasePayOrder } from './order/release-pay-order.ts';
import { retryPayOrder } from './order/retry-pay-order.ts';
import { settlePayOrder } from './order/settle-pay-order.ts';
import { withdrawPayOrderProposal } from './order/withdraw-pay-order-proposal.ts';
import { getAskPolicy } from './policy/get-ask-policy.ts';
import { putAskPolicy } from './policy/put-ask-policy.ts';
import { assignPayerAccount } from './payer-account/assign-payer-account.ts';
import { createPayerAccount } from './payer-account/create-payer-account.ts';
import { listPayChannels } from './payer-account/list-pay-channels.ts';
import { listPayerAccounts } from './payer-account/list-payer-accounts.ts';
import { listPayerAssignments } from './payer-account/list-payer-assignments.ts';
import { refreshPayerBalance } from './payer-account/refresh-payer-balance.ts';
import { updatePayerAccount } from './payer-account/update-payer-account.ts';

export const routes = [
  route(contract.createPayerAccount, createPayerAccount),
  route(contract.updatePayerAccount, updatePayerAccount),
  route(contract.listPayChannels, listPayChannels),
  route(contract.listPayerAccounts, listPayerAccounts),
  route(contract.assignPayerAccount, assignPayerAccount),
  route(contract.listPayerAssignments, listPayerAssignments),
  route(contract.refreshPayerBalance, refreshPayerBalance),
  route(contract.listPayBatches, listPayBatches),
  route(contract.getPayProgress, getPayProgress),
  route(contract.listPayOrders, listPayOrders),
  route(contract.getPayOrder, getPayOrder),
  route(contract.retryPayOrder, retryPayOrder),
  route(contract.holdPayOrder, holdPayOrder),
  route(contract.releasePayOrder, releasePayOrder),
  route(contract.cancelPayOrder, cancelPayOrder),
  route(contract.markPayOrderManual, markPayOrderManual),
  route(contract.proposePayOrderOutcome, proposePayOrderOutcome),
  route(contract.withdrawPayOrderProposal, withdrawPayOrderProposal),
  route(contract.settlePayOrder, settlePayOrder),
  route(contract.getAskPolicy, getAskPolicy),
  route(contract.putAskPolicy, putAskPolicy),
  route(contract.releaseInstructionFile, releaseInstructionFile),
  route(contract.downloadInstructionFile, downloadInstructionFile),
];
