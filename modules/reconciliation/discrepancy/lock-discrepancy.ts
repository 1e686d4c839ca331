import type { reconciliationContract as contract } from '@heyi/contract';
import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

type State = (typeof contract.discrepancyStates)[number];

/** Locks a case of the tenant and answers its state; null when there is none. */
export async function lockDiscrepancy(tx: Transaction, id: Id<'dsc'>): Promise<State | null> {
  await tx.sql`
    select from reconciliation.discrepancy
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       for update`;
  const [row] = await tx.sql<{ state: State }>`
    select state from reconciliation.discrepancy
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return row?.state ?? null;
}
