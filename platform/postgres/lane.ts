import pg from 'pg';
import type { Host } from '../host.ts';
import { databaseTypes, hasCitus, citusSettings } from './pool.ts';
import { sqlOn, type Statement } from './sql.ts';
import {
  showTenants,
  type Transaction,
  transactionOn,
  type TransactionScope,
} from './transaction.ts';

/** What a transaction of a lane ends with. */
export type LaneEnd<T> = {
  readonly value: T;
  /** They travel together, with COMMIT; with none the transaction is rolled back. */
  readonly writes: readonly Statement[];
};

/**
 * One connection for transactions that many requests share. Its statements are pipelined: those that
 * do not depend on an answer travel together, COMMIT among them, so that a transaction costs two round
 * trips however many statements it has.
 */
export type Lane = {
  /**
   * Runs `work` in a transaction of the scope and commits the writes it answers. Throws what any of
   * them threw; then nothing is committed. One at a time.
   */
  run<T>(scope: TransactionScope, work: (tx: Transaction) => Promise<LaneEnd<T>>): Promise<T>;
  close(): Promise<void>;
};

/**
 * A generic plan: arrays of any length are the same statement, and planning it again for each batch
 * would cost more than running it (750 us against 300). It is made when tables may still be empty, and
 * kept: so it may only go along indexes, row by row of the batch.
 */
const settings = [
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_bitmapscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'jit=off',
  'lock_timeout=15s',
]
  .map((setting) => `-c ${setting}`)
  .concat(citusSettings)
  .join(' ');

export function openLane(host: Host): Lane {
  let client: pg.Client | null = null;
  let onCitus = false;
  const drop = (broken: pg.Client): void => {
    if (client === broken) client = null;
    void broken.end().catch(() => undefined);
  };
  const connected = async (): Promise<pg.Client> => {
    if (client !== null) return client;
    const fresh = new pg.Client({
      connectionString: host.pool.options.connectionString,
      types: databaseTypes,
      application_name: 'heyi lane',
      connectionTimeoutMillis: 15_000,
      pipeline: true,
      options: settings,
    });
    // A lost connection fails the statements under way; the next transaction opens another.
    fresh.on('error', () => drop(fresh));
    fresh.on('end', () => drop(fresh));
    await fresh.connect();
    onCitus = await hasCitus(fresh);
    // Citus finds the node by the values; of a plan without them it plans the simplest alone.
    if (onCitus) await fresh.query('set plan_cache_mode = force_custom_plan');
    client = fresh;
    return fresh;
  };
  return {
    async run(scope, work) {
      const open = await connected();
      const sql = sqlOn(open, onCitus);
      const opening: Promise<unknown>[] = [];
      try {
        const working = inOneWrite(open, () => {
          const begin = ['begin', showTenants(scope.tenantIds)];
          const messages = onCitus ? begin : [begin.join(';')];
          opening.push(...heard(messages.map((message) => open.query(message))));
          return work(transactionOn(host, open, sql, scope));
        });
        const { value, writes } = await working;
        const [sent, ending] = inOneWrite(open, () => [
          heard(writes.map((send) => send())),
          open.query(writes.length > 0 ? 'commit' : 'rollback'),
        ]);
        await Promise.all([...opening, ...sent, ending]);
        // COMMIT of a transaction that failed is a rollback, and says so.
        const { command } = await ending;
        if (writes.length > 0 && command !== 'COMMIT') throw new Error('the batch was rolled back');
        return value;
      } catch (error) {
        await open.query('rollback').catch(() => drop(open));
        throw error;
      }
    },
    async close() {
      const open = client;
      client = null;
      await open?.end();
    },
  };
}

/**
 * What is sent before the first answer is waited for leaves in one write: each statement else costs a
 * system call here and another there.
 */
function inOneWrite<T>({ connection }: pg.Client, send: () => T): T {
  const { stream } = connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

/** A promise that fails before anybody waits for it would end the process. */
function heard<T>(promises: readonly Promise<T>[]): readonly Promise<T>[] {
  for (const promise of promises) void promise.catch(() => undefined);
  return promises;
}
