import type { PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { PayOrderState } from './pay-order.ts';

/** States in which nothing more happens by itself. */
type Troubled = Extract<PayOrderState, 'failed' | 'returned' | 'unknown' | 'manual'>;

export type TroubledOrders = {
  readonly clientId: TenantId;
  readonly state: Troubled;
  /** The day in Shanghai on which the oldest of them was made. */
  readonly since: PlainDate;
  readonly count: number;
};

/**
 * The newest attempts, of every visible client, that a person has to look at. Orders of withdrawals,
 * the only ones of a sandbox, are not among them: what fails or comes back is withdrawable by itself.
 */
export async function troubledOrders(tx: Transaction): Promise<TroubledOrders[]> {
  return tx.sql<TroubledOrders>`
    select tenant_id as "clientId", state, count(*)::int as count,
           (min(created_at) at time zone 'Asia/Shanghai')::date as since
      from payments.pay_order
     where state in ('failed', 'returned', 'unknown', 'manual') and replaced_by_id is null
       and subject_kind <> 'withdrawal'
     group by tenant_id, state`;
}
