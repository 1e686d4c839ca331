import { posix } from 'node:path';
import { findWithoutPage } from './pages.ts';
import type { Repository } from './repository.ts';
import type { Finding } from './rule.ts';

type Words = { readonly zh: string; readonly en: string };

/** The public contract as far as the rules look at it, beside the files that fulfil it. */
export type Contract = {
  readonly operations: readonly {
    readonly id: string;
    readonly path: string;
    readonly scope: string;
    readonly permission: string | null;
    readonly partPermissions?: readonly string[];
    readonly failures: Readonly<Record<string, number>>;
  }[];
  readonly commonFailures: Readonly<Record<string, number>>;
  readonly appFailures: Readonly<Record<string, number>>;
  readonly linkFailures: Readonly<Record<string, number>>;
  readonly jobFailures: readonly string[];
  readonly operationWords: Readonly<Record<string, Words>>;
  readonly permissionWords: Readonly<Record<string, Words>>;
  readonly failureWords: Readonly<Record<string, { readonly title: Words; readonly fix: Words }>>;
  /** Operations of people without a page, and why. */
  readonly programsOnly: Readonly<Record<string, string>>;
  readonly repository: Repository;
};

export type ContractRule = {
  readonly name: string;
  readonly lesson: string;
  find(contract: Contract): Iterable<Finding>;
};

export const kebab = (id: string): string =>
  id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const at = (what: string): Finding => ({ path: 'contract/index.ts', line: 1, what });

function* findWithoutUseCase({ operations, repository }: Contract): Iterable<Finding> {
  const names = new Set(
    repository.paths
      .filter((path) => /^(modules|platform|apps\/server)\//.test(path))
      .map((path) => posix.basename(path)),
  );
  for (const { id } of operations) {
    if (!names.has(`${kebab(id)}.ts`)) yield at(`${id} has no ${kebab(id)}.ts`);
  }
}

/** Every word and every quoted code in the tests, looked up rather than searched for each time. */
function wordsOfTests({ repository }: Contract): ReadonlySet<string> {
  const tests = repository.paths.filter((path) => /\.test\.tsx?$/.test(path));
  const isRule = (path: string) => path.startsWith('test/tidy/');
  return new Set(
    tests
      .filter((path) => !isRule(path))
      .flatMap((path) => repository.read(path).match(/[\w.]+/g) ?? []),
  );
}

function* findUntestedOperations(contract: Contract): Iterable<Finding> {
  const words = wordsOfTests(contract);
  for (const { id } of contract.operations) {
    if (!words.has(id)) yield at(`no test names ${id}`);
  }
}

function* findUnprovoked(contract: Contract): Iterable<Finding> {
  const words = wordsOfTests(contract);
  for (const code of codesOf(contract)) {
    if (!words.has(code)) yield at(`no test provokes ${code}`);
  }
}

/** What an operation asks for, and what parts of its answer ask for. */
function permissionsOf({ permission, partPermissions }: Contract['operations'][number]): string[] {
  return [...(permission === null ? [] : [permission]), ...(partPermissions ?? [])];
}

function* findWordless(contract: Contract): Iterable<Finding> {
  const isSaid = (words: Words | undefined) =>
    Boolean(words?.zh.trim()) && Boolean(words?.en.trim());
  for (const operation of contract.operations) {
    if (!isSaid(contract.operationWords[operation.id])) yield at(`operation ${operation.id}`);
    for (const permission of permissionsOf(operation)) {
      if (!isSaid(contract.permissionWords[permission])) yield at(`permission ${permission}`);
    }
  }
  for (const code of codesOf(contract)) {
    const words = contract.failureWords[code];
    if (!isSaid(words?.title) || !isSaid(words?.fix)) yield at(`failure ${code}`);
  }
}

function* findIdleWords(contract: Contract): Iterable<Finding> {
  const { operations } = contract;
  const ids = new Set(operations.map(({ id }) => id));
  const permissions = new Set(operations.flatMap(permissionsOf));
  const codes = codesOf(contract);
  for (const id of Object.keys(contract.operationWords)) {
    if (!ids.has(id)) yield at(`operation ${id} does not exist`);
  }
  for (const name of Object.keys(contract.permissionWords)) {
    if (!permissions.has(name)) yield at(`permission ${name} does not exist`);
  }
  for (const code of Object.keys(contract.failureWords)) {
    if (!codes.has(code)) yield at(`failure ${code} is declared nowhere`);
  }
}

/** Every code that somebody may be answered: at once, or when a job has ended. */
function codesOf(contract: Contract): Set<string> {
  const { operations, commonFailures, appFailures, linkFailures, jobFailures } = contract;
  const ofOperations = operations.flatMap(({ failures }) => Object.keys(failures));
  const ofDoors = [commonFailures, appFailures, linkFailures].flatMap((codes) =>
    Object.keys(codes),
  );
  return new Set([...ofDoors, ...jobFailures, ...ofOperations]);
}

function* findTwins({ operations }: Contract): Iterable<Finding> {
  const seen = new Set<string>();
  for (const { id } of operations) {
    if (seen.has(id)) yield at(`${id} is there twice`);
    seen.add(id);
  }
}

export const contractRules: readonly ContractRule[] = [
  {
    name: 'operations-have-use-cases',
    lesson: 'One name end to end: operation lockPayrollRun is the file lock-payroll-run.ts.',
    find: findWithoutUseCase,
  },
  {
    name: 'operations-have-tests',
    lesson: 'An operation that no test names is a promise that nobody has tried.',
    find: findUntestedOperations,
  },
  {
    name: 'failures-are-provoked',
    lesson: 'Every declared failure is provoked by a test, which names its code.',
    find: findUnprovoked,
  },
  {
    name: 'contract-has-words',
    lesson: 'People read words, not codes: add zh and en to the wording of the module.',
    find: findWordless,
  },
  {
    name: 'words-have-a-use',
    lesson: 'Words for what is not in the contract mislead a translator: remove them.',
    find: findIdleWords,
  },
  {
    name: 'operations-are-unique',
    lesson: 'The id of an operation is its name everywhere: it stands for one thing.',
    find: findTwins,
  },
  {
    name: 'people-have-pages',
    lesson:
      'What people may do they find on a page of the console or of the phone, not in the API ' +
      'alone. Build the page; if only programs need it, say why in programsOnly.',
    find: findWithoutPage,
  },
];
