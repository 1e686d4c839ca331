import type { PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';

export type UnmatchedReceipts = {
  /** Whose account it arrived at. */
  readonly clientId: TenantId;
  readonly since: PlainDate;
  readonly count: number;
};

/** Money at the accounts of every visible tenant that nobody has. */
export async function unmatchedReceipts(tx: Transaction): Promise<UnmatchedReceipts[]> {
  return tx.sql<UnmatchedReceipts>`
    select tenant_id as "clientId", min(received_on) as since, count(*)::int as count
      from billing.receipt
     where client_tenant_id is null
     group by tenant_id`;
}
