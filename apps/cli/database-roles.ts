import { rolesSql } from '@heyi/platform';
import { type CommandRun, exitCodes } from './command.ts';

/** Prints what a database administrator runs once for an outside PostgreSQL. */
export const databaseRoles: CommandRun = async (args, output) => {
  output.line(rolesSql(args[0] ?? 'heyi'));
  return exitCodes.done;
};
