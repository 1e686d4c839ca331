import {
  type Host,
  inTransaction,
  publish,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import type { ThreadId } from './thread.store.ts';

const clock = systemActor('回复时限提醒');

/**
 * Tells operations of threads whose answer the specialist owes and whose time has passed: once, until
 * somebody else's turn comes. Answers how many were told.
 */
export async function watchThreads(host: Host): Promise<number> {
  const found = await host.pool.query<{ tenant_id: TenantId }>(
    'select tenant_id from messages.tenants_with_late_threads($1)',
    [host.clock.now()],
  );
  let told = 0;
  for (const { tenant_id: tenantId } of found.rows) {
    const scope = { tenantIds: [tenantId], actor: clock, requestId: 'threads' };
    told += await inTransaction(host, scope, escalateThreads);
  }
  return told;
}

async function escalateThreads(tx: Transaction): Promise<number> {
  const late = await tx.sql<{ id: ThreadId }>`
    update messages.thread set escalated_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and waited_for = 'specialist' and due_at < ${tx.now} and escalated_at is null
    returning id`;
  if (late.length === 0) return 0;
  const threadIds = late.map(({ id }) => id);
  await publish(tx, { type: 'threads.escalated', payload: { threadIds } });
  return late.length;
}
