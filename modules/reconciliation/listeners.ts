import type { PayOrderManual } from '@heyi/payments';
import { listener } from '@heyi/platform';
import { openOrderCase } from './discrepancy/open-order-cases.ts';

const payOrderManual = listener<{ type: 'pay_order.manual'; payload: PayOrderManual }>({
  name: 'reconciliation.open_order_case',
  type: 'pay_order.manual',
  run: openOrderCase,
});

export const listeners = [payOrderManual];
