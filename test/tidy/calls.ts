import { type Repository, isTest } from './repository.ts';
import type { Finding, Rule } from './rule.ts';
import { type Node, calledName, nameOf, sourcesOf, walk } from './source.ts';

type Call = { readonly path: string; readonly line: number; readonly node: Node };

function* callsIn(
  repository: Repository,
  isLookedAt: (path: string) => boolean,
  types: readonly string[] = ['CallExpression'],
): Iterable<Call> {
  for (const source of sourcesOf(repository)) {
    if (!isLookedAt(source.path)) continue;
    const calls: Call[] = [];
    walk(source.program, (node) => {
      if (!types.includes(node.type)) return;
      calls.push({ path: source.path, line: source.lineAt(node.start), node });
    });
    yield* calls;
  }
}

/** Harnesses print durations; their numbers are no money. */
const printsDurations = /^(tools|bench|test)\/|(^|\/)measure[^/]*\.ts$/;

function* findInexactNumbers(repository: Repository): Iterable<Finding> {
  const isLookedAt = (path: string) => !path.startsWith('kernel/') && !printsDurations.test(path);
  for (const { path, line, node } of callsIn(repository, isLookedAt)) {
    const name = calledName(node);
    const isRounding =
      nameOf(node['callee']) === 'Math.round' && /^(modules|policy|contract)\//.test(path);
    if (name === 'parseFloat' || name === 'toFixed' || isRounding) {
      yield { path, line, what: `${name}(` };
    }
  }
}

/** Where days and amounts are law; the edges that talk to a library may convert there. */
const isLawful = (path: string) =>
  /^(modules|policy|contract|adapters)\//.test(path) &&
  !isTest(path) &&
  !printsDurations.test(path);

function* findClocks(repository: Repository): Iterable<Finding> {
  const types = ['CallExpression', 'NewExpression'];
  for (const { path, line, node } of callsIn(repository, isLawful, types)) {
    const name = nameOf(node['callee']);
    if (name === 'Date' || name === 'Date.now') yield { path, line, what: `${name}(` };
  }
}

/** Names that are checked or made by us before they stand in a statement's text, by file. */
const safeNames: Readonly<Record<string, readonly string[]>> = {
  'platform/testing.ts': ['name', 'draft', 'template'],
  'platform/distribution/distribute.ts': ['name', 'relation', 'key.relation', 'key.definition'],
  'platform/backup/back-up.ts': ['columns', 'name'],
  'platform/backup/restore.ts': ['columns', 'name'],
  'platform/backup/backup.test.ts': ['name', 'table'],
  'apps/server/outside-database.test.ts': ['role', 'options', 'grant'],
  'test/isolation/operations.test.ts': ['name'],
  'test/isolation/tables.test.ts': ['name'],
  'test/isolation/two-clients.ts': ['name', 'names', 'list', 'table', 'sums'],
};
const quoting = /(^|\.)escape(Identifier|Literal)$/;

function* findBuiltSql(repository: Repository): Iterable<Finding> {
  for (const source of sourcesOf(repository)) {
    const constants = constantsOf(source.program);
    const found: Finding[] = [];
    walk(source.program, (node) => {
      if (node.type !== 'CallExpression' || calledName(node) !== 'query') return;
      const [first] = node['arguments'] as Node[];
      const piece = first && unsafePiece(first, constants, safeNames[source.path] ?? []);
      if (!piece) return;
      const line = source.lineAt(node.start);
      found.push({ path: source.path, line, what: `a ${piece} stands in the text` });
    });
    yield* found;
  }
}

/** `const name = …` by name, so that a statement or a quoted name put aside is followed. */
function constantsOf(program: Node): ReadonlyMap<string, Node> {
  const constants = new Map<string, Node>();
  walk(program, (node) => {
    const name = node.type === 'VariableDeclarator' ? nameOf(node['id']) : null;
    if (name !== null && node['init']) constants.set(name, node['init'] as Node);
  });
  return constants;
}

