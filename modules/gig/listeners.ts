import type { ReceiptUnmatched } from '@heyi/billing';
import type { Id } from '@heyi/kernel';
import type { PayOrdersSettled } from '@heyi/payments';
import { listener } from '@heyi/platform';
import { reopenClaim } from './funds/claim/claim.store.ts';
import { tellFunds } from './funds/tell-funds.ts';
import type { FundsTold } from './funds/watch-funds.ts';
import { followOrders } from './withdrawal/follow-orders.ts';
import { followEmployment, followRoster } from './worker/follow-employments.ts';
import { refuseAccounts } from './worker/refuse-account.ts';

const payOrdersSettled = listener<{ type: 'pay_orders.settled'; payload: PayOrdersSettled }>({
  name: 'gig.follow_pay_orders',
  type: 'pay_orders.settled',
  run: followOrders,
});

const accountsRefused = listener<{ type: 'pay_orders.settled'; payload: PayOrdersSettled }>({
  name: 'gig.refuse_accounts',
  type: 'pay_orders.settled',
  run: refuseAccounts,
});

function followsEmployment(type: 'employment.started' | 'employment.ended') {
  return listener<{ type: string; payload: { employmentId: Id<'emp'> } }>({
    name: `gig.follow_${type.replace('.', '_')}`,
    type,
    run: followEmployment,
  });
}

const rosterImported = listener<{ type: 'roster.imported'; payload: unknown }>({
  name: 'gig.follow_roster',
  type: 'roster.imported',
  run: followRoster,
});

const fundsChanged = listener<{ type: 'program.funds_changed'; payload: FundsTold }>({
  name: 'gig.tell_funds',
  type: 'program.funds_changed',
  run: tellFunds,
});

const receiptUnmatched = listener<{ type: 'receipt.unmatched'; payload: ReceiptUnmatched }>({
  name: 'gig.reopen_claim',
  type: 'receipt.unmatched',
  run: (tx, { receiptId }) => reopenClaim(tx, receiptId),
});

export const listeners = [
  payOrdersSettled,
  accountsRefused,
  followsEmployment('employment.started'),
  followsEmployment('employment.ended'),
  rosterImported,
  fundsChanged,
  receiptUnmatched,
];
