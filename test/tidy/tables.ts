import { localTables, type Place, placeOf, referenceTables } from '@heyi/platform';
import type pg from 'pg';

/** What the catalogue of a migrated database says about one table. */
export type Table = {
  readonly name: string;
  readonly isTenantTable: boolean;
  readonly isForced: boolean;
  /** `integer not null`; null when there is no shard_key. */
  readonly shardKey: string | null;
  readonly policies: readonly Policy[];
  /** Whether the planner knows that the shard key follows from the tenant. */
  readonly hasStatistics: boolean;
  readonly primaryKey: readonly string[] | null;
  readonly uniques: readonly (readonly string[])[];
  readonly references: readonly {
    readonly columns: readonly string[];
    readonly to: string;
    readonly toColumns: readonly string[];
  }[];
  readonly triggers: readonly string[];
  readonly counters: readonly string[];
  /** What the application's role may do with it. */
  readonly grants: readonly string[];
};

export type Policy = {
  readonly name: string;
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
};

export type TableRule = {
  readonly name: string;
  readonly lesson: string;
  find(table: Table): Iterable<string>;
};

/** What the application may do with a table that belongs to no tenant. */
const openTables: ReadonlyMap<string, readonly string[]> = new Map([
  ['platform.tenant', ['select', 'insert']],
]);

/** Tables that belong to no tenant, each for a reason. */
const tablesOfNobody: ReadonlyMap<string, string> = new Map([...referenceTables, ...localTables]);

/** Keeps its own tables and speaks to them by its own role. */
const foreignSchemas = ['graphile_worker'];

const catalogue = `
  select n.nspname || '.' || c.relname as name,
         exists (select from pg_attribute a
                  where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
           as "isTenantTable",
         c.relrowsecurity and c.relforcerowsecurity as "isForced",
         (select format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
            from pg_attribute a
           where a.attrelid = c.oid and a.attname = 'shard_key' and not a.attisdropped) as "shardKey",
         coalesce((select jsonb_agg(jsonb_build_object(
                     'name', p.polname,
                     'roles', array(select pg_get_userbyid(role) from unnest(p.polroles) role),
                     'using', pg_get_expr(p.polqual, p.polrelid),
                     'check', pg_get_expr(p.polwithcheck, p.polrelid)))
                     from pg_policy p where p.polrelid = c.oid), '[]') as policies,
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
                     'to', fn.nspname || '.' || fc.relname,
                     'toColumns', (select jsonb_agg(a.attname order by u.place)
                                     from unnest(f.confkey) with ordinality u (number, place)
                                     join pg_attribute a
                                       on a.attrelid = f.confrelid and a.attnum = u.number)))
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
  if (table.policies.length === 0) yield 'no policy';
  if (!table.hasStatistics) yield 'no statistics on shard_key and tenant_id together';
}

const tenantIsAsked = /tenant_id = ANY \(.*platform\.visible_tenants\(\)/s;

/** The owner's doors pass by a policy of their own; everybody else by one that asks for the tenant. */
function* findOpenPolicies({ policies }: Table): Iterable<string> {
  for (const { name, roles, using, check } of policies) {
    if (name === 'door' && roles.join() === 'heyi_owner') continue;
    if (!tenantIsAsked.test(using ?? '')) yield `policy ${name} shows rows of any tenant`;
    if (!tenantIsAsked.test(check ?? '')) yield `policy ${name} takes rows of any tenant`;
  }
}

export const placeOfTable = ({ name, isTenantTable, shardKey }: Table): Place | null =>
  placeOf(name, isTenantTable && shardKey !== null);

function* findUnplaced(table: Table): Iterable<string> {
  if (placeOfTable(table) === null) yield 'neither distributed, nor reference, nor local';
}

function* findUnsharded({ shardKey, primaryKey, uniques, references }: Table): Iterable<string> {
  if (shardKey !== 'integer not null') yield `shard_key is ${shardKey ?? 'missing'}`;
  if (primaryKey === null) yield 'no primary key';
  else if (primaryKey[0] !== 'shard_key') yield `primary key (${primaryKey.join(', ')})`;
  for (const columns of uniques) {
    if (columns[0] !== 'shard_key') yield `unique (${columns.join(', ')})`;
  }
  for (const { columns, to, toColumns } of references) {
    if (referenceTables.has(to)) continue;
    if (localTables.has(to)) yield `foreign key to ${to}, which is local`;
    else if (columns[0] !== 'shard_key' || toColumns[0] !== 'shard_key') {
      yield `foreign key (${columns.join(', ')}) to ${to} (${toColumns.join(', ')})`;
    }
  }
}

/** What is on every node, or on the coordinator alone, cannot point into the pieces of a table. */
function* findPointersIntoShards(table: Table): Iterable<string> {
  if (placeOfTable(table) === 'distributed') return;
  if (table.primaryKey === null) yield 'no primary key';
  for (const { to } of table.references) {
    if (!tablesOfNobody.has(to)) yield `foreign key to ${to}, which is distributed`;
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
  const allowed = openTables.get(name) ?? [];
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
    name: 'tables-have-a-place',
    lesson:
      'Beyond one machine a table is distributed by shard_key, or stands in referenceTables or ' +
      'localTables of platform/distribution with the reason.',
    find: findUnplaced,
  },
  {
    name: 'policies-ask-for-the-tenant',
    lesson:
      'Every policy but the door of heyi_owner compares tenant_id with platform.visible_tenants(), ' +
      'for rows that are read and for rows that are written.',
    find: onTenantTables(findOpenPolicies),
  },
  {
    name: 'nothing-points-into-shards',
    lesson:
      'Reference and local tables have a primary key, and point to tables of their own kind alone.',
    find: (table) => (tablesOfNobody.has(table.name) ? findPointersIntoShards(table) : []),
  },
  {
    name: 'tenant-tables-shard',
    lesson:
      'shard_key, an integer that is never null, stands first in every primary key, unique constraint ' +
      'and foreign key, at both its ends; others may only point to a reference table. So that the tables can be spread over machines.',
    find: onTenantTables(findUnsharded),
  },
  {
    name: 'tables-have-no-triggers',
    lesson:
      'What moves by itself moves money unseen, and not at all on a spread table. Write it out.',
    find: findTriggers,
  },
  {
    name: 'tables-do-not-count',
    lesson: 'Identity and serial columns count per machine. Use newId().',
    find: findCounters,
  },
];

/** A function that reads or writes tables by its parameters. */
export type TableFunction = { readonly name: string; readonly language: string };

/** SQL functions whose tables are local: those Citus does not plan. */
const localFunctions: readonly string[] = [
  'access.take_attempts',
  'access.record_failure',
  'access.clear_attempts',
  'access.lock_outs',
  'connect.share_usage',
];

export async function readTableFunctions(client: pg.Client): Promise<TableFunction[]> {
  const { rows } = await client.query<TableFunction>(`
    select n.nspname || '.' || p.proname as name, l.lanname as language
      from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
      join pg_language l on l.oid = p.prolang
     where pg_get_userbyid(p.proowner) = 'heyi_owner' and p.prokind = 'f'
       and (p.prosecdef or p.proretset) and p.pronargs > 0
     order by 1`);
  return rows;
}

/** Citus sees through no parameter of an SQL function: it refuses to plan what is inside. */
export function opaqueFunctions(functions: readonly TableFunction[]): string[] {
  return functions.flatMap(({ name, language }) =>
    language === 'sql' && !localFunctions.includes(name) ? [name] : [],
  );
}
