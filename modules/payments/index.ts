import { bankResultImport } from './file/import-bank-result.ts';

export { bankCallbackDoor } from './callback/bank-callback-door.ts';
export {
  applyReports,
  type CallbackOutcome,
  receiveBankCallback,
} from './callback/receive-bank-callback.ts';
export * from './channel/bank-channel.ts';
export { bankChannelOf, isStandInChannel, linkBankChannels } from './channel/bank-links.ts';
export { type Dispatcher, startDispatcher } from './dispatch/start-dispatcher.ts';
export { jobs } from './jobs.ts';
export {
  type PayOrderManual,
  type PayOrderReturned,
  type PayOrdersSettled,
} from './order/apply-findings.ts';
export {
  type CreatedPayOrders,
  createPayOrders,
  type NewPayOrders,
} from './order/create-pay-orders.ts';
export { type Backlog, backlogOf } from './order/backlog.ts';
export { cancelPayOrder } from './order/cancel-pay-order.ts';
export { isCancellable } from './order/pay-order.ts';
export { type LockedOrder, lockOrders } from './order/order.store.ts';
export { wakeDispatchersOf } from './order/create.store.ts';
export { openDayBatch, queueStream, type Stream, type StreamOrder } from './order/queue-stream.ts';
export { latestPayOrdersOf, type LatestPayOrder } from './order/latest-pay-orders.ts';
export { payProgressOf } from './order/get-pay-progress.ts';
export {
  type DispatchPolicy,
  dispatchPolicy,
  isAccountNumber,
  isBankCode,
  orderIdOf,
  type PayOrderState,
} from './order/pay-order.ts';
export { payerAccountsOf } from './payer-account/list-payer-assignments.ts';
export { type AskedBank, askBank } from './payer-account/ask-bank.ts';
export {
  findPayerAccount,
  findPayerAccountByNumber,
  listAccountsOfTenant,
  findPayerAccounts,
  keepForSandbox,
  lockPayerAccount,
  type PayerAccount,
} from './payer-account/payer-account.store.ts';
export {
  accountsWithoutStatement,
  takeStatementDays,
} from './payer-account/statement-day.store.ts';
export { linkedAccount } from './payer-account/refresh-payer-balance.ts';
export { type TroubledOrders, troubledOrders } from './order/troubled-orders.ts';
export { type Retry, retryPayOrders } from './order/retry-pay-order.ts';
export { routes } from './routes.ts';

export const importKinds = [bankResultImport];
