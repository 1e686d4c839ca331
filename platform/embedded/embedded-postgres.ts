import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { prepareBinaries } from './binaries.ts';
import { type ServerPlace, prepareData, superuser } from './data-folder.ts';
import { EmbeddedDatabaseError } from './embedded-error.ts';
import { binariesHome, embeddedHome, isOpenToAll, makeHome } from './home.ts';
import { takeProcessLock } from './process-lock.ts';
import { serverAccount } from './server-account.ts';
import { launchServer } from './server-process.ts';

export type EmbeddedPostgresOptions = {
  /** Holds data, password and log. Default: HEYI_DATA, else the checkout's own home. */
  readonly directory?: string;
  /** Default: any free port. */
  readonly port?: number;
  /** For tests: fast and forgetful. `stop` removes the directory. */
  readonly volatile?: boolean;
};

export type EmbeddedPostgres = {
  /** Connects as superuser to the database `postgres`. */
  readonly adminUrl: string;
  readonly directory: string;
  /** Ends all sessions, writes everything down, frees the lock. May be called twice. */
  stop(): Promise<void>;
};

/**
 * Starts the PostgreSQL from npm on 127.0.0.1, on first use with a new data folder. However this
 * process ends, killed included, the server then shuts down cleanly by itself.
 * Throws EmbeddedDatabaseError, one line for the operator, when it cannot run.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory ?? process.env['HEYI_DATA'] ?? embeddedHome());
  makeHome(directory);
  const lock = takeProcessLock(join(directory, 'lock'));
  if (!lock.held) {
    throw new EmbeddedDatabaseError(
      `Heyi already runs on the data in ${directory} (process ${lock.holder.pid}): stop it ` +
        'first, or give this one a folder of its own in HEYI_DATA.',
    );
  }
  try {
    const place = findPlace(directory, options.volatile ?? false);
    const password = await prepareData(place);
    const server = await launchServer(place, options.port);
    let stopping: Promise<void> | null = null;
    const stop = async () => {
      await server.stop();
      if (place.volatile) rmSync(directory, { recursive: true, force: true });
      lock.release();
    };
    return {
      adminUrl: `postgresql://${superuser}:${password}@127.0.0.1:${server.port}/postgres`,
      directory,
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function findPlace(directory: string, volatile: boolean): ServerPlace {
  const account = serverAccount();
  if (account !== null && !isOpenToAll(directory)) {
    throw new EmbeddedDatabaseError(
      `As root, the database runs as another user, who cannot reach ${directory}: open the ` +
        'folders on the way (chmod o+x), or choose another place in HEYI_DATA.',
    );
  }
  const binaries = prepareBinaries(binariesHome());
  return { directory, data: join(directory, 'data'), account, binaries, volatile };
}
