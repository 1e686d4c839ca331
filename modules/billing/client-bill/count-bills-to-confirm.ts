import type { PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';

type BillsToConfirm = {
  readonly clientId: TenantId;
  readonly count: number;
  readonly dueOn: PlainDate | null;
};

/** Estimates that wait for the word of each client, as the list shows them by this state. */
export async function countBillsToConfirm(tx: Transaction): Promise<BillsToConfirm[]> {
  return tx.sql<BillsToConfirm>`
    select tenant_id as "clientId", count(*)::int as count, min(due_on) as "dueOn"
      from billing.client_bill
     where state = 'estimate'
     group by tenant_id`;
}
