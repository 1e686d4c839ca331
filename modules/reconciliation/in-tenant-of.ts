import { shardKeyOf, type TenantId, type Transaction } from '@heyi/platform';

/** The transaction as one that writes in a tenant it sees: the holder of an account. */
export function inTenantOf(tx: Transaction, tenantId: TenantId): Transaction {
  const shardKey = shardKeyOf(tenantId);
  return { ...tx, tenantId, shardKey, tenantShardKey: shardKey };
}
