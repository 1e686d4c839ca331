import path from 'node:path';
import {
  appRoleWeakness,
  type DatabaseUrls,
  ensureRoles,
  migrate,
  openPool,
  type Pool,
  readMigrations,
  setUpQueue,
  startEmbeddedPostgres,
} from '@heyi/platform';
import pg from 'pg';
import { type Config, ConfigError, connectionsOf } from './config.ts';
import { discardCutSeed, wasSeedCut } from './demo/cut-seed.ts';

export type Database = {
  urls: DatabaseUrls;
  pool: Pool;
  isEmbedded: boolean;
  /** True when this start made the schema: an empty installation. */
  isNew: boolean;
  close(): Promise<void>;
};

const migrationsDirectory = path.resolve(import.meta.dirname, '../../database/migrations');

/**
 * Opens the database and brings its schema forward. An older schema is backed up first, a newer one
 * is refused; so is an application role that row-level security does not hold.
 */
export async function openDatabase(
  config: Config,
  backUp: (ownerUrl: string, version: number) => Promise<void>,
): Promise<Database> {
  const embedded = config.database
    ? null
    : await startEmbeddedPostgres({ directory: config.directory });
  try {
    if (embedded && wasSeedCut(config.directory)) {
      await discardCutSeed(config.directory, embedded.adminUrl);
    }
    const urls = config.database ?? (await ensureRoles(embedded!.adminUrl));
    for (const [role, url] of Object.entries(urls)) await refuseUnreachable(role, url);
    const isNew = await bringForward(urls, (version) => backUp(urls.ownerUrl, version));
    await setUpQueue(urls.jobsUrl);
    const pool = openPool(urls.appUrl, connectionsOf(config));
    await refuseWeakRole(pool);
    const close = async () => {
      await pool.end();
      await embedded?.stop();
    };
    return { urls, pool, isEmbedded: embedded !== null, isNew, close };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

const settingOf: Readonly<Record<string, string>> = {
  appUrl: 'DATABASE_URL',
  ownerUrl: 'DATABASE_OWNER_URL',
  jobsUrl: 'DATABASE_JOBS_URL',
};

/** A wrong address or password is the operator's: one line, which names the setting, not its secret. */
async function refuseUnreachable(role: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const { code = '', message = '' } = error as { code?: string; message?: string };
    const why = message || code || 'no answer';
    throw new ConfigError(`The database of ${settingOf[role]} cannot be opened: ${why}.`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function refuseWeakRole(pool: Pool): Promise<void> {
  const weakness = await appRoleWeakness(pool);
  if (weakness === null) return;
  await pool.end();
  throw new ConfigError(
    `The role of DATABASE_URL ${weakness}: row-level security would not hold. ` +
      'Use the role heyi_app of `npm run heyi -- db roles`.',
  );
}

async function bringForward(
  urls: DatabaseUrls,
  backUp: (version: number) => Promise<void>,
): Promise<boolean> {
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  try {
    const outcome = await migrate(owner, readMigrations(migrationsDirectory), backUp);
    if (outcome.kind === 'newer') {
      throw new ConfigError(
        `The data is of schema ${outcome.found}, this Heyi knows ${outcome.known}: ` +
          'start the newer Heyi, or restore a backup that this one wrote.',
      );
    }
    return outcome.kind === 'migrated' && outcome.from === 0;
  } finally {
    await owner.end();
  }
}
