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
import { type Config, ConfigError } from './config.ts';

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
    const urls = config.database ?? (await ensureRoles(embedded!.adminUrl));
    const isNew = await bringForward(urls, (version) => backUp(urls.ownerUrl, version));
    await setUpQueue(urls.jobsUrl);
    const pool = openPool(urls.appUrl, 20);
    const weakness = await appRoleWeakness(pool);
    if (weakness !== null) {
      await pool.end();
      throw new ConfigError(
        `The role of DATABASE_URL ${weakness}: row-level security would not hold. ` +
          'Use the role heyi_app of `npm run heyi -- db roles`.',
      );
    }
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
