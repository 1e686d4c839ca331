import { localTables, referenceTables } from '@heyi/platform';
import type { Repository } from './repository.ts';
import type { Finding, Rule } from './rule.ts';
import { type Node, nameOf, sourcesOf, walk } from './source.ts';

/** A statement as it is written, its values blanked out: places in it are places in the file. */
type Statement = {
  readonly path: string;
  readonly text: string;
  /** `tx.sql`, `tx.door`; `holder.query` when it is asked of a client itself; null in a migration. */
  readonly tag: string | null;
  lineOf(place: number): number;
};

/** Harnesses measure one machine. */
const isLookedAt = (path: string) => !/^(bench|tools)\//.test(path);
const isMigration = (path: string) => /^database\/migrations\/.*\.sql$/.test(path);

function* statementsIn(repository: Repository): Iterable<Statement> {
  for (const source of sourcesOf(repository)) {
    if (!isLookedAt(source.path)) continue;
    const file = source.lines.join('\n');
    const found: Statement[] = [];
    walk(source.program, (node) => {
      const { tag, written } = statementOf(node);
      if (tag === null || !/(^|\.)(sql|door|query)$/.test(tag)) return;
      const { start } = written;
      const lineOf = (place: number) => source.lineAt(start + place);
      const quasis = (written['quasis'] as Node[] | undefined) ?? [written];
      found.push({ path: source.path, text: withoutValues(file, start, quasis), tag, lineOf });
    });
    yield* found;
  }
  for (const path of repository.paths.filter(isMigration)) {
    const text = repository.read(path).replaceAll(/--[^\n]*/g, (note) => ' '.repeat(note.length));
    const lineOf = (place: number) => text.slice(0, place).split('\n').length;
    yield { path, text, tag: null, lineOf };
  }
}

/** tx.sql`…`, and client.query('…') or client.query(`…`). */
function statementOf(node: Node): { tag: string | null; written: Node } {
  if (node.type === 'TaggedTemplateExpression') {
    return { tag: nameOf(node['tag']), written: node['quasi'] as Node };
  }
  const written = node.type === 'CallExpression' ? (node['arguments'] as Node[])[0] : undefined;
  const isWritten = written?.type === 'TemplateLiteral' || typeof written?.['value'] === 'string';
  return { tag: isWritten ? nameOf(node['callee']) : null, written: written ?? node };
}

/** Clients of tests are often the superuser, who reads without shard keys and needs no doors. */
const isOfClient = (tag: string | null) => tag !== null && /(^|\.)query$/.test(tag);

function withoutValues(file: string, start: number, quasis: readonly Node[]): string {
  let text = '';
  for (const quasi of quasis) {
    const value = file.slice(start + text.length, quasi.start).replaceAll(/[^\n$]/g, ' ');
    text += value + file.slice(quasi.start, quasi.end);
  }
  return text;
}

const isDistributed = (name: string) =>
  !referenceTables.has(name) && !localTables.has(name) && !/^(pg_|information_)/.test(name);

/** As far as the bracket that was open at the start, or one of the words. */
function upTo(text: string, words: RegExp): string {
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') open += 1;
    if (text[at] === ')') open -= 1;
    if (open < 0 || (open === 0 && words.test(text.slice(at, at + 12)))) return text.slice(0, at);
  }
  return text;
}

const endOfCondition =
  /^(\b(join|left|right|full|cross|where|group|order|having|union|window|limit)\b|;)/;

/** `a.shard_key = b.shard_key`; another column of a table is the key of a row that lies elsewhere. */
function isOfOneKey(condition: string, text: string): boolean {
  const other = /\bshard_key\s*=\s*(\w+)\.(\w+)_shard_key\b/.exec(condition)?.[1];
  const isOfTable = new RegExp(`\\b[a-z_]+\\.[a-z_]+\\s+${other}\\b`).test(text);
  return /\b(shard|stripe)_key\b/.test(condition) && !(other !== undefined && isOfTable);
}

