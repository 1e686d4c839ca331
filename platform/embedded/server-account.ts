import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { EmbeddedDatabaseError } from './embedded-error.ts';

/** The system user that runs the database server. */
export type ServerAccount = { readonly uid: number; readonly gid: number };

const userName = 'postgres';

/** PostgreSQL refuses to run as root. The bare systems know different ways to add a user. */
const waysToAddUser: readonly (readonly [string, ...string[]])[] = [
  ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/bin/false', userName],
  ['adduser', '--system', '--group', '--no-create-home', '--shell', '/bin/false', userName],
  ['adduser', '-S', '-H', '-D', userName],
];

/** Null when this process may run the server as itself. The user is made when it is missing. */
export function serverAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const existing = findAccount();
  if (existing !== null) return existing;
  for (const [command, ...options] of waysToAddUser) {
    if (spawnSync(command, options, { stdio: 'ignore' }).status !== 0) continue;
    const made = findAccount();
    if (made !== null) return made;
  }
  throw new EmbeddedDatabaseError(
    `As root, the database runs as user ${userName}, which could not be made: add it, or start ` +
      'Heyi as another user, or name a database in DATABASE_URL.',
  );
}

function findAccount(): ServerAccount | null {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${userName}:`));
  if (entry !== undefined) return fromFields(entry.split(':'));
  // A directory service may hold the user; the tool is not everywhere.
  const answer = spawnSync('getent', ['passwd', userName], { encoding: 'utf8' });
  return answer.status === 0 ? fromFields(answer.stdout.split(':')) : null;
}

function fromFields(fields: string[]): ServerAccount {
  return { uid: Number(fields[2]), gid: Number(fields[3]) };
}
