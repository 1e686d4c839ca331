import { assert } from '@heyi/kernel';
import pg from 'pg';

const int8 = 20;
const date = 1082;
const int8Array = 1016;
const dateArray = 1182;
const timestamptz = 1184;

function safeInteger(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `integer beyond 2^53 from the database: ${text}`);
  return value;
}

function arrayOf<T>(parse: (text: string) => T): (text: string) => (T | null)[] {
  return (text) =>
    text === '{}'
      ? []
      : text
          .slice(1, -1)
          .split(',')
          .map((item) => (item === 'NULL' ? null : parse(item)));
}

/** Amounts come as safe integers, days as text, instants as ISO text: never as floats or `Date`. */
const parsers = new Map<number, (text: string) => unknown>([
  [int8, safeInteger],
  [int8Array, arrayOf(safeInteger)],
  [date, (text) => text],
  [dateArray, arrayOf((text) => text)],
  [timestamptz, (text) => new Date(text).toISOString()],
]);

export const databaseTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) ||
    pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;

/**
 * On a Citus cluster SET LOCAL reaches the nodes, and a transaction has one connection to each: over
 * several it could not see what it has written itself. Elsewhere the settings mean nothing.
 */
export const citusSettings =
  '-c citus.propagate_set_commands=local -c citus.multi_shard_modify_mode=sequential';

const onCitus = new WeakMap<Pool, boolean>();

/** Whether the pool's database belongs to a Citus cluster; asked once. */
export async function isOnCitus(pool: Pool, client: pg.ClientBase): Promise<boolean> {
  const known = onCitus.get(pool);
  if (known !== undefined) return known;
  const found = await hasCitus(client);
  onCitus.set(pool, found);
  return found;
}

export async function hasCitus(client: Pick<pg.ClientBase, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('pg_catalog.pg_dist_partition') is not null as found`,
  );
  return rows[0]!.found;
}

const doorPools = new WeakMap<Pool, Pool>();

/**
 * Connections beside a cluster's transactions, for questions to doors alone; few, as none of them
 * waits for another.
 */
export function doorPoolOf(pool: Pool): Pool {
  const known = doorPools.get(pool);
  if (known !== undefined) return known;
  const { connectionString } = pool.options;
  assert(connectionString !== undefined, 'pools are opened by address');
  const opened = openPool(connectionString, 2, { allowExitOnIdle: true });
  doorPools.set(pool, opened);
  return opened;
}

export function openPool(
  connectionString: string,
  max = 10,
  options: Pick<pg.PoolConfig, 'allowExitOnIdle'> = {},
): Pool {
  const pool = new pg.Pool({
    ...options,
    connectionString,
    max,
    types: databaseTypes,
    application_name: 'heyi',
    options: citusSettings,
    // Waiting longer than a user does helps nobody: better "not available" than a pile of requests.
    connectionTimeoutMillis: 15_000,
  });
  // An idle connection that PostgreSQL closed (a restart) is replaced at its next use.
  pool.on('error', () => undefined);
  // One that is lost in use fails the statement it runs; unheard, its event would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
