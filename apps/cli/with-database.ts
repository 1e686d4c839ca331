import path from 'node:path';
import {
  BackupError,
  DistributionError,
  EmbeddedDatabaseError,
  ensureRoles,
  startEmbeddedPostgres,
} from '@heyi/platform';
import { type Config, ConfigError, readConfig } from '@heyi/server';
import { type CommandOutput, exitCodes } from './command.ts';

/** The database of this installation, opened as its owner for one command. */
export type OwnedDatabase = { ownerUrl: string; filesDirectory: string; config: Config };

/** Runs `work` and says in one line what the operator has to know. */
export async function withDatabase(
  output: CommandOutput,
  work: (database: OwnedDatabase) => Promise<void>,
): Promise<number> {
  try {
    const config = readConfig(process.env);
    const filesDirectory = path.join(config.directory, 'files');
    if (config.database) {
      await work({ ownerUrl: config.database.ownerUrl, filesDirectory, config });
      return exitCodes.done;
    }
    const embedded = await startEmbeddedPostgres({ directory: config.directory });
    try {
      const { ownerUrl } = await ensureRoles(embedded.adminUrl);
      await work({ ownerUrl, filesDirectory, config });
    } finally {
      await embedded.stop();
    }
    return exitCodes.done;
  } catch (error) {
    if (!isForTheOperator(error)) throw error;
    output.error(error.message);
    return exitCodes.failed;
  }
}

function isForTheOperator(error: unknown): error is Error {
  return (
    error instanceof ConfigError ||
    error instanceof BackupError ||
    error instanceof DistributionError ||
    error instanceof EmbeddedDatabaseError
  );
}
