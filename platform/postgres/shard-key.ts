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
