import './runtime.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './repository.ts';

type LockedPackage = {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
};
export type Lock = { packages: Record<string, LockedPackage> };

const processors = [
  ['x64', 'x64'],
  ['arm64', 'arm64'],
  ['armv7', 'arm'],
  ['arm', 'arm'],
  ['ia32', 'ia32'],
  ['ppc64', 'ppc64'],
  ['riscv64', 'riscv64'],
  ['s390x', 's390x'],
] as const;

/**
 * Packages for other platforms that npm left out of the lock file, which it does when a mirror of
 * the registry does not serve them. `npm ci` would refuse the whole installation.
 */
export function missingFromLock(lock: Lock): Map<string, LockedPackage> {
  const missing = new Map<string, LockedPackage>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isLocked(lock, path, name)) continue;
      missing.set(`node_modules/${name}`, describe(name, version, entry.dev === true));
    }
  }
  return missing;
}

/** Node looks beside the package, then in each folder above. */
function isLocked(lock: Lock, path: string, name: string): boolean {
  let folder = path;
  while (!(`${folder}/node_modules/${name}`.replace(/^\//, '') in lock.packages)) {
    if (folder === '') return false;
    folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0));
  }
  return true;
}

/** The platform stands in the name, as in `@oxlint/binding-linux-arm64-musl`. */
function describe(name: string, version: string, isForDevelopers: boolean): LockedPackage {
  const words = name.split(/[-/]/);
  const system = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'].find((word) =>
    words.includes(word),
  );
  const processor = processors.find(([word]) => words.includes(word));
  if (system === undefined || processor === undefined) {
    throw new Error(`${name} is missing from the lock file and names no platform`);
  }
  const isMusl = words.some((word) => word.startsWith('musl'));
  const library = isMusl ? 'musl' : words.includes('gnu') ? 'glibc' : null;
  return {
    version,
    cpu: [processor[1]],
    ...(isForDevelopers ? { dev: true } : {}),
    ...(system === 'linux' && library !== null ? { libc: [library] } : {}),
    optional: true,
    os: [system],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8')) as Lock;
  const missing = missingFromLock(lock);
  const all = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) });
  lock.packages = Object.fromEntries(all.toSorted(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.size} packages added to the lock file`);
}
