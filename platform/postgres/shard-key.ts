/**
 * The distribution column: a 31-bit hash of the tenant (of app and worker for gig). It is stored, so
 * this function must never change.
 */
export function shardKeyOf(tenantId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < tenantId.length; index += 1) {
    hash = Math.imul(hash ^ tenantId.charCodeAt(index), 0x01000193);
  }
  return hash >>> 1;
}

/**
 * The shard key of one stripe of a tenant. A stripe is a complete set of books: its own accounts,
 * orders and balances, so that a tenant with much traffic has no row that everybody waits for.
 */
export function stripeKeyOf(tenantId: string, stripe: number): number {
  return shardKeyOf(`${tenantId}/${stripe}`);
}
