import type { ReceiptUnmatched } from '@heyi/billing';
import type { PayOrdersSettled } from '@heyi/payments';
import type { EmploymentId } from '@heyi/people';
import { batchListener, listener } from '@heyi/platform';
import { reopenClaim } from './funds/claim/claim.store.ts';
import { tellFunds } from './funds/tell-funds.ts';
import type { FundsTold } from './funds/watch-funds.ts';
import { followOrders } from './withdrawal/follow-orders.ts';
import { followEmployments, followRoster } from './worker/follow-employments.ts';
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

type EmploymentNews = {
  readonly type: 'employment.started' | 'employment.ended';
  readonly payload: { readonly employmentId: EmploymentId };
};

const employmentsChanged = batchListener<EmploymentNews>({
  name: 'gig.follow_employments',
  types: ['employment.started', 'employment.ended'],
  run: (tx, news) =>
    followEmployments(
      tx,
      news.map(({ payload }) => payload.employmentId),
    ),
});

/** Of many sheets as of one: everybody is looked at. */
const rosterImported = batchListener<{ type: 'roster.imported'; payload: unknown }>({
  name: 'gig.follow_roster',
  types: ['roster.imported'],
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
  employmentsChanged,
  rosterImported,
  fundsChanged,
  receiptUnmatched,
];
