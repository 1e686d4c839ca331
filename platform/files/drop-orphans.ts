import { addSeconds, machineTime } from '@heyi/kernel';
import { systemActor } from '../actor.ts';
import type { Host } from '../host.ts';
import { inTransaction, type TenantId, type Transaction } from '../postgres/transaction.ts';

const daySeconds = 86_400;

/**
 * Drops file contents that no row names: the transaction that stored them was rolled back. Only those
 * older than a day, because a content is written before its row is committed; and only those of
 * tenants that this database knows, because a folder given by mistake is not ours to clean.
 * Answers how many were dropped. Once an hour is enough.
 */
export async function dropOrphans(host: Host): Promise<number> {
  const tenants = await host.pool.query<{ id: TenantId }>('select id from platform.tenant');
  const before = addSeconds(machineTime(host.clock, host.clock.now()), -daySeconds);
  let dropped = 0;
  for (const { id: tenantId } of tenants.rows) {
    const names = await host.fileStore.namesBefore(tenantId, before);
    if (names.length === 0) continue;
    const scope = { tenantIds: [tenantId], actor: systemActor('files'), requestId: 'files' };
    const kept = await inTransaction(host, scope, (tx) => namesInUse(tx, names));
    for (const name of names.filter((candidate) => !kept.has(candidate))) {
      await host.fileStore.remove(`${tenantId}/${name}`);
      dropped += 1;
    }
  }
  return dropped;
}

async function namesInUse(tx: Transaction, names: readonly string[]): Promise<Set<string>> {
  const rows = await tx.sql<{ id: string }>`
    select id from platform.file
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id::text = any (${names})`;
  return new Set(rows.map(({ id }) => id));
}
