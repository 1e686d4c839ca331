import type { PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';

export type OpenDiscrepancies = {
  /** Whose account it is about. */
  readonly clientId: TenantId;
  readonly since: PlainDate;
  readonly count: number;
};

/** What nobody has resolved, at the accounts of every visible tenant. */
export async function openDiscrepancies(tx: Transaction): Promise<OpenDiscrepancies[]> {
  return tx.sql<OpenDiscrepancies>`
    select tenant_id as "clientId", min(arisen_on) as since, count(*)::int as count
      from reconciliation.discrepancy
     where state <> 'resolved'
     group by tenant_id`;
}
