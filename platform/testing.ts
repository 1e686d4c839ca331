import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Clock, fixedClock, type Id, type Instant, newId } from '@heyi/kernel';
import pg from 'pg';
import { type Actor, systemActor } from './actor.ts';
import { keyRingOf } from './crypto/tenant-key.ts';
import { masterKeyFrom } from './crypto/key-ring.ts';
import { distribute } from './distribution/distribute.ts';
import {
  dropOnEveryServer,
  joinNodes,
  onEveryServer,
  onServer,
  testServers,
} from './distribution/test-cluster.ts';
import { startRestartablePostgres } from './embedded/restartable-postgres.ts';
import { testServerUrl } from './embedded/test-server.ts';
import { folderFileStore } from './files/file-store.ts';
import type { Host } from './host.ts';
import { setUpQueue } from './jobs/set-up-queue.ts';
import { migrate, readMigrations } from './postgres/migrate.ts';
import { type Pool, openPool } from './postgres/pool.ts';
import { type DatabaseUrls, ensureRoles } from './postgres/roles.ts';
import { shardKeyOf } from './postgres/shard-key.ts';
import { inTransaction, type TenantId, type Transaction } from './postgres/transaction.ts';

export { copyKeptFolder, type KeptFolder } from './embedded/kept-folder.ts';
export { pdfText } from './print/pdf-text.ts';

export type TestDatabase = {
  urls: DatabaseUrls;
  adminUrl: string;
  /** As the application's role: row-level security holds. */
  pool: Pool;
  drop(): Promise<void>;
};

const migrationsDirectory = path.resolve(import.meta.dirname, '../database/migrations');

/** A database of its own for one test file: a clone of a migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const servers = await testServers(await testServerUrl());
  return createDatabase(servers, await ensureTemplate(servers));
}

/** One without a schema, as an administrator prepares it: the three roles may work in it. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase([await testServerUrl()], 'template1');
}

/** A migrated one on every node of the cluster of HEYI_TEST_CITUS, whose tables are not spread yet. */
export async function createGatheredDatabase(): Promise<TestDatabase> {
  const servers = await testServers(await testServerUrl());
  const database = await createDatabase(servers, 'template1');
  await prepareDatabase(database.adminUrl);
  const name = new URL(database.adminUrl).pathname.slice(1);
  await joinNodes(servers.map((url) => withDatabase(url, name)));
  return database;
}

async function createDatabase(servers: readonly string[], template: string): Promise<TestDatabase> {
  const name = `heyi_test_${randomBytes(6).toString('hex')}`;
  // Files are copied for less than half of what it costs to write their pages down anew.
  await onEveryServer(servers, `create database ${name} template ${template} strategy file_copy`);
  const adminUrl = withDatabase(servers[0]!, name);
  const urls = await ensureRoles(adminUrl);
  const pool = openPool(urls.appUrl);
  return {
    urls,
    adminUrl,
    pool,
    async drop() {
      await pool.end();
      await dropOnEveryServer(servers, name);
    },
  };
}

async function ensureTemplate(servers: readonly string[]): Promise<string> {
  const migrations = readMigrations(migrationsDirectory);
  const hash = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 12);
  const name = `heyi_template_${hash}`;
  const admin = new pg.Client({ connectionString: servers[0]! });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(4727005)');
    const found = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return name;
    const draft = `${name}_draft`;
    await onEveryServer(
      servers,
      `drop database if exists ${draft} with (force)`,
      `drop database if exists ${name} with (force)`,
      `create database ${draft}`,
    );
    const drafts = servers.map((url) => withDatabase(url, draft));
    const { ownerUrl } = await prepareDatabase(drafts[0]!);
    if (servers.length > 1) {
      await joinNodes(drafts);
      const version = migrations.at(-1)!.version;
      await distribute({ ownerUrl, shardCount: 4, version, say: () => undefined });
    }
    // Whoever still works in it, such as the servants of Citus, would keep it from being cloned.
    for (const server of servers.toReversed()) {
      await onServer(
        server,
        `alter database ${draft} allow_connections false`,
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${draft}'`,
        `alter database ${draft} rename to ${name}`,
      );
    }
    return name;
  } finally {
    await admin.end();
  }
}

/** Makes the roles, and brings an empty database to the present schema. */
async function prepareDatabase(adminUrl: string): Promise<DatabaseUrls> {
  const urls = await ensureRoles(adminUrl);
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  try {
    await migrate(owner, readMigrations(migrationsDirectory));
  } finally {
    await owner.end();
  }
  await setUpQueue(urls.jobsUrl);
  return urls;
}

