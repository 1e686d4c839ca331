import { type Id, type Instant, type PlainDate, shanghaiDate } from '@heyi/kernel';
import type { Language } from '@heyi/contract';
import pg from 'pg';
import type { Actor } from '../actor.ts';
import type { Host } from '../host.ts';
import { doorPoolOf, isOnCitus } from './pool.ts';
import { shardKeyOf } from './shard-key.ts';
import { type Sql, sqlOn } from './sql.ts';

export type TenantId = Id<'ten'>;

export type AuditDetail = Record<string, unknown>;

/** What one request, or one batch of a job, works with. Nothing is ambient. */
export type Transaction = {
  readonly host: Host;
  readonly sql: Sql;
  /**
   * For doors that read what may be anybody's: what is committed, and not what this transaction has
   * written. In a cluster a door, which works as its owner, is refused beside what its caller wrote.
   */
  readonly door: Sql;
  /** For COPY only; statements go through {@link sql}. */
  readonly client: pg.ClientBase;
  readonly tenantId: TenantId;
  /** Stands first in every key: of the tenant's main rows, or of the stripe that is worked on. */
  readonly shardKey: number;
  /** Of the tenant's main rows, whatever stripe is worked on. */
  readonly tenantShardKey: number;
  /** The provider's own tenant. Its rows are visible only to operations that say so. */
  readonly houseId: TenantId;
  readonly houseShardKey: number;
  readonly actor: Actor;
  readonly now: Instant;
  /** The business day in Shanghai. */
  readonly today: PlainDate;
  readonly requestId: string;
  /** Null in jobs. */
  readonly origin: Origin | null;
  /** In which the caller reads; stored texts are made in it. */
  readonly language: Language;
  /** The file of an upload operation. */
  readonly upload: UploadedFile | null;
  /** Opens or ends the browser's session when the answer goes out. */
  readonly setSession: (session: NewSession | null, kind?: SessionKind) => void;
};

/** Where a request came from, as the network and the browser said. */
export type Origin = {
  readonly address: string;
  readonly userAgent: string;
  /** What an earlier sign-in left with the browser. */
  readonly knownBrowser?: string;
  /** What an opened link left with the phone. */
  readonly device?: string;
  /** Scheme and host that were asked, as far as the way here is ours. */
  readonly site?: string;
};

/** Of somebody who signed in, or of the person of a link: a browser may have one of each. */
export type SessionKind = 'session' | 'link';

/** What a sign-in, or an opened link, leaves with the browser. */
export type NewSession = {
  readonly token: string;
  readonly expiresAt: Instant;
  /** By which the browser is known at the next sign-in, for half a year. */
  readonly knownBrowser?: string;
  /** By which the phone is known when it opens a link again, for half a year. */
  readonly device?: string;
};

export type UploadedFile = { name: string; type: string; content: Buffer };

export type TransactionScope = {
  /** Rows of these tenants are visible; the first is the tenant that is written to. */
  tenantIds: readonly TenantId[];
  /** A stripe of the first tenant; else its main rows. */
  shardKey?: number;
  actor: Actor;
  requestId: string;
  origin?: Origin | null;
  language?: Language;
  upload?: UploadedFile | null;
  setSession?: Transaction['setSession'];
  /** How long a statement waits for what others hold; without it, as long as the connection says. */
  lockSeconds?: number;
};

/**
 * Runs `work` in one transaction whose row-level security shows only the tenants of the scope.
 * Commits what `work` returns, rolls back what it throws. `rollBackWhen` rolls back a returned
 * value too: an expected failure leaves no trace.
 */
export async function inTransaction<T>(
  host: Host,
  scope: TransactionScope,
  work: (tx: Transaction) => Promise<T>,
  rollBackWhen: (value: T) => boolean = () => false,
): Promise<T> {
  const client = await host.pool.connect();
  let broken: Error | undefined;
  try {
    const onCitus = await isOnCitus(host.pool, client);
    const opening = ['begin', showTenants(scope.tenantIds)];
    if (scope.lockSeconds !== undefined) {
      opening.push(`set local lock_timeout = '${scope.lockSeconds}s'`);
    }
    // In one message: every transaction begins with it. Citus would pass all of it to the nodes.
    for (const message of onCitus ? opening : [opening.join(';')]) await client.query(message);
    const sql = sqlOn(client, onCitus);
    const door = onCitus ? doorBeside(host, scope) : sql;
    const value = await work({ ...transactionOn(host, client, sql, scope), door });
    await client.query(rollBackWhen(value) ? 'rollback' : 'commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Each question is a short transaction of its own, to which the same tenants are visible. */
function doorBeside(host: Host, scope: TransactionScope): Sql {
  const beside = { ...host, pool: doorPoolOf(host.pool) };
  return (strings, ...values) => inTransaction(beside, scope, (tx) => tx.sql(strings, ...values));
}

/** SET LOCAL, as Citus passes it on to the nodes that take part; what a function sets it does not. */
export function showTenants(tenantIds: readonly TenantId[]): string {
  return `set local heyi.tenant_ids = ${pg.escapeLiteral(`{${tenantIds.join(',')}}`)}`;
}

/**
 * Makes one more tenant visible to the running transaction and answers it as that tenant's. Only
 * for what finds out on its way whose rows it writes: signing in, and founding a client.
 */
export async function enterTenant(
  tx: Transaction,
  tenantId: TenantId,
  actor: Actor = tx.actor,
): Promise<Transaction> {
  const [row] = await tx.sql<{ visible: TenantId[] }>`
    select platform.visible_tenants() as visible`;
  await tx.client.query(showTenants([...row!.visible, tenantId]));
  const shardKey = shardKeyOf(tenantId);
  return { ...tx, tenantId, shardKey, tenantShardKey: shardKey, actor };
}

/** The same transaction on another stripe of its tenant, or on the main rows. */
export function onShard(tx: Transaction, shardKey: number): Transaction {
  return { ...tx, shardKey };
}

export function transactionOn(
  host: Host,
  client: pg.ClientBase,
  sql: Sql,
  scope: TransactionScope,
): Transaction {
  const tenantId = scope.tenantIds[0] ?? host.houseId;
  const now = host.clock.now();
  return {
    host,
    sql,
    door: sql,
    client,
    tenantId,
    shardKey: scope.shardKey ?? shardKeyOf(tenantId),
    tenantShardKey: shardKeyOf(tenantId),
    houseId: host.houseId,
    houseShardKey: shardKeyOf(host.houseId),
    actor: scope.actor,
    now,
    today: shanghaiDate(now),
    requestId: scope.requestId,
    origin: scope.origin ?? null,
    language: scope.language ?? 'zh',
    upload: scope.upload ?? null,
    setSession: scope.setSession ?? (() => undefined),
  };
}
