import path from 'node:path';
import { readMigrations, restore as readBackup } from '@heyi/platform';
import { type CommandRun, exitCodes } from './command.ts';
import { withDatabase } from './with-database.ts';

const migrationsDirectory = path.resolve(import.meta.dirname, '../../database/migrations');

export const restore: CommandRun = async (args, output) => {
  const [directory] = args;
  if (!directory) {
    output.error('heyi restore DIR');
    return exitCodes.misused;
  }
  return withDatabase(output, async ({ ownerUrl, filesDirectory, config }) => {
    const migrations = readMigrations(migrationsDirectory);
    const source = path.resolve(directory);
    const manifest = await readBackup({ ownerUrl, filesDirectory, directory: source, migrations });
    output.line(`Restored ${manifest.tables.length} tables of ${manifest.createdAt}.`);
    output.line(
      `Put the master key of that installation at ${config.masterKeyFile} before starting.`,
    );
  });
};
