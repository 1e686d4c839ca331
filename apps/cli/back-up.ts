import path from 'node:path';
import { systemClock } from '@heyi/kernel';
import { backUp as writeBackup } from '@heyi/platform';
import { type CommandRun, exitCodes } from './command.ts';
import { withDatabase } from './with-database.ts';

export const backUp: CommandRun = async (args, output) => {
  const [directory] = args;
  if (!directory) {
    output.error('heyi backup DIR');
    return exitCodes.misused;
  }
  return withDatabase(output, async ({ ownerUrl, filesDirectory, config }) => {
    const target = path.resolve(directory);
    const now = systemClock.now();
    const manifest = await writeBackup({ ownerUrl, filesDirectory, directory: target, now });
    output.line(`Backup of ${manifest.tables.length} tables written to ${target}.`);
    output.line(`The master key is not in it: keep a copy of ${config.masterKeyFile} elsewhere.`);
  });
};
