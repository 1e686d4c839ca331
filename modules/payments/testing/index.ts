export * from './decisions.ts';
export { referenceOf } from '../order/pay-order.ts';
export { retryPayOrder } from '../order/retry-pay-order.ts';
export { type LyingBank, openLyingBank } from './lying-bank.ts';
export * from './pay-world.ts';
