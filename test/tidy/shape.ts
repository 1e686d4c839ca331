import { posix } from 'node:path';
import { type Repository, isCode, isTest } from './repository.ts';
import type { Finding, Rule } from './rule.ts';
import { type Node, nameOf, sourcesOf, walk } from './source.ts';

const fileLinesMax = 400;
/** A test file is a list of cases. */
const testFileLinesMax = 800;
const functionLinesMax = 70;
/** A component's markup is one table, a test is one story: neither branches. */
const tableLinesMax = 120;
/** The formatter folds code at 100; prose and SQL, which it leaves alone, may reach this. */
const lineColumnsMax = 120;
const blobBytesMax = 256 * 1024;

/** Words of screens and failures are one table, however long. */
const isWords = (path: string) => /\.(wording|words)\.ts$/.test(path);

function* findLongFiles(repository: Repository): Iterable<Finding> {
  for (const { path, lines } of sourcesOf(repository)) {
    if (isWords(path)) continue;
    const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
    const max = isTest(path) ? testFileLinesMax : fileLinesMax;
    if (count > max) yield { path, line: count, what: `${count} lines` };
  }
}

const functionTypes = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
]);

function* findLongFunctions(repository: Repository): Iterable<Finding> {
  for (const source of sourcesOf(repository)) {
    const found: Finding[] = [];
    walk(source.program, (node, parents) => {
      if (!functionTypes.has(node.type) || isListOfTests(parents.at(-1))) return;
      const first = source.lineAt(node.start);
      const count = source.lineAt(node.end) - first + 1;
      const isTable = source.path.endsWith('.tsx') || isTest(source.path);
      const max = isTable ? tableLinesMax : functionLinesMax;
      if (count > max) {
        found.push({ path: source.path, line: first, what: `${count} lines` });
      }
    });
    yield* found;
  }
}

/** `describe('…', () => { … })` holds tests as a file does; each test is measured by itself. */
function isListOfTests(parent: Node | undefined): boolean {
  return (
    parent?.type === 'CallExpression' && /^(describe|suite)\b/.test(nameOf(parent['callee']) ?? '')
  );
}

function* findLongLines(repository: Repository): Iterable<Finding> {
  for (const { path, lines } of sourcesOf(repository)) {
    for (const [index, line] of lines.entries()) {
      const columns = [...line].length;
      if (columns <= lineColumnsMax || isOneSentence(line)) continue;
      yield { path, line: index + 1, what: `${columns} columns` };
    }
  }
}

