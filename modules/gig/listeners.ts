import type { PayOrdersSettled } from '@heyi/payments';
import { listener } from '@heyi/platform';
import { followOrders } from './withdrawal/follow-orders.ts';
import { freezeAccounts } from './worker/freeze-accounts.ts';

const payOrdersSettled = listener<{ type: 'pay_orders.settled'; payload: PayOrdersSettled }>({
  name: 'gig.follow_pay_orders',
  type: 'pay_orders.settled',
  run: followOrders,
});

const accountsFrozen = listener<{ type: 'pay_orders.settled'; payload: PayOrdersSettled }>({
  name: 'gig.freeze_accounts',
  type: 'pay_orders.settled',
  run: freezeAccounts,
});

export const listeners = [payOrdersSettled, accountsFrozen];
