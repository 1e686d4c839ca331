import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedDatabaseError } from './embedded-error.ts';

const checkout = realpathSync(fileURLToPath(new URL('../..', import.meta.url)));

/** For root: a checkout may lie where the user of the database server cannot look. */
const sharedFolder = '/var/lib/heyi';

/** Twelve digits that stand for the place of this checkout: two checkouts never share data. */
export const checkoutHash = createHash('sha256').update(checkout).digest('hex').slice(0, 12);

/** Where data and secrets of this checkout live when nothing else is said. */
export function embeddedHome(): string {
  return isRoot() ? join(sharedFolder, checkoutHash) : join(checkout, '.heyi');
}

/** Where the database's programs are copied to. They are the same for every checkout. */
export function binariesHome(): string {
  return isRoot() ? sharedFolder : join(checkout, '.heyi');
}

/** A folder for volatile servers that the user of the server can reach. */
export function volatileHome(): string {
  const temporary = realpathSync(tmpdir());
  return isRoot() && !isOpenToAll(temporary) ? sharedFolder : temporary;
}

/** Makes the home; says which checkout it belongs to, because the hash does not. */
export function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o755 });
    accessSync(home, constants.W_OK);
    writeFileSync(join(home, 'checkout'), `${checkout}\n`);
  } catch {
    throw new EmbeddedDatabaseError(
      `The folder ${home} cannot be written: choose another in HEYI_DATA, or name a database ` +
        'in DATABASE_URL.',
    );
  }
}

/** Whether any user may walk down to the folder. */
export function isOpenToAll(folder: string): boolean {
  for (let path = realpathSync(folder); ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
