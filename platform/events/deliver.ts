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
  readonly types: readonly string[];
  /** Whether it takes all that waits of its types in one call; else each event comes by itself. */
  readonly takesMany: boolean;
  readonly run: (tx: Transaction, news: readonly Event[]) => Promise<void>;
};

/** Hears one event at a time. */
export function listener<E extends Event>(definition: {
  name: string;
  type: E['type'];
  run: (tx: Transaction, payload: E['payload']) => Promise<void>;
}): Listener {
  const { name, type, run } = definition;
  const runOne: Listener['run'] = (tx, [event]) => run(tx, event!.payload);
  return { name, types: [type], takesMany: false, run: runOne };
}

/**
 * Hears all that waits of its types in one call, oldest first: for reactions that cost much the same
 * for one event as for many. One event may be told of twice in a call when two were published.
 */
export function batchListener<E extends Event>(definition: {
  name: string;
  types: readonly E['type'][];
  run: (tx: Transaction, news: readonly E[]) => Promise<void>;
}): Listener {
  const { name, types, run } = definition;
  return { name, types, takesMany: true, run: (tx, news) => run(tx, news as readonly E[]) };
}

const eventActor: Actor = systemActor('系统');

const deliveryLockClass = 4_727_006;

/** Plans for so many joiners are still a matter of tenths of a second. */
const eventsAtOnce = 500;

/**
 * Delivers every waiting event once, oldest first in each tenant; answers how many. A listener that
 * throws holds up its own tenant only; the first fault is thrown when every tenant had its turn.
 * Rests between two deliveries while people wait for answers.
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
    for await (const delivery of deliveries(host, listeners, tenantId)) {
      if (delivery.isDone) delivered += delivery.count;
      else faults.push(delivery.fault);
    }
  }
  if (faults.length > 0) throw faults[0];
  return delivered;
}

type Delivery =
  | { readonly isDone: true; readonly count: number }
  | { readonly isDone: false; readonly fault: unknown };

/**
 * One delivery after another until nothing waits or an event cannot be delivered. Events that fail
 * together are taken by halves, so that the faulty one is found and those before it are delivered.
 */
async function* deliveries(
  host: Host,
  listeners: readonly Listener[],
  tenantId: TenantId,
): AsyncGenerator<Delivery> {
  const pressure = pressureOf(host);
  for (let most = eventsAtOnce; ;) {
    await pressure.rest();
    const tried = { count: 0 };
    try {
      const share = Math.ceil(most * pressure.share);
      if (!(await deliverNext(host, listeners, { tenantId, most: share, tried }))) return;
      yield { isDone: true, count: tried.count };
      most = Math.min(eventsAtOnce, most * 2);
    } catch (fault) {
      if (tried.count <= 1) return yield { isDone: false, fault };
      most = Math.floor(tried.count / 2);
    }
  }
}

type Wanted = {
  readonly tenantId: TenantId;
  readonly most: number;
  /** How many were tried, known to the caller also when they failed. */
  readonly tried: { count: number };
};

async function deliverNext(
  host: Host,
  listeners: readonly Listener[],
  { tenantId, most, tried }: Wanted,
): Promise<boolean> {
  const tenantIds = [...new Set([tenantId, host.houseId])];
  const scope = { tenantIds, actor: eventActor, requestId: 'events' };
  return inTransaction(host, scope, async (tx) => {
    // One deliverer a tenant: two would overtake each other.
    const [lock] = await tx.sql<{ held: boolean }>`
      select pg_try_advisory_xact_lock(${deliveryLockClass}, ${tx.shardKey}) as held`;
    if (!lock!.held) return false;
    const events = await nextEvents(tx, listeners, most);
    tried.count = events.length;
    if (events.length === 0) return false;
    for (const { types, run } of listeners) {
      const heard = events.filter(({ type }) => types.includes(type));
      if (heard.length > 0) await run(tx, heard);
    }
    await tx.sql`
      update platform.outbox set delivered_at = ${tx.now}
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and id = any (${events.map(({ id }) => id)}::uuid[])`;
    return true;
  });
}

type WaitingEvent = Event & { readonly id: string };

/**
 * The oldest event that waits, and those after it that may go with it: up to the first that somebody
 * hears by itself. What nobody hears goes along.
 */
async function nextEvents(
  tx: Transaction,
  listeners: readonly Listener[],
  most: number,
): Promise<WaitingEvent[]> {
  const typesHeard = (takesMany: boolean) =>
    listeners.filter((one) => one.takesMany === takesMany).flatMap(({ types }) => types);
  const singly = new Set(typesHeard(false));
  const [first] = await tx.sql<WaitingEvent>`
    select id, type, payload from platform.outbox
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and delivered_at is null
     order by id limit 1`;
  if (!first) return [];
  if (most === 1 || singly.has(first.type)) return [first];
  // Payloads that nobody reads now may be long.
  const after = await tx.sql<WaitingEvent>`
    select id, type, case when type = any (${typesHeard(true)}::text[]) then payload end as payload
      from platform.outbox
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and delivered_at is null
       and id > ${first.id}
     order by id limit ${most - 1}`;
  const end = after.findIndex(({ type }) => singly.has(type));
  return [first, ...(end === -1 ? after : after.slice(0, end))];
}