function* findKeyless(repository: Repository): Iterable<Finding> {
  for (const { path, text, tag, lineOf } of statementsIn(repository)) {
    if (isOfClient(tag)) continue;
    for (const { 0: join, 1: name, index } of text.matchAll(/\bjoin\s+([a-z_]+\.[a-z_]+)\b/g)) {
      const condition = upTo(text.slice(index + join.length), endOfCondition);
      if (!isDistributed(name!) || isOfOneKey(condition, text)) continue;
      yield { path, line: lineOf(index), what: `${name} is joined without shard_key` };
    }
    for (const { 0: exists, index } of tag === null ? [] : text.matchAll(/\bexists\s*\(/g)) {
      const inside = upTo(text.slice(index + exists.length), /^;/);
      const name = /\bfrom\s+([a-z_]+\.[a-z_]+)\b/.exec(inside)?.[1];
      if (!name || !isDistributed(name) || /\bshard_key\b/.test(inside)) continue;
      yield { path, line: lineOf(index), what: `${name} is looked into without shard_key` };
    }
  }
}

/** What one PostgreSQL runs and a cluster refuses, each seen there. */
const refused: readonly { readonly what: string; find(text: string): Iterable<number> }[] = [
  {
    what: 'a bare slice as a new value ends the coordinator: coalesce(a[1:2], a)',
    find: (text) => inNewValues(text, /=\s*[\w.]+\[[^\]:]*[^\]:]:[^\]:][^\]]*\]/g),
  },
  {
    what: 'a subquery within a case of an update: find the rows first, then change them',
    find: (text) => inNewValues(text, /\bcase\b(?:(?!\bend\b)[^])*?(?:\(\s*select|\bexists)\b/g),
  },
  {
    what: '“case value when” in an update: “case when value =”',
    find: (text) => inUpdates(text, /^;/, /\bcase\s+(?!when\b)\S/g),
  },
  {
    what: 'a function that follows the time zone, of a column, as a new value: work it out before',
    find: (text) => inNewValues(text, /\b(to_char|date_trunc)\s*\(|\bat time zone\b/g),
  },
  {
    what: 'a subquery within on conflict do update: an immutable function',
    find: (text) => placesOf(text, /\bdo update\s+set\b(?:(?!\breturning\b|;)[^])*?\(\s*select\b/g),
  },
  {
    what: 'values of an insert left joined to a table end the coordinator: read that first, as a CTE',
    find: (text) =>
      placesOf(
        text,
        /\binsert into\b[^;]*\bfrom\s+(unnest|json\w+)\s*\([^;]*\bleft join\s+[a-z_]+\.[a-z_]+/g,
      ),
  },
  {
    what: 'exists of no columns as the whole question: exists (select 1 …)',
    find: (text) => placesOf(text, /^[\s`']*select\s+exists\s*\(\s*select\s+from\s+(?!pg_|\s)/g),
  },
  {
    what: 'sums of several groupings in one: a statement each',
    find: (text) => placesOf(text, /\b(rollup|cube|grouping sets)\s*\(/g),
  },
  {
    what: 'rows of several shard keys locked at once: shard_key = one of them, a statement each',
    find: lockedTogether,
  },
  {
    what: 'not exists, asked of what is whole on every node: read the pieces first, as a CTE',
    find: missingInPieces,
  },
];

function placesOf(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map(({ index }) => index);
}

const inNewValues = (text: string, pattern: RegExp) =>
  inUpdates(text, /^(\b(from|where|returning)\b|;)/, pattern);

/** After the `set` of each update, up to `end`. */
function* inUpdates(text: string, end: RegExp, pattern: RegExp): Iterable<number> {
  for (const { 0: update, index } of text.matchAll(
    /\bupdate\s+[a-z_]+\.[a-z_]+\s[^;()]*?\bset\b/g,
  )) {
    const start = index + update.length;
    for (const place of placesOf(upTo(text.slice(start), end), pattern)) yield start + place;
  }
}

function lockedTogether(text: string): number[] {
  return placesOf(text, /\bfor (no key )?(update|share)\b/g).filter((place) => {
    const query = text.slice(text.lastIndexOf('select', place), place);
    return /\bshard_key\s*(=\s*any|in)\s*\(/.test(query);
  });
}

function* missingInPieces(text: string): Iterable<number> {
  for (const { 0: from, 1: name, index } of text.matchAll(/\bfrom\s+([a-z_]+\.[a-z_]+)\b/g)) {
    if (!referenceTables.has(name!)) continue;
    const rest = upTo(text.slice(index + from.length), /^(\b(union|order|group)\b|;)/);
    const missing = /\bnot exists\s*\(\s*select\b(?:(?!\bfrom\b)[^])*\bfrom\s+([a-z_]+\.[a-z_]+)\b/;
    const within = missing.exec(rest)?.[1];
    if (within !== undefined && isDistributed(within)) yield index;
  }
}

function* findRefused(repository: Repository): Iterable<Finding> {
  for (const { path, text, lineOf } of statementsIn(repository)) {
    for (const { what, find } of refused) {
      for (const place of find(text)) yield { path, line: lineOf(place), what };
    }
  }
}

/** Functions that work as their owner and look into pieces; what is local or whole is no matter. */
function doorsOf(repository: Repository): Set<string> {
  const doors = new Set<string>();
  for (const path of repository.paths.filter(isMigration)) {
    const made = /\bcreate function\s+([a-z_]+\.[a-z_]+)\s*\(((?:(?!\$\$)[^])*)\$\$([^]*?)\$\$/g;
    for (const [, name, head, body] of repository.read(path).matchAll(made)) {
      const tables = body!.matchAll(/\b(?:from|join|into|update)\s+([a-z_]+\.[a-z_]+)\b/g);
      const isInPieces = [...tables].some(([, table]) => isDistributed(table!));
      if (/\bsecurity definer\b/.test(head!) && isInPieces) doors.add(name!);
    }
  }
  return doors;
}

function* findDoorsWithin(repository: Repository): Iterable<Finding> {
  const doors = doorsOf(repository);
  for (const { path, text, tag, lineOf } of statementsIn(repository)) {
    if (tag === null || isOfClient(tag) || /(^|\.)door$/.test(tag)) continue;
    for (const { 1: name, index } of text.matchAll(/\b([a-z_]+\.[a-z_]+)\s*\(/g)) {
      if (doors.has(name!)) yield { path, line: lineOf(index), what: `${name}(` };
    }
  }
}

const probed = 'modules/people/person.store.ts';
const statement = (text: string) => `await tx.sql\`${text}\`;`;

export const clusterRules: readonly Rule[] = [
  {
    name: 'joins-name-the-shard-key',
    lesson:
      'In a cluster rows of one shard key lie on one node; a join by anything else would have to ' +
      'carry rows between nodes, and is refused. Join by shard_key, tenant_id and id; what has ' +
      'another shard key is read by a materialized CTE of its own.',
    find: findKeyless,
    probes: [
      {
        files: {
          [probed]: [
            statement(
              'select 1 from people.person p join people.employment e on e.person_id = p.id',
            ),
            statement('select 1 from people.person p join platform.tenant t on t.id = p.tenant_id'),
            statement(
              'select 1 from own join people.person p on p.shard_key = ${key} and p.id = 1',
            ),
            statement('select 1 from people.person p join own on own.id = p.id'),
            statement('select exists (select from people.person p where p.id = e.id)'),
            'await tx.door`select 1 from a.b join c.d using (id)`;',
            statement('select 1 from a.b e join c.d on d.shard_key = e.book_shard_key'),
            statement('select 1 from new e join c.d on d.shard_key = e.book_shard_key'),
            'await client.query(`select 1 from a.b join c.d using (id)`);',
          ].join('\n'),
          'database/migrations/0001_a/up.sql':
            'create view a.b as\n  select 1 from a.c\n    join a.d on a.d.id = a.c.id;',
          'bench/a.ts': statement('select 1 from a.b join c.d using (id)'),
        },
        found: [
          `${probed}:1`,
          `${probed}:5`,
          `${probed}:6`,
          `${probed}:7`,
          'database/migrations/0001_a/up.sql:3',
        ],
      },
    ],
  },
  {
    name: 'statements-suit-a-cluster',
    lesson:
      'One PostgreSQL runs it, a Citus cluster refuses it or falls over it: docs/citus.md has the ' +
      'form that both take.',
    find: findRefused,
    probes: [
      {
        files: {
          [probed]: [
            statement('update a.b set c = d.c[d.first : d.last] from d where a.b.id = d.id'),
            statement('update a.b set c = coalesce(d.c[d.first : d.last], b.c), e = f[1::int]'),
            statement('update a.b set c = case when exists (select from a.c) then 1 end'),
            statement(
              'update a.b set c = case when ${c} then 1 end where exists (select from a.c)',
            ),
            statement('update a.b set c = case d when 1 then 2 end'),
            statement('update a.b set c = 1 where case d when 1 then true end'),
            statement('insert into a.b values (1) on conflict (c) do update set c = (select 1)'),
            statement('insert into a.b values (1) on conflict (c) do update set c = excluded.c'),
            statement("update a.b set c = to_char(d, 'YYYY') where e = to_char(d, 'MM')"),
            statement('select count(*) from a.b group by rollup (c)'),
            statement('select 1 from platform.tenant t left join a.b on b.shard_key = t.shard_key'),
            statement('select 1 from platform.tenant t where exists (select from a.b where id)'),
            statement(
              'select 1 from platform.tenant t where not exists (select from a.b where id)',
            ),
            statement('select 1 from a.b left join platform.tenant t on t.id = b.tenant_id'),
            statement(
              'insert into a.b select 1 from unnest(${ids}) n left join a.b c on c.id = n.id',
            ),
            statement(
              'insert into a.b select 1 from unnest(${ids}) n left join old on old.id = n.id',
            ),
            statement('select exists (select from a.b)'),
            statement('select exists (select 1 from a.b)'),
            statement('select 1 from a.b where shard_key = any(${keys}) for update'),
            'await holder.query(`select 1 from a.b where shard_key = any($1) for update`);',
            "await holder.query('select 1 from a.b where shard_key = $1 for update');",
            statement('select 1 from a.b where shard_key = any(${keys})'),
          ].join('\n'),
        },
        found: [1, 3, 5, 6, 7, 9, 10, 13, 15, 17, 19, 20].map((line) => `${probed}:${line}`),
      },
    ],
  },
  {
    name: 'doors-are-asked-beside',
    lesson:
      'A door works as its owner. In a cluster that is another connection, refused beside what the ' +
      'caller wrote: ask it with tx.door, which sees what is committed.',
    find: findDoorsWithin,
    probes: [
      {
        files: {
          'database/migrations/0001_a/up.sql': [
            'create function a.shut(wanted uuid) returns uuid',
            '  language plpgsql stable security definer set search_path = pg_catalog',
            '  as $$ begin return (select id from a.b where id = wanted); end $$;',
            'create function a.whole() returns uuid language plpgsql security definer',
            '  as $$ begin return (select id from platform.tenant); end $$;',
            'create function a.open(wanted uuid) returns uuid language plpgsql',
            '  as $$ begin return (select id from a.b where id = wanted); end $$;',
          ].join('\n'),
          [probed]: [
            statement('select a.shut(${id}), a.open(${id}), a.whole()'),
            'await tx.door`select a.shut(${id})`;',
            "await pool.query('select a.shut($1)', [id]);",
          ].join('\n'),
        },
        found: [`${probed}:1`],
      },
    ],
  },
];
