import path from 'node:path';
import { type Id, newId, systemClock } from '@heyi/kernel';
import {
  backUp,
  createHttpServer,
  folderFileStore,
  type Host,
  keyRingOf,
  makeHome,
  type MasterKey,
  type Pool,
  readMasterKey,
  shardKeyOf,
  startWorker,
} from '@heyi/platform';
import { startAuditSealer, startEventDelivery } from './background.ts';
import { authenticate, jobs, listeners, routes } from './compose.ts';
import { type Config, ConfigError } from './config.ts';
import { type Database, openDatabase } from './open-database.ts';
import { servePages } from './pages.ts';

export type RunningServer = {
  readonly host: Host;
  readonly database: Database;
  readonly url: string;
  /** Stops taking requests, ends what runs, closes the database. */
  stop(): Promise<void>;
};

export async function startServer(config: Config): Promise<RunningServer> {
  makeHome(config.directory);
  const database = await openDatabase(config, (url, version) => keepBefore(config, url, version));
  try {
    const background = { wake: () => {} };
    const host = await hostOf(config, database, () => background.wake());
    const events = startEventDelivery(host, listeners);
    background.wake = events.wake;
    const sealer = startAuditSealer(host);
    const worker = await startWorker({
      host,
      jobsUrl: database.urls.jobsUrl,
      jobs,
      concurrency: 2,
    });
    const http = await createHttpServer({
      host,
      routes,
      authenticate,
      secure: config.secure,
      requestsPerMinute: config.requestsPerMinute,
    });
    await servePages(http);
    const url = await listen(http, config);
    const stop = async () => {
      await http.close();
      await Promise.all([events.stop(), sealer.stop(), worker.stop()]);
      await database.close();
    };
    return { host, database, url, stop };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** An older schema is written down before it changes. */
async function keepBefore(config: Config, ownerUrl: string, version: number): Promise<void> {
  const now = systemClock.now();
  const name = `schema-${version}-${now.replaceAll(':', '')}`;
  await backUp({
    ownerUrl,
    filesDirectory: path.join(config.directory, 'files'),
    directory: path.join(config.directory, 'backups', name),
    now,
  });
}

async function hostOf(config: Config, database: Database, wakeEvents: () => void): Promise<Host> {
  const clock = systemClock;
  const found = await database.pool.query<{ id: Id<'ten'> }>(
    'select id from platform.house_tenant()',
  );
  const house = found.rows[0]?.id;
  // The key before the first row that it could seal: a start that is cut here starts over.
  const keyRing = keyRingOf(masterKeyOf(config, house === undefined));
  return {
    pool: database.pool,
    clock,
    houseId: house ?? (await createHouse(database.pool, clock.now())),
    keyRing,
    fileStore: folderFileStore(path.join(config.directory, 'files')),
    wakeEvents,
  };
}

/** Data without its key cannot be read: better no start than a second key. */
function masterKeyOf(config: Config, mayCreate: boolean): MasterKey {
  const key = readMasterKey(config.masterKeyFile, mayCreate);
  if (key) return key;
  throw new ConfigError(
    `The master key ${config.masterKeyFile} is missing: put it back, or name it in ` +
      'HEYI_MASTER_KEY_FILE. Without it the stored personal data cannot be read.',
  );
}

async function createHouse(pool: Pool, now: string): Promise<Id<'ten'>> {
  const id = newId<'ten'>();
  await pool.query('select platform.create_tenant($1, $2, true, $3)', [id, shardKeyOf(id), now]);
  return id;
}

async function listen(
  http: Awaited<ReturnType<typeof createHttpServer>>,
  config: Config,
): Promise<string> {
  try {
    return await http.listen({ host: config.host, port: config.port });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new ConfigError(
      `Port ${config.port} is taken: stop what uses it, or choose another in HEYI_PORT.`,
    );
  }
}
