/** The decisions about orders without their SQL: what a simulation plays on a store in memory. */
export {
  accountOfPosition,
  decide,
  dispatchPolicy,
  type Finding,
  isCancellable,
  type OrderChange,
  type OrderFacts,
  type PayOrderState,
  positionOf,
} from '../order/pay-order.ts';
export type { TransferReport, TransferState } from '../channel/bank-channel.ts';
export { claimOrders } from '../dispatch/claim.store.ts';
