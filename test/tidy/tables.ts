import type pg from 'pg';

/** What the catalogue of a migrated database says about one table. */
export type Table = {
  readonly name: string;
  readonly isTenantTable: boolean;
  readonly isForced: boolean;
  readonly policies: number;
  /** Whether the planner knows that the shard key follows from the tenant. */
  readonly hasStatistics: boolean;
  readonly primaryKey: readonly string[] | null;
  readonly uniques: readonly (readonly string[])[];
  readonly references: readonly { readonly columns: readonly string[]; readonly to: string }[];
  readonly triggers: readonly string[];
  readonly counters: readonly string[];
  /** What the application's role may do with it. */
  readonly grants: readonly string[];
};

export type TableRule = {
  readonly name: string;
  readonly lesson: string;
  find(table: Table): Iterable<string>;
};

/** Small, on every shard, the same for all tenants: foreign keys may point to them. */
const referenceTables: ReadonlySet<string> = new Set(['platform.tenant']);

/** Tables that belong to no tenant, each for a reason. */
const tablesOfNobody: ReadonlyMap<string, string> = new Map([
  ['platform.tenant', 'says which tenants there are'],
  ['platform.schema_version', 'says how far the migrations have come'],
  ['access.attempt', 'counts sign-ins before anybody is known'],
  ['connect.app_usage', 'counts the requests of a minute, for a few minutes'],
  ['connect.nonce', 'remembers used nonces for ten minutes'],
  ['connect.nonce_0', 'a slot of them'],
  ['connect.nonce_1', 'a slot of them'],
  ['connect.nonce_2', 'a slot of them'],
  ['connect.nonce_epoch', 'says since when nonces are remembered'],
  ['access.login_name', 'finds the tenant of somebody who signs in'],
]);

/** Keeps its own tables and speaks to them by its own role. */
const foreignSchemas = ['graphile_worker'];

const catalogue = `
  select n.nspname || '.' || c.relname as name,
         exists (select from pg_attribute a
                  where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
           as "isTenantTable",
         c.relrowsecurity and c.relforcerowsecurity as "isForced",
         (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
         exists (select from pg_statistic_ext s where s.stxrelid = c.oid and 'f' = any (s.stxkind)
                    and s.stxkeys::text = (select string_agg(a.attnum::text, ' ' order by a.attnum)
                                             from pg_attribute a
                                            where a.attrelid = c.oid
                                              and a.attname in ('shard_key', 'tenant_id')))
           as "hasStatistics",
         (select to_jsonb(names) from keys k where k.indrelid = c.oid and k.indisprimary)
           as "primaryKey",
         coalesce((select jsonb_agg(names) from keys k
                    where k.indrelid = c.oid and not k.indisprimary), '[]') as uniques,
         coalesce((select jsonb_agg(jsonb_build_object(
                     'columns', (select jsonb_agg(a.attname order by u.place)
                                   from unnest(f.conkey) with ordinality u (number, place)
                                   join pg_attribute a
                                     on a.attrelid = f.conrelid and a.attnum = u.number),
                     'to', fn.nspname || '.' || fc.relname))
                     from pg_constraint f
                     join pg_class fc on fc.oid = f.confrelid
                     join pg_namespace fn on fn.oid = fc.relnamespace
                    where f.conrelid = c.oid and f.contype = 'f'), '[]') as "references",
         coalesce((select jsonb_agg(t.tgname) from pg_trigger t
                    where t.tgrelid = c.oid and not t.tgisinternal), '[]') as triggers,
         coalesce((select jsonb_agg(a.attname) from pg_attribute a
                     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                    where a.attrelid = c.oid and not a.attisdropped
                      and (a.attidentity <> ''
                           or pg_get_expr(d.adbin, d.adrelid) like 'nextval(%')), '[]') as counters,
         array(select privilege
                 from unnest(array['select', 'insert', 'update', 'delete']) as privilege
                where has_table_privilege('heyi_app', c.oid, privilege)) as grants
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)'
     and n.nspname <> all ($1)
   order by 1`;

const keys = `
  with keys as (
    select i.indrelid, i.indisprimary,
           array(select coalesce(a.attname, '(expression)')
                   from unnest(i.indkey::int2[]) with ordinality u (number, place)
                   left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.number
                  where u.place <= i.indnkeyatts
                  order by u.place) as names
      from pg_index i where i.indisunique)`;

export async function readTables(client: pg.Client): Promise<Table[]> {
  const text = [keys, catalogue].join('\n');
  return (await client.query<Table>(text, [foreignSchemas])).rows;
}

function* findUnprotected(table: Table): Iterable<string> {
  if (!table.isForced) yield 'row-level security is not forced';
  if (table.policies === 0) yield 'no policy';
  if (!table.hasStatistics) yield 'no statistics on shard_key and tenant_id together';
}

function* findUnsharded({ primaryKey, uniques, references }: Table): Iterable<string> {
  if (primaryKey === null) yield 'no primary key';
  else if (primaryKey[0] !== 'shard_key') yield `primary key (${primaryKey.join(', ')})`;
  for (const columns of uniques) {
    if (columns[0] !== 'shard_key') yield `unique (${columns.join(', ')})`;
  }
  for (const { columns, to } of references) {
    if (columns[0] === 'shard_key' || referenceTables.has(to)) continue;
    yield `foreign key (${columns.join(', ')}) to ${to}`;
  }
}

function* findTriggers({ triggers }: Table): Iterable<string> {
  for (const name of triggers) yield `trigger ${name}`;
}

function* findCounters({ counters }: Table): Iterable<string> {
  for (const name of counters) yield `${name} counts by itself`;
}

function* findOwnerless({ name, isTenantTable }: Table): Iterable<string> {
  if (!isTenantTable && !tablesOfNobody.has(name)) yield 'no tenant_id';
}

function* findOpenToAll({ name, grants }: Table): Iterable<string> {
  if (!tablesOfNobody.has(name)) return;
  const allowed = referenceTables.has(name) ? ['select'] : [];
  for (const grant of grants) if (!allowed.includes(grant)) yield `the application may ${grant}`;
}

const onTenantTables = (find: TableRule['find']): TableRule['find'] =>
  function* (table) {
    if (table.isTenantTable && !tablesOfNobody.has(table.name)) yield* find(table);
  };

export const tableRules: readonly TableRule[] = [
  {
    name: 'tables-have-a-tenant',
    lesson:
      'A row belongs to one tenant. Add tenant_id, or list the table in tablesOfNobody with the ' +
      'reason why it belongs to none.',
    find: findOwnerless,
  },
  {
    name: 'tables-of-nobody-stay-behind-doors',
    lesson:
      'No row-level security holds on a table without a tenant: the application reaches it ' +
      'through a security definer function, which says exactly what may be asked.',
    find: findOpenToAll,
  },
  {
    name: 'tenant-tables-are-protected',
    lesson: 'A forgotten where must leak nothing: `call platform.protect(…)` after the table.',
    find: onTenantTables(findUnprotected),
  },
  {
    name: 'tenant-tables-shard',
    lesson:
      'shard_key stands first in every primary key, unique constraint and foreign key; others ' +
      'may only point to a reference table. So that the tables can be spread over machines.',
    find: onTenantTables(findUnsharded),
  },
  {
    name: 'tenant-tables-have-no-triggers',
    lesson:
      'What moves by itself moves money unseen, and not at all on a spread table. Write it out.',
    find: onTenantTables(findTriggers),
  },
  {
    name: 'tenant-tables-do-not-count',
    lesson: 'Identity and serial columns count per machine. Use newId().',
    find: onTenantTables(findCounters),
  },
];
