import { posix } from 'node:path';
import { type Lock, missingFromLock } from '../../tools/complete-lock.ts';
import { type Repository, isTest } from './repository.ts';
import type { Finding, Rule } from './rule.ts';
import { sourcesOf } from './source.ts';

type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
};

const manifests = (repository: Repository) =>
  repository.paths.filter((path) => posix.basename(path) === 'package.json');

function namedIn(repository: Repository, path: string): Readonly<Record<string, string>> {
  const manifest = JSON.parse(repository.read(path)) as Manifest;
  return {
    ...manifest.peerDependencies,
    ...manifest.optionalDependencies,
    ...manifest.devDependencies,
    ...manifest.dependencies,
  };
}

function* findLooseVersions(repository: Repository): Iterable<Finding> {
  for (const path of manifests(repository)) {
    for (const [name, version] of Object.entries(namedIn(repository, path))) {
      if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) {
        yield { path, line: 1, what: `${name} ${version}` };
      }
    }
  }
}

function* findUndeclared(repository: Repository): Iterable<Finding> {
  const declared = new Map(
    manifests(repository).map((path) => [posix.dirname(path), namedIn(repository, path)]),
  );
  for (const { path, imports } of sourcesOf(repository)) {
    let folder = posix.dirname(path);
    while (folder !== '.' && !declared.has(folder)) folder = posix.dirname(folder);
    const own = declared.get(folder) ?? {};
    const shared = declared.get('.') ?? {};
    for (const { specifier, line } of imports) {
      const name = /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)![1]!;
      if (/^[.#]|^node:/.test(specifier) || name.startsWith('@heyi/') || name in own) continue;
      // Tools for tests are declared once, for all.
      if (isTest(path) && name in shared) continue;
      yield { path, line, what: name };
    }
  }
}

function* findShortLock(repository: Repository): Iterable<Finding> {
  const path = 'package-lock.json';
  if (!repository.paths.includes(path)) return;
  const lock = JSON.parse(repository.read(path)) as Lock;
  for (const place of missingFromLock(lock).keys()) yield { path, line: 1, what: place };
}

function* findTwoVersions(repository: Repository): Iterable<Finding> {
  const first = new Map<string, { version: string; path: string }>();
  for (const path of manifests(repository)) {
    for (const [name, version] of Object.entries(namedIn(repository, path))) {
      const known = first.get(name) ?? { version, path };
      first.set(name, known);
      if (known.version === version) continue;
      const what = `${name} is ${version} here and ${known.version} in ${known.path}`;
      yield { path, line: 1, what };
    }
  }
}

export const packageRules: readonly Rule[] = [
  {
    name: 'one-version-of-a-package',
    lesson: 'Two versions of a package are two programs. Use the same in every folder.',
    find: findTwoVersions,
    probes: [
      {
        files: {
          'kernel/package.json': `{ "dependencies": { "a": "1.0.0" } }`,
          'policy/package.json': `{ "devDependencies": { "a": "1.0.1" } }`,
          'ui/package.json': `{ "dependencies": { "a": "1.0.0" } }`,
        },
        found: ['policy/package.json:1'],
      },
    ],
  },
  {
    name: 'versions-are-exact',
    lesson: 'A range installs another program tomorrow. Pin the version that was tried.',
    find: findLooseVersions,
    probes: [
      {
        files: {
          'kernel/package.json': `{ "dependencies": { "a": "^1.0.0" } }`,
          'policy/package.json': `{ "devDependencies": { "a": "1.0.0-beta.2", "b": "latest" } }`,
        },
        found: ['kernel/package.json:1', 'policy/package.json:1'],
      },
    ],
  },
  {
    name: 'packages-name-what-they-use',
    lesson:
      'It resolves only because another package brings it. Name it, with its exact version, in ' +
      'the package.json of the folder that imports it.',
    find: findUndeclared,
    probes: [
      {
        files: {
          'package.json': `{ "devDependencies": { "fast-check": "4.0.0" } }`,
          'platform/package.json': `{ "dependencies": { "pg": "8.0.0" } }`,
          'platform/a.ts': `import pg from 'pg';\nimport fs from 'node:fs';\nimport fc from 'fast-check';\nimport z from '@scope/z/deep';`,
          'platform/a.test.ts': `import fc from 'fast-check';`,
        },
        found: ['platform/a.ts:3', 'platform/a.ts:4'],
      },
    ],
  },
  {
    name: 'the-lock-file-is-whole',
    lesson:
      'npm ci refuses a lock file that lacks the optional packages of other platforms: run ' +
      '`node tools/complete-lock.ts` after npm install.',
    find: findShortLock,
    probes: [
      {
        files: {
          'package-lock.json': JSON.stringify({
            packages: {
              'node_modules/a': {
                optionalDependencies: { 'a-linux-x64': '1.0.0', 'a-darwin-arm64': '1.0.0' },
              },
              'node_modules/a/node_modules/a-linux-x64': { version: '1.0.0' },
            },
          }),
        },
        found: ['package-lock.json:1'],
      },
    ],
  },
];
