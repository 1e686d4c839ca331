import { type Actor, systemActor } from '../actor.ts';
import type { Host } from '../host.ts';
import { inTransaction, type TenantId, type Transaction } from '../postgres/transaction.ts';
import { pressureOf } from '../pressure/pressure.ts';
import type { Event } from './publish.ts';

/**
 * A module's reaction to news of another. It runs in a transaction of its own with the mark that
 * the news was delivered, so its effect happens exactly once.
 */
export type Listener = {
  readonly name: string;
  readonly type: string;
  readonly run: (tx: Transaction, payload: never) => Promise<void>;
};

export function listener<E extends Event>(definition: {
  name: string;
  type: E['type'];
  run: (tx: Transaction, payload: E['payload']) => Promise<void>;
}): Listener {
  return definition;
}

const eventActor: Actor = systemActor('events');

const deliveryLockClass = 4_727_006;

/**
 * Delivers every waiting event once, oldest first in each tenant; answers how many. A listener that
 * throws holds up its own tenant only; the first fault is thrown when every tenant had its turn.
 * Rests between two events while people wait for answers.
 */
export async function deliverEvents(
  host: Host,
  listeners: readonly Listener[],
  isMine: (tenantId: TenantId) => boolean = () => true,
): Promise<number> {
  const waiting = await host.pool.query<{ tenant_id: TenantId }>(
    'select tenant_id from platform.tenants_with_waiting_events()',
  );
  const faults: unknown[] = [];
  let delivered = 0;
  for (const { tenant_id: tenantId } of waiting.rows) {
    if (!isMine(tenantId)) continue;
    try {
      for (;;) {
        await pressureOf(host).rest();
        if (!(await deliverNext(host, listeners, tenantId))) break;
        delivered += 1;
      }
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
  return delivered;
}

async function deliverNext(
  host: Host,
  listeners: readonly Listener[],
  tenantId: TenantId,
): Promise<boolean> {
  const tenantIds = [...new Set([tenantId, host.houseId])];
  const scope = { tenantIds, actor: eventActor, requestId: 'events' };
  return inTransaction(host, scope, async (tx) => {
    // One deliverer a tenant: two would overtake each other.
    const [lock] = await tx.sql<{ held: boolean }>`
      select pg_try_advisory_xact_lock(${deliveryLockClass}, ${tx.shardKey}) as held`;
    if (!lock!.held) return false;
    const [event] = await tx.sql<{ id: string; type: string; payload: never }>`
      select id, type, payload from platform.outbox
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and delivered_at is null
       order by id limit 1`;
    if (!event) return false;
    for (const candidate of listeners) {
      if (candidate.type === event.type) await candidate.run(tx, event.payload);
    }
    await tx.sql`
      update platform.outbox set delivered_at = ${tx.now}
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${event.id}`;
    return true;
  });
}