/** A database whose server is its own: it can be stopped, cut off and started again. */
export type RestartableDatabase = TestDatabase & {
  /** Holds the server's data. */
  directory: string;
  /** An immediate shutdown, as when the power goes. */
  cut(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
};

export async function createRestartableDatabase(): Promise<RestartableDatabase> {
  const server = await startRestartablePostgres();
  const urls = await prepareDatabase(server.adminUrl);
  const pool = openPool(urls.appUrl);
  return {
    urls,
    pool,
    adminUrl: server.adminUrl,
    directory: server.directory,
    cut: server.cut,
    stop: server.stop,
    start: server.start,
    async drop() {
      await pool.end();
      await server.remove();
    },
  };
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Whether this run's databases are spread over the nodes of a cluster. */
export const isOnTestCluster = process.env['HEYI_TEST_CITUS'] === '1';

/**
 * What autovacuum does in time. A cluster's policies are asked once a row, so that a plan made of no
 * statistics takes minutes over thousands of rows; one PostgreSQL has to do without.
 */
export async function analyseOnCluster({ adminUrl }: TestDatabase): Promise<void> {
  if (isOnTestCluster) await onServer(adminUrl, 'analyze');
}

/**
 * Sessions of the superuser's database that wait for a lock, by the numbers that `endSession` takes.
 * In a cluster they wait on its nodes.
 */
export async function waitingSessions(admin: pg.ClientBase): Promise<string[]> {
  const activity = isOnTestCluster
    ? 'select global_pid::text as pid, datname, wait_event_type from citus_stat_activity'
    : 'select pid::text, datname, wait_event_type from pg_stat_activity';
  const { rows } = await admin.query<{ pid: string }>(
    `select pid from (${activity}) session
      where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.map(({ pid }) => pid);
}

/** A cluster numbers the sessions of all its nodes, in bigints, beside those of the coordinator. */
export async function endSession(admin: pg.ClientBase, pid: string): Promise<void> {
  const type = isOnTestCluster ? 'bigint' : 'int';
  await admin.query(`select pg_terminate_backend($1::${type})`, [pid]);
}

/** Until so many sessions wait for a lock. */
export async function untilWaiting({ adminUrl }: TestDatabase, count = 1): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    for (let round = 0; round < 1500; round += 1) {
      if ((await waitingSessions(admin)).length >= count) return;
      await new Promise((resolve) => void setTimeout(resolve, 20));
    }
  } finally {
    await admin.end();
  }
  throw new Error(`${count} sessions did not come to wait for a lock`);
}

/** A process with one house tenant on a fresh database; `tenant()` adds client tenants. */
export type TestHost = {
  host: Host;
  database: TestDatabase;
  clock: { set(instant: Instant): void };
  filesDirectory: string;
  tenant(): Promise<TenantId>;
  /** A transaction as `actor` (default: may do everything) in the tenant, the house visible too. */
  as<T>(
    tenantId: TenantId,
    work: (tx: Transaction) => Promise<T>,
    actor?: Partial<Actor>,
  ): Promise<T>;
  close(): Promise<void>;
};

export async function createTestHost(
  now: Instant = '2026-11-23T01:00:00.000Z',
  ownDatabase?: TestDatabase,
): Promise<TestHost> {
  const database = ownDatabase ?? (await createTestDatabase());
  const directory = mkdtempSync(path.join(tmpdir(), 'heyi-test-'));
  let clock: Clock = fixedClock(now);
  const houseId = newId<'ten'>();
  const host: Host = {
    pool: database.pool,
    clock: { now: () => clock.now() },
    houseId,
    keyRing: keyRingOf(masterKeyFrom(randomBytes(32))),
    fileStore: folderFileStore(directory),
    wakeEvents: () => undefined,
  };
  const addTenant = async (id: TenantId, house: boolean): Promise<TenantId> => {
    await database.pool.query('select platform.create_tenant($1, $2, $3, $4)', [
      id,
      shardKeyOf(id),
      house,
      clock.now(),
    ]);
    return id;
  };
  await addTenant(houseId, true);
  return {
    host,
    database,
    filesDirectory: directory,
    clock: { set: (instant) => void (clock = fixedClock(instant)) },
    tenant: () => addTenant(newId<'ten'>(), false),
    as: (tenantId, work, actor = {}) => {
      const tenantIds = [...new Set([tenantId, houseId])];
      const scope = { tenantIds, actor: { ...testActor(), ...actor }, requestId: 'test' };
      return inTransaction(host, scope, work);
    },
    async close() {
      await database.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Somebody signed in who may do everything: most permissions are the HTTP layer's concern. */
export function testActor(accountId: Id<'acc'> = newId<'acc'>()): Actor {
  return { ...systemActor('王芳'), accountId, permissions: new Everything() };
}

class Everything extends Set<string> {
  override has(): boolean {
    return true;
  }
}