/** An address, or a text in quotes that ends the line: neither can be folded without harm. */
function isOneSentence(line: string): boolean {
  return /https?:\/\/\S{40}/.test(line) || /(['"`])(?:(?!\1).){40,}\1[\s,;)\]}]*$/.test(line);
}

const vagueNames = new Set([
  'services',
  'service',
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'types',
  'dto',
  'managers',
  'manager',
  'misc',
]);

function* findVagueNames(repository: Repository): Iterable<Finding> {
  for (const path of repository.paths) {
    const words = path.split('/').map((part) => part.split('.')[0]!);
    const vague = words.find((word, index) => {
      const isFile = index === words.length - 1;
      return vagueNames.has(word) && (!isFile || isCode(path));
    });
    if (vague !== undefined) yield { path, line: 1, what: vague };
  }
}

function* findOddFileNames(repository: Repository): Iterable<Finding> {
  for (const path of repository.paths.filter(isCode)) {
    const name = posix.basename(path);
    const isFine = path.endsWith('.tsx')
      ? /^([A-Z][A-Za-z0-9]*|[a-z0-9-]+)(\.test)?\.tsx$/.test(name)
      : /^([a-z0-9]+(-[a-z0-9]+)*|zh-CN)(\.[a-z-]+)*\.ts$/.test(name);
    if (!isFine) yield { path, line: 1, what: name };
  }
}

/** Written in parts, so that this file does not find itself. */
const marks = ['TO-DO', 'FIX-ME', 'XX-X', 'HA-CK'].map((word) => word.replace('-', ''));
const leftoverMarks = new RegExp(`\\b(${marks.join('|')})\\b`);
const textFiles = /\.(tsx?|sql|md|json|html|css|sh|yml|yaml)$/;

function* findLeftovers(repository: Repository): Iterable<Finding> {
  for (const path of repository.paths) {
    if (!textFiles.test(path) || path === 'package-lock.json') continue;
    for (const [index, line] of repository.read(path).split('\n').entries()) {
      const mark = leftoverMarks.exec(line)?.[0];
      if (mark !== undefined) yield { path, line: index + 1, what: mark };
    }
  }
}

/** Data and pictures are big by nature; the lock file is written by npm. */
const mayBeBig = /^(policy\/|docs\/pictures\/|package-lock\.json$)/;

function* findBlobs(repository: Repository): Iterable<Finding> {
  for (const path of repository.paths) {
    if (mayBeBig.test(path)) continue;
    const size = repository.sizeOf(path);
    if (size > blobBytesMax) yield { path, line: 1, what: `${Math.ceil(size / 1024)} KB` };
  }
}

const lines = (count: number, line = 'a();') => `${line}\n`.repeat(count);
const [mark] = marks;

export const shapeRules: readonly Rule[] = [
  {
    name: 'short-files',
    lesson: `A file of more than ${fileLinesMax} lines holds two things. Find the second noun, give it a file.`,
    find: findLongFiles,
    probes: [
      {
        files: { 'kernel/long.ts': lines(401), 'kernel/fits.ts': lines(400) },
        found: ['kernel/long.ts:401'],
      },
    ],
  },
  {
    name: 'short-functions',
    lesson:
      `A function of more than ${functionLinesMax} lines cannot be seen at once. Keep the ` +
      'branches in the parent and move each leaf into a function that has a name.',
    find: findLongFunctions,
    probes: [
      {
        files: {
          'kernel/a.ts': `\nfunction long() {\n${lines(69)}}\nfunction fits() {\n${lines(68)}}\n`,
          'kernel/b.ts': `const long = async () => {\n${lines(69)}};\n`,
          'kernel/c.test.ts': `describe('s', () => {\n${lines(90)}});\n`,
        },
        found: ['kernel/a.ts:2', 'kernel/b.ts:1'],
      },
    ],
  },
  {
    name: 'short-lines',
    lesson: `Fold text and templates by hand before ${lineColumnsMax} columns.`,
    find: findLongLines,
    probes: [
      {
        files: {
          'kernel/a.ts': `// ${'合'.repeat(117)}\n// ${'合'.repeat(118)}\n// https://example.com/${'a'.repeat(90)}\nsay('${'a'.repeat(119)}');`,
        },
        found: ['kernel/a.ts:2'],
      },
    ],
  },
  {
    name: 'names-say-what',
    lesson: 'A folder or file of this name collects what has no home. Name the noun that is in it.',
    find: findVagueNames,
    probes: [
      {
        files: {
          'modules/payroll/services/run.ts': '',
          'platform/utils.ts': '',
          'policy/cn/common.json': '{}',
          'modules/orders/service-order.ts': '',
        },
        found: ['modules/payroll/services/run.ts:1', 'platform/utils.ts:1'],
      },
    ],
  },
  {
    name: 'file-names-are-kebab-case',
    lesson:
      'Files are verb-noun.ts, noun.ts or noun.store.ts in kebab-case; React components are PascalCase.tsx.',
    find: findOddFileNames,
    probes: [
      {
        files: {
          'modules/payroll/lockRun.ts': '',
          'modules/payroll/lock_run.ts': '',
          'modules/payroll/run.store.test.ts': '',
          'apps/console/src/RunPage.tsx': '',
          'apps/console/src/runPage.tsx': '',
        },
        found: [
          'apps/console/src/runPage.tsx:1',
          'modules/payroll/lockRun.ts:1',
          'modules/payroll/lock_run.ts:1',
        ],
      },
    ],
  },
  {
    name: 'no-leftovers',
    lesson: 'What is left to do is done before the change is handed in, or is an issue.',
    find: findLeftovers,
    probes: [
      {
        files: {
          'kernel/a.ts': `a();\n// ${mark}: later`,
          'docs/a.md': `no\n${mark}`,
          'kernel/b.ts': '// mastodon',
        },
        found: ['docs/a.md:2', 'kernel/a.ts:2'],
      },
    ],
  },
  {
    name: 'no-blobs',
    lesson:
      'Files over 256 KB stay in every clone for ever. Make the file when it is needed, or cut it.',
    find: findBlobs,
    probes: [
      {
        files: {
          'ui/picture.png': 'x'.repeat(blobBytesMax + 1),
          'ui/small.png': 'x'.repeat(blobBytesMax),
          'docs/pictures/run.png': 'x'.repeat(blobBytesMax + 1),
        },
        found: ['ui/picture.png:1'],
      },
    ],
  },
];
