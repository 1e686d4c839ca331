import type { Repository } from './repository.ts';
import type { Finding, Rule } from './rule.ts';

type FigureFile = {
  readonly figures?: readonly {
    readonly key: string;
    readonly values: readonly { readonly sources?: readonly string[] }[];
  }[];
};

const sourcesFile = 'policy/sources.json';

function* findUnsourced(repository: Repository): Iterable<Finding> {
  const files = repository.paths.filter((path) => /^policy\/cn\/.*\.json$/.test(path));
  if (files.length === 0) return;
  const known = new Set(Object.keys(JSON.parse(repository.read(sourcesFile)) as object));
  for (const path of files) {
    for (const { key, values } of (JSON.parse(repository.read(path)) as FigureFile).figures ?? []) {
      for (const { sources = [] } of values) {
        if (sources.length === 0)
          yield { path, line: 1, what: `${key} has a value without source` };
        for (const source of sources.filter((name) => !known.has(name))) {
          yield { path, line: 1, what: `${key} names ${source}, which is in no list` };
        }
      }
    }
  }
}

export const policyRules: readonly Rule[] = [
  {
    name: 'figures-have-sources',
    lesson:
      'A figure of the state that nobody can look up is a guess. Name its notice in ' +
      `${sourcesFile} and in the value's sources.`,
    find: findUnsourced,
    probes: [
      {
        files: {
          [sourcesFile]: `{ "LAW": {} }`,
          'policy/cn/a.json': `{ "figures": [{ "key": "a", "values": [{ "sources": ["LAW"] }, {}] }] }`,
          'policy/cn/b.json': `{ "figures": [{ "key": "b", "values": [{ "sources": ["RUMOUR"] }] }] }`,
        },
        found: ['policy/cn/a.json:1', 'policy/cn/b.json:1'],
      },
    ],
  },
];
