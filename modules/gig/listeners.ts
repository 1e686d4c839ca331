import type { PayOrdersSettled } from '@heyi/payments';
import { listener } from '@heyi/platform';
import { followOrders } from './withdrawal/follow-orders.ts';

const payOrdersSettled = listener<{ type: 'pay_orders.settled'; payload: PayOrdersSettled }>({
  name: 'gig.follow_pay_orders',
  type: 'pay_orders.settled',
  run: followOrders,
});

export const listeners = [payOrdersSettled];
