import { posix } from 'node:path';
import { uses } from '../../modules/uses.ts';
import { type Repository, isTest } from './repository.ts';
import type { Finding, Rule } from './rule.ts';
import { sourcesOf } from './source.ts';

/** A package is a folder with its own package.json: `kernel`, `modules/payroll`. */
function packageOf(path: string): string | null {
  const [first, second] = path.split('/');
  if (path.split('/').length < 2) return null;
  if (['modules', 'adapters', 'apps'].includes(first!)) {
    return path.split('/').length > 2 ? `${first}/${second}` : null;
  }
  return ['tools', 'test', 'bench', 'docs', 'database'].includes(first!) ? null : first!;
}

/** `@heyi/payroll` → `payroll`; the names are one space, whatever folder a package is in. */
function packageNamed(specifier: string): string | null {
  return /^@heyi\/([^/]+)/.exec(specifier)?.[1] ?? null;
}

type Reach = { readonly may: (name: string) => boolean; readonly words: string };

const modules = Object.keys(uses);
const oneOf = (...names: string[]): Reach => ({
  may: (name) => names.includes(name),
  words: names.length === 0 ? 'nothing of ours' : names.join(', '),
});

/** What a package may import of ours, by its folder. */
function reachOf(folder: string): Reach | null {
  const [kind, name] = folder.split('/');
  if (kind === 'modules') return reachOfModule(name!);
  if (kind === 'adapters') return oneOf('kernel', 'platform', ...modules);
  const known: Readonly<Record<string, Reach>> = {
    kernel: oneOf(),
    policy: oneOf('kernel'),
    contract: oneOf('kernel'),
    platform: oneOf('kernel', 'contract'),
    client: oneOf('kernel', 'contract'),
    ui: oneOf('kernel', 'client'),
    'apps/console': oneOf('kernel', 'client', 'ui'),
    'apps/me': oneOf('kernel', 'client', 'ui'),
    'apps/sandbox': oneOf('kernel', 'platform', 'statutory'),
  };
  if (folder in known) return known[folder]!;
  return kind === 'apps' ? { may: (other) => !webApps.has(other), words: 'the server side' } : null;
}

const webApps = new Set(['console', 'me', 'ui', 'client']);

function reachOfModule(name: string): Reach {
  const ground = ['kernel', 'contract', 'platform'];
  if (name === 'statutory') return oneOf('kernel', 'policy');
  return oneOf(...ground, ...(uses[name] ?? []));
}

/** Tests may hold the real thing against a stand-in of the outside world. */
const isForTests = (specifier: string) =>
  specifier === '@heyi/sandbox' || testingDoor.test(specifier);
/** The second door of a package, which only tests may use. */
const testingDoor = /^@heyi\/[^/]+\/testing$/;

function* findDirections(repository: Repository): Iterable<Finding> {
  for (const source of sourcesOf(repository)) {
    const folder = packageOf(source.path);
    const reach = folder === null ? null : reachOf(folder);
    if (reach === null) continue;
    for (const { specifier, line } of source.imports) {
      const other = packageNamed(specifier);
      if (other === null || folder!.endsWith(`/${other}`) || folder === other) continue;
      if (reach.may(other) || (isTest(source.path) && isForTests(specifier))) continue;
      const what = `${folder} may not import ${other} (it may: ${reach.words})`;
      yield { path: source.path, line, what };
    }
  }
}

function* findForeign(repository: Repository): Iterable<Finding> {
  const few: Readonly<Record<string, RegExp>> = {
    kernel: /^(node:|@heyi\/|\.)/,
    contract: /^(zod$|@heyi\/|\.)/,
  };
  for (const { path, imports } of sourcesOf(repository)) {
    const allowed = few[packageOf(path) ?? ''];
    if (allowed === undefined || isTest(path)) continue;
    for (const { specifier, line } of imports) {
      if (!allowed.test(specifier)) yield { path, line, what: specifier };
    }
  }
}

/** The test runner and the rules start before the packages they judge are known to be sound. */
const earlyStarters = new Map([
  ['tools/test.ts', '../platform/embedded/index.ts'],
  ['tools/bench.ts', '../platform/embedded/index.ts'],
  ['test/tidy/boundaries.ts', '../../modules/uses.ts'],
]);

/** A measurement times one step inside a module, which no other module may call. */
const looksInside = /^bench\//;

function* findBackDoors(repository: Repository): Iterable<Finding> {
  for (const { path, imports } of sourcesOf(repository)) {
    if (looksInside.test(path)) continue;
    for (const { specifier, line } of imports) {
      if (earlyStarters.get(path) === specifier) continue;
      if (specifier.startsWith('.')) {
        const target = posix.join(posix.dirname(path), specifier);
        if (packageOf(target) !== packageOf(path) && packageOf(target) !== null) {
          yield { path, line, what: `${specifier} leaves the package` };
        }
      } else if (specifier.startsWith('@heyi/') && specifier.split('/').length > 2) {
        if (testingDoor.test(specifier) && isTest(path)) continue;
        yield { path, line, what: `${specifier} passes the door` };
      }
    }
  }
}

/** File to file inside a package; between packages the directions leave no room for a circle. */
function* findCircles(repository: Repository): Iterable<Finding> {
  const sources = sourcesOf(repository);
  const next = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports
        .filter(({ specifier, isType }) => specifier.startsWith('.') && !isType)
        .map(({ specifier, line }) => ({
          path: posix.join(posix.dirname(path), specifier),
          line,
        })),
    ]),
  );
  const done = new Set<string>();
  const way: string[] = [];
  function* follow(path: string): Iterable<Finding> {
    way.push(path);
    for (const target of next.get(path) ?? []) {
      const start = way.indexOf(target.path);
      if (start >= 0) {
        const circle = [...way.slice(start), target.path].join(' → ');
        yield { path, line: target.line, what: circle };
      } else if (!done.has(target.path)) yield* follow(target.path);
    }
    way.pop();
    done.add(path);
  }
  for (const { path } of sources) if (!done.has(path)) yield* follow(path);
}

