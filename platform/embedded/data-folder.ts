import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { EmbeddedDatabaseError } from './embedded-error.ts';
import type { ServerAccount } from './server-account.ts';

/** Where one server lives, and as whom. `data` is inside `directory`, the password beside it. */
export type ServerPlace = {
  readonly directory: string;
  readonly data: string;
  readonly account: ServerAccount | null;
  readonly binaries: Binaries;
  readonly volatile: boolean;
};

export const superuser = 'postgres';

const run = promisify(execFile);

/** Makes the data folder on first use, or checks the one that is there; answers the password. */
export async function prepareData(place: ServerPlace): Promise<string> {
  const passwordFile = join(place.directory, 'superuser-password');
  if (!existsSync(place.data)) return await makeData(place, passwordFile);
  const major = readVersion(place.data);
  if (major !== place.binaries.major) {
    throw new EmbeddedDatabaseError(
      `The data in ${place.data} belongs to PostgreSQL ${major}, this Heyi brings PostgreSQL ` +
        `${place.binaries.major}: start the Heyi that wrote it, export there and import here.`,
    );
  }
  if (!existsSync(passwordFile)) {
    throw new EmbeddedDatabaseError(
      `The data in ${place.data} has lost its password: put ${passwordFile} back.`,
    );
  }
  return readFileSync(passwordFile, 'utf8').trim();
}

function readVersion(data: string): string {
  try {
    return readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  } catch {
    const count = readdirSync(data).length;
    throw new EmbeddedDatabaseError(
      `The folder ${data} holds ${count} files but no database: move it away.`,
    );
  }
}

/** The folder gets its name last: an interrupted first start leaves a draft, which is dropped. */
async function makeData(place: ServerPlace, passwordFile: string): Promise<string> {
  const password = randomBytes(24).toString('hex');
  const draft = join(place.directory, 'data.draft');
  const passwordDraft = join(place.directory, 'superuser-password.draft');
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordDraft, { force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordDraft, password, { mode: 0o600 });
  if (place.account !== null) {
    chownSync(draft, place.account.uid, place.account.gid);
    chownSync(passwordDraft, place.account.uid, place.account.gid);
  }
  try {
    await initialise(place, draft, passwordDraft);
  } finally {
    rmSync(passwordDraft, { force: true });
  }
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  renameSync(draft, place.data);
  return password;
}

async function initialise(place: ServerPlace, data: string, passwordFile: string): Promise<void> {
  const options = [
    `--pgdata=${data}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Text sorts by code point, the same on every machine; the C library only tells letters.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
    '--data-checksums',
    ...(place.volatile ? ['--no-sync'] : []),
  ];
  try {
    await run(place.binaries.initdb, options, identityOf(place.account));
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    const lines = (stderr ?? '').split('\n').filter((line) => line.includes('error'));
    throw new EmbeddedDatabaseError(
      `The database could not be made in ${data}: ${lines[0] ?? String(error)}`,
      { cause: error },
    );
  }
}

/** Runs a program as the account, in a folder that it can enter and with nothing from our shell. */
export function identityOf(account: ServerAccount | null) {
  return {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: undefined, LANG: 'C' },
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
  };
}
