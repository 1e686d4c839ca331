import type { Repository } from './repository.ts';
import type { Finding, Rule } from './rule.ts';
import { type Node, nameOf, sourcesOf, walk } from './source.ts';

const testCall = /^(t\.)?(test|it|describe|suite)(\.(only|skip|todo))?$/;

function* testSources(repository: Repository) {
  for (const source of sourcesOf(repository)) {
    if (/\.test\.tsx?$/.test(source.path)) yield source;
  }
}

function* findSwitchedOff(repository: Repository): Iterable<Finding> {
  for (const source of testSources(repository)) {
    const found: Finding[] = [];
    walk(source.program, (node) => {
      if (node.type !== 'CallExpression') return;
      const how = howSwitchedOff(node);
      if (how === null) return;
      found.push({ path: source.path, line: source.lineAt(node.start), what: how });
    });
    yield* found;
  }
}

/** `test.skip(…)`, `t.skip()` and `test('…', { skip: … }, …)`. */
function howSwitchedOff(call: Node): string | null {
  const name = nameOf(call['callee']) ?? '';
  const byName = /^(?:t|test|it|describe|suite|context)\.(?:test\.)?(only|skip|todo)$/.exec(name);
  if (byName !== null) return byName[1]!;
  if (!testCall.test(name)) return null;
  for (const argument of call['arguments'] as Node[]) {
    if (argument.type !== 'ObjectExpression') continue;
    const keys = (argument['properties'] as Node[]).map((property) => nameOf(property['key']));
    const off = keys.find((key) => key !== null && ['only', 'skip', 'todo'].includes(key));
    if (off) return off;
  }
  return null;
}

function* findSilent(repository: Repository): Iterable<Finding> {
  for (const source of testSources(repository)) {
    let asserts = false;
    walk(source.program, (node) => {
      if (node.type !== 'CallExpression') return;
      asserts ||= /^((t|context)\.)?(assert|expect)(\.|$)|^fc\.assert$/.test(
        nameOf(node['callee']) ?? '',
      );
    });
    if (!asserts) yield { path: source.path, line: 1, what: 'nothing is asserted' };
  }
}

export const testRules: readonly Rule[] = [
  {
    name: 'every-test-runs',
    lesson: 'A test that is switched off is worse than none: it looks green. Mend it or remove it.',
    find: findSwitchedOff,
    probes: [
      {
        files: {
          'kernel/a.test.ts': [
            `test.skip('a', () => {});`,
            `describe.only('a', () => {});`,
            `test('a', { skip: !url }, () => {});`,
            `test('a', (t) => { t.skip(); });`,
            `test('a', { timeout: 5 }, () => {}); list.skip(3);`,
          ].join('\n'),
        },
        found: [1, 2, 3, 4].map((line) => `kernel/a.test.ts:${line}`),
      },
    ],
  },
  {
    name: 'every-test-file-asserts',
    lesson: 'A test without an assertion passes whatever the code does. Say what must hold.',
    find: findSilent,
    probes: [
      {
        files: {
          'kernel/a.test.ts': `test('a', () => { run(); });`,
          'kernel/b.test.ts': `test('a', () => { assert.equal(1, 1); });`,
          'kernel/c.test.ts': `test('a', () => { fc.assert(p); });`,
        },
        found: ['kernel/a.test.ts:1'],
      },
    ],
  },
];