/** The kind of node whose value would become SQL text; null when all of it is written here. */
function unsafePiece(
  node: Node,
  constants: ReadonlyMap<string, Node>,
  safe: readonly string[],
  isInside = false,
): string | null {
  const name = nameOf(node);
  if (name !== null && safe.includes(name)) return null;
  if (node.type === 'Literal') return null;
  if (node.type === 'CallExpression' && quoting.test(nameOf(node['callee']) ?? '')) return null;
  const parts = partsOf(node, constants);
  if (parts === null) return isInside ? (name ?? node.type) : null;
  const isBuilt = isInside || node.type === 'TemplateLiteral' || node.type === 'BinaryExpression';
  for (const part of parts) {
    const piece = unsafePiece(part, constants, safe, isBuilt);
    if (piece !== null) return piece;
  }
  return null;
}

/** What a text is put together from; null when it comes from elsewhere. */
function partsOf(node: Node, constants: ReadonlyMap<string, Node>): Node[] | null {
  if (node.type === 'TemplateLiteral') return node['expressions'] as Node[];
  if (node.type === 'BinaryExpression') return [node['left'] as Node, node['right'] as Node];
  if (node.type === 'ConditionalExpression') {
    return [node['consequent'] as Node, node['alternate'] as Node];
  }
  if (node.type === 'ObjectExpression') {
    const properties = node['properties'] as Node[];
    return properties
      .filter((property) => nameOf(property['key']) === 'text')
      .map((property) => property['value'] as Node);
  }
  const constant = node.type === 'Identifier' ? constants.get(node['name'] as string) : undefined;
  // A constant that names itself again (a shadow) would go round for ever.
  return constant === undefined || constant === node ? null : [constant];
}

export const callRules: readonly Rule[] = [
  {
    name: 'money-by-the-kernel',
    lesson:
      'parseFloat, toFixed and Math.round lose fen. Parse, multiply, round and print with the ' +
      'kernel: parseYuan, multiply(base, rate, rounding), formatYuan.',
    find: findInexactNumbers,
    probes: [
      {
        files: {
          'kernel/money.ts': 'Math.round(1.5);',
          'modules/payroll/pay.ts': 'Math.round(1);\nMath.floor(1);\nNumber.parseFloat(a);',
          'ui/Amount.tsx': 'const a = x.toFixed(2);\nconst b = Math.round(2);',
          'tools/test.ts': 'x.toFixed(1);',
        },
        found: ['modules/payroll/pay.ts:1', 'modules/payroll/pay.ts:3', 'ui/Amount.tsx:1'],
      },
    ],
  },
  {
    name: 'the-clock-is-passed-in',
    lesson:
      'new Date() and Date.now() cannot be moved by a test and know no Shanghai day. Take the ' +
      "instant from the transaction or the host's clock; days are PlainDate.",
    find: findClocks,
    probes: [
      {
        files: {
          'modules/payroll/run.ts':
            'const a = new Date();\nconst b = Date.now();\nconst c: Date = d;',
          'modules/payroll/run.test.ts': 'new Date();',
          'platform/postgres/pool.ts': 'new Date(text);',
        },
        found: ['modules/payroll/run.ts:1', 'modules/payroll/run.ts:2'],
      },
    ],
  },
  {
    name: 'sql-is-written-not-built',
    lesson:
      'A value in the text of a statement is an injection waiting. Write $1 and pass the value, ' +
      'or use the sql template; quote names with escapeIdentifier. A name of our own making is ' +
      'listed in safeNames.',
    find: findBuiltSql,
    probes: [
      {
        files: {
          'modules/people/person.store.ts': [
            'await client.query(`select ${name}`);',
            "await client.query('select ' + name, []);",
            'await client.query({ name: `x${a}`, text: `select ${b}` });',
            'await client.query(`select 1 from ${pg.escapeIdentifier(table)}`);',
            'const text = `select ${column}`;',
            'await client.query(text);',
            'await client.query<Row>(`select 1 where a = $1`, [a]);',
            "const quoted = escapeIdentifier(a); await client.query('drop table ' + quoted);",
            'await tx.sql`select ${a}`;',
            "await client.query(`select ${isUp ? 'asc' : 'desc'}`);",
            "await client.query(`select ${isUp ? 'asc' : order}`);",
          ].join('\n'),
        },
        found: [
          'modules/people/person.store.ts:1',
          'modules/people/person.store.ts:2',
          'modules/people/person.store.ts:3',
          'modules/people/person.store.ts:6',
          'modules/people/person.store.ts:11',
        ],
      },
    ],
  },
];
