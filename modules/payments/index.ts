export * from './channel/bank-channel.ts';
export { bankChannelOf, linkBankChannels } from './channel/bank-links.ts';
export { type Dispatcher, startDispatcher } from './dispatch/start-dispatcher.ts';
export { type PayOrderReturned, type PayOrdersSettled } from './order/apply-findings.ts';
export {
  type CreatedPayOrders,
  createPayOrders,
  type NewPayOrders,
} from './order/create-pay-orders.ts';
export { type DispatchPolicy, dispatchPolicy, type PayOrderState } from './order/pay-order.ts';
export { payerAccountsOf } from './payer-account/list-payer-assignments.ts';
export {
  findPayerAccount,
  findPayerAccounts,
  type PayerAccount,
} from './payer-account/payer-account.store.ts';
