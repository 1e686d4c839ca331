import path from 'node:path';
import { distribute, readMigrations } from '@heyi/platform';
import { type CommandRun, exitCodes, option } from './command.ts';
import { withDatabase } from './with-database.ts';

const migrationsDirectory = path.resolve(import.meta.dirname, '../../database/migrations');
const shardCountDefault = 32;

/** Spreads the tables over the nodes of a Citus cluster; may be stopped and run again. */
export const distributeDatabase: CommandRun = async (args, output) => {
  const shards = option(args, 'shards') ?? String(shardCountDefault);
  if (!/^[1-9]\d{0,3}$/.test(shards)) {
    output.error('heyi db distribute [--plan] [--shards N]');
    return exitCodes.misused;
  }
  return withDatabase(output, async ({ ownerUrl }) => {
    await distribute({
      ownerUrl,
      shardCount: Number(shards),
      version: readMigrations(migrationsDirectory).at(-1)!.version,
      planOnly: args.includes('--plan'),
      say: output.line,
    });
  });
};
