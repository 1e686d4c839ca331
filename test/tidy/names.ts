import { idPrefixes, names } from '@heyi/contract';
import { isTest } from './repository.ts';
import type { Finding, Rule } from './rule.ts';
import { type Node, nameOf, sourcesOf, walk } from './source.ts';

/** Where each list stands once. */
const home = 'contract/names.wording.ts';

/** The outside world and the story of the demo speak their own words, as agencies and clients do. */
const isOutside = (path: string) => /^apps\/(sandbox\/|server\/demo\/)/.test(path);

/** Fewer keys than this say nothing about what an object lists. */
const keysMin = 3;

const lists = Object.entries(names).map(
  ([list, values]) => [list, new Set(Object.keys(values))] as const,
);

/** A mark of one letter is none: 社 医 金 in a narrow column. */
const hasChinese = (text: unknown) =>
  typeof text === 'string' && text.length > 1 && /\p{Script=Han}/u.test(text);

/** `'增员'`, `['增员', 'Enrolment']` or `{ zh: '增员', en: 'Enrolment' }`. */
function isName(node: Node): boolean {
  if (node.type === 'Literal') return hasChinese(node['value']);
  const parts =
    node.type === 'ArrayExpression'
      ? (node['elements'] as Node[])
      : node.type === 'ObjectExpression'
        ? propertiesOf(node).map(({ value }) => value)
        : [];
  return parts.length === 2 && parts[0]!.type === 'Literal' && hasChinese(parts[0]!['value']);
}

function propertiesOf(node: Node): { key: string; value: Node }[] {
  return (node['properties'] as Node[]).flatMap((property) => {
    if (property.type !== 'Property') return [];
    const key = property['key'] as Node;
    const name = key.type === 'Literal' ? String(key['value']) : nameOf(key);
    return name === null ? [] : [{ key: name, value: property['value'] as Node }];
  });
}

/** The list whose values an object names: most of its keys, and at least three. */
function listWrittenIn(node: Node): string | null {
  const named = propertiesOf(node).filter(({ value }) => isName(value));
  if (named.length < keysMin) return null;
  for (const [list, values] of lists) {
    const hits = named.filter(({ key }) => values.has(key)).length;
    if (hits >= keysMin && hits * 2 > named.length) return list;
  }
  return null;
}

function* findSecondLists(repository: Parameters<Rule['find']>[0]): Iterable<Finding> {
  for (const source of sourcesOf(repository)) {
    if (source.path === home || isTest(source.path) || isOutside(source.path)) continue;
    const found: Finding[] = [];
    walk(source.program, (node) => {
      if (node.type !== 'ObjectExpression') return;
      const list = listWrittenIn(node);
      if (list === null) return;
      found.push({ path: source.path, line: source.lineAt(node.start), what: `names.${list}` });
    });
    yield* found;
  }
}

const glossary = 'GLOSSARY.md';

/** What has an id of its own is a thing that people speak of. */
function* findUnexplained(repository: Parameters<Rule['find']>[0]): Iterable<Finding> {
  if (!repository.paths.includes(glossary)) return;
  const text = repository.read(glossary);
  const missing = Object.keys(idPrefixes).filter((noun) => !text.includes(`\`${noun}\``));
  if (missing.length > 0) yield { path: glossary, line: 1, what: missing.join(', ') };
}

export const nameRules: readonly Rule[] = [
  {
    name: 'names-are-written-once',
    lesson:
      'What the values of the contract are called stands in contract/names.wording.ts alone: read `names` there, or `t("names.…")` on a page.',
    find: findSecondLists,
    probes: [
      {
        files: {
          'modules/orders/line/a.ts': `const words = {\n  enrol: '增员', stop: '减员', firstCard: '社保卡' };`,
          'modules/orders/line/b.ts': `export const w = { enrol: { zh: '增员', en: 'E' }, stop: { zh: '减员', en: 'S' }, transferIn: { zh: '转入', en: 'T' } };`,
          'apps/console/src/pages/a.words.ts': `export const z = { x: { kinds: {\n pension: ['养老', 'P'], medical: ['医疗', 'M'], maternity: ['生育', 'H'] } } };`,
          'apps/console/src/pages/b.words.ts': `export const z = { enrol: '增员', stop: '减员' };`,
          'apps/console/src/pages/c.words.ts': `export const z = { enrol: '增员', stop: '减员', certificate: '证明', a: '甲项', b: '乙项', c: '丙项' };`,
          'apps/sandbox/portal.ts': `const z = { enrol: '增员', stop: '减员', transferIn: '转入' };`,
          'modules/orders/line/e.ts': `const z = { socialInsurance: '社', medical: '医', housingFund: '金' };`,
          'modules/orders/line/c.ts': `const z = { enrol: 1, stop: 2, transferIn: '增员' };`,
          'modules/orders/line/d.test.ts': `const z = { enrol: '增员', stop: '减员', transferIn: '转入' };`,
          'contract/names.wording.ts': `const z = { enrol: '增员', stop: '减员', transferIn: '转入' };`,
        },
        found: [
          'apps/console/src/pages/a.words.ts:1',
          'modules/orders/line/a.ts:1',
          'modules/orders/line/b.ts:1',
        ],
      },
    ],
  },
  {
    name: 'nouns-are-in-the-glossary',
    lesson:
      'A noun of the contract that has an id has a row in GLOSSARY.md: its Chinese name, its code, what it means.',
    find: findUnexplained,
    probes: [
      {
        files: {
          'GLOSSARY.md': Object.keys(idPrefixes)
            .filter((noun) => noun !== 'payslip')
            .map((noun) => `| x | \`${noun}\` | y | |`)
            .join('\n'),
        },
        found: ['GLOSSARY.md:1'],
      },
      { files: { 'docs/other.md': 'no nouns' }, found: [] },
    ],
  },
];