/** The map itself: a module that calls back, over however many steps. */
export function circleInUses(map: Readonly<Record<string, readonly string[]>>): string | null {
  const visit = (name: string, way: readonly string[]): string | null => {
    if (way.includes(name)) return [...way, name].join(' → ');
    for (const other of map[name] ?? []) {
      const circle = visit(other, [...way, name]);
      if (circle !== null) return circle;
    }
    return null;
  };
  for (const name of Object.keys(map)) {
    const circle = visit(name, []);
    if (circle !== null) return circle;
  }
  return null;
}

function* findUnmapped(repository: Repository): Iterable<Finding> {
  const folders = new Set(
    repository.paths.map((path) => /^modules\/([^/]+)\/index\.ts$/.exec(path)?.[1]),
  );
  for (const name of folders) {
    if (name !== undefined && !(name in uses)) {
      yield { path: `modules/${name}/index.ts`, line: 1, what: `${name} is not in the map` };
    }
  }
}

export const boundaryRules: readonly Rule[] = [
  {
    name: 'imports-point-downwards',
    lesson:
      'kernel ← policy, contract, platform ← modules (along modules/uses.ts) ← adapters ← ' +
      'apps/server; the web apps use client, ui and kernel. Move the code to the side that may ' +
      'know of the other, or send news back as an event through the outbox.',
    find: findDirections,
    probes: [
      {
        files: { 'kernel/money.ts': `import { x } from '@heyi/platform';` },
        found: ['kernel/money.ts:1'],
      },
      {
        files: {
          'modules/payroll/index.ts': `import { a } from '@heyi/ledger';\nexport * from '@heyi/policy';`,
          'modules/ledger/index.ts': `import { b } from '@heyi/payroll';`,
          'modules/statutory/index.ts': `import { c } from '@heyi/policy';`,
        },
        found: ['modules/ledger/index.ts:1', 'modules/payroll/index.ts:2'],
      },
      {
        files: {
          'apps/console/src/page.tsx': `import type { Fen } from '@heyi/kernel';\nconst m = import('@heyi/payroll');`,
          'apps/server/compose.ts': `import { m } from '@heyi/payroll';`,
          'adapters/bank/bank.ts': `import { p } from '@heyi/payments';\nimport { s } from '@heyi/sandbox';`,
          'adapters/bank/bank.test.ts': `import { s } from '@heyi/sandbox';`,
        },
        found: ['adapters/bank/bank.ts:2', 'apps/console/src/page.tsx:2'],
      },
    ],
  },
  {
    name: 'the-ground-stands-alone',
    lesson:
      'kernel imports nothing but node:, contract nothing but zod and kernel: everything stands ' +
      'on them, also in the browser. Put what needs a library into platform.',
    find: findForeign,
    probes: [
      {
        files: {
          'kernel/date.ts': `import { randomBytes } from 'node:crypto';\nimport dayjs from 'dayjs';`,
          'kernel/date.test.ts': `import fc from 'fast-check';`,
          'contract/people.ts': `import { z } from 'zod';\nimport pg from 'pg';`,
        },
        found: ['contract/people.ts:2', 'kernel/date.ts:2'],
      },
    ],
  },
  {
    name: 'one-door',
    lesson:
      'A package is entered through its index.ts, by its name. Export what is needed there; if ' +
      'that feels wrong, the code belongs to the other package.',
    find: findBackDoors,
    probes: [
      {
        files: {
          'modules/payroll/run/lock-run.ts': `import { a } from '../../ledger/journal.ts';\nimport { b } from '@heyi/ledger/journal.ts';\nimport { c } from '@heyi/ledger';\nimport { d } from '../payslip/payslip.ts';`,
          'modules/payroll/run/lock-run.test.ts': `import { t } from '@heyi/platform/testing';`,
          'modules/payroll/testing.ts': `import { t } from '@heyi/people/testing';`,
          'modules/payroll/run/open-run.ts': `import { t } from '@heyi/platform/testing';`,
        },
        found: [
          'modules/payroll/run/lock-run.ts:1',
          'modules/payroll/run/lock-run.ts:2',
          'modules/payroll/run/open-run.ts:1',
        ],
      },
    ],
  },
  {
    name: 'no-circle',
    lesson:
      'Two files that import each other are one file in two places. Move what both need into a ' +
      'third, or join them.',
    find: findCircles,
    probes: [
      {
        files: {
          'kernel/a.ts': `import { b } from './b.ts';`,
          'kernel/b.ts': `import { c } from './c.ts';`,
          'kernel/c.ts': `import { a } from './a.ts';`,
          'kernel/d.ts': `import { a } from './a.ts';\nimport { e } from './e.ts';`,
          'kernel/e.ts': `import type { D } from './d.ts';`,
        },
        found: ['kernel/c.ts:1'],
      },
    ],
  },
  {
    name: 'modules-are-on-the-map',
    lesson: 'Add the module to modules/uses.ts: the map says whom it may call.',
    find: findUnmapped,
    probes: [
      {
        files: { 'modules/ledger/index.ts': '', 'modules/stray/index.ts': '' },
        found: ['modules/stray/index.ts:1'],
      },
    ],
  },
];
