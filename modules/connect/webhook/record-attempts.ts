import { addSeconds, type Id } from '@heyi/kernel';
import {
  type Host,
  inTransaction,
  plainArray,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import type { EndpointId } from './endpoint.store.ts';
import { type AttemptOutcome, spreadOf, stepAfter } from './webhook.ts';

export type AttemptRecord = {
  readonly tenantId: TenantId;
  readonly deliveryId: Id<'whd'>;
  readonly endpointId: EndpointId;
  /** Of the running schedule, this one among them. */
  readonly tries: number;
  readonly outcome: AttemptOutcome;
};

const actor = systemActor('webhooks');

/**
 * Writes what came of attempts: one transaction a tenant, three statements whatever their number. The
 * ids are named twice: a planner without statistics would else read every delivery of the tenant.
 */
export async function recordAttempts(host: Host, records: readonly AttemptRecord[]): Promise<void> {
  for (const [tenantId, own] of Map.groupBy(records, (record) => record.tenantId)) {
    const scope = { tenantIds: [tenantId], actor, requestId: 'webhooks' };
    await inTransaction(host, scope, (tx) => record(tx, own));
  }
}

async function record(tx: Transaction, records: readonly AttemptRecord[]): Promise<void> {
  const rows = records
    .toSorted((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1))
    .map(({ deliveryId, endpointId, tries, outcome }) => {
      const step = stepAfter(outcome, tries, spreadOf(deliveryId));
      const dueAt = step.state === 'waiting' ? addSeconds(tx.now, step.inSeconds) : null;
      return { deliveryId, endpointId, tries, step, dueAt, ...outcome };
    });
  await tx.sql`
    with came as (
      select * from unnest(${rows.map((row) => row.deliveryId)}::uuid[],
                           ${rows.map((row) => row.tries)}::int[],
                           ${rows.map((row) => row.step.state)}::text[],
                           ${rows.map((row) => row.dueAt)}::timestamptz[],
                           ${rows.map((row) => row.status)}::int[],
                           ${rows.map((row) => row.error)}::text[],
                           ${rows.map((row) => row.tookMs)}::int[])
               as c (id, tries, state, due_at, status, error, took_ms)),
    done as (
      update connect.webhook_delivery d
         set state = c.state, tries = c.tries, attempts = d.attempts + 1, due_at = c.due_at,
             status = c.status, error = c.error, took_ms = c.took_ms, attempted_at = ${tx.now}
        from came c
       where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
         and d.id = any(${plainArray(rows.map((row) => row.deliveryId))}::uuid[]) and d.id = c.id
         and d.state = 'waiting'
      returning d.id, d.attempts, c.status, c.error, c.took_ms)
    insert into connect.webhook_attempt (shard_key, tenant_id, delivery_id, number, at, status,
                                         error, took_ms)
    select ${tx.shardKey}, ${tx.tenantId}, id, attempts, ${tx.now}::timestamptz, status, error,
           took_ms
      from done`;
  await disableEndpoints(tx, rows);
}

async function disableEndpoints(
  tx: Transaction,
  rows: readonly { endpointId: EndpointId; step: ReturnType<typeof stepAfter> }[],
): Promise<void> {
  const reasons = new Map<EndpointId, 'gone' | 'gave_up'>();
  for (const { endpointId, step } of rows) {
    if (step.state === 'failed') reasons.set(endpointId, step.disable);
  }
  if (reasons.size === 0) return;
  await tx.sql`
    update connect.webhook_endpoint e
       set state = 'disabled', disabled_reason = r.reason
      from unnest(${[...reasons.keys()]}::uuid[], ${[...reasons.values()]}::text[])
           as r (id, reason)
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.id = r.id
       and e.state = 'active'`;
}
