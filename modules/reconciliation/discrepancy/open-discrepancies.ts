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

/**
 * Cases that touch the transaction's tenant: at its own accounts, and about its books at accounts of the
 * provider. The transaction sees the house.
 */
export async function countDiscrepanciesOfClient(tx: Transaction): Promise<number> {
  const [row] = await tx.sql<{ count: number }>`
    select count(*)::int as count
      from reconciliation.discrepancy
     where (shard_key, tenant_id) in ((${tx.shardKey}, ${tx.tenantId}),
                                      (${tx.houseShardKey}, ${tx.houseId}))
       and state <> 'resolved' and ${tx.tenantId} in (tenant_id, book_tenant_id)`;
  return row!.count;
}
