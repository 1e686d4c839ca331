export * from './decisions.ts';
export { referenceOf } from '../order/pay-order.ts';
export { getPayOrder } from '../order/get-pay-order.ts';
export { markPayOrderManual } from '../order/mark-pay-order-manual.ts';
export { proposePayOrderOutcome } from '../order/propose-pay-order-outcome.ts';
export { retryPayOrder } from '../order/retry-pay-order.ts';
export { settlePayOrder } from '../order/settle-pay-order.ts';
export { type LyingBank, openLyingBank } from './lying-bank.ts';
export * from './pay-world.ts';
