import type pg from 'pg';

export const schemaFolder = 'database/schema';

/**
 * The schema of a database as SQL to read and compare, a file a PostgreSQL schema: what the migrations
 * add up to. It is made from the catalogue, in one order whatever the order of the migrations.
 */
export async function printSchema(
  client: pg.ClientBase,
): Promise<{ file: string; content: string }[]> {
  const files = [];
  const schemas = await client.query<{ name: string }>(`
    select nspname as name from pg_namespace
     where pg_get_userbyid(nspowner) = 'heyi_owner' order by 1`);
  for (const { name } of schemas.rows) {
    const parts = [
      '-- Made by tools/generate.ts from the migrations. Read it; change the migrations.\n\n',
      `${await linesOf(client, grantsOfSchema, name)}\n`,
      await tablesOf(client, name),
    ];
    for (const query of [views, functions]) parts.push(await linesOf(client, query, name));
    files.push({ file: `${schemaFolder}/${name}.sql`, content: `${parts.join('').trimEnd()}\n` });
  }
  return files;
}

async function linesOf(client: pg.ClientBase, query: string, name: string): Promise<string> {
  const found = await client.query<{ text: string }>(query, [name]);
  return found.rows.map(({ text }) => `${text.trimEnd()}\n`).join('');
}

async function tablesOf(client: pg.ClientBase, schema: string): Promise<string> {
  const tables = await client.query<{ oid: number; name: string }>(
    `select c.oid::int as oid, format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relkind in ('r', 'p') order by c.relname`,
    [schema],
  );
  const texts = [];
  for (const { oid, name } of tables.rows) {
    const inside = await client.query<{ text: string }>(columnsAndConstraints, [oid]);
    const beside = await client.query<{ text: string }>(indexesAndRights, [oid]);
    const body = inside.rows.map(({ text }) => `  ${text}`).join(',\n');
    const rest = beside.rows.map(({ text }) => `${text};\n`).join('');
    texts.push(`create table ${name} (\n${body}\n);\n${rest}\n`);
  }
  return texts.join('');
}

const grantsOfSchema = `
  select format('grant %s on schema %I to %s;', lower(a.privilege_type), n.nspname,
                a.grantee::regrole) as text
    from pg_namespace n, aclexplode(n.nspacl) a
   where n.nspname = $1 and a.grantee <> n.nspowner and a.grantee <> 0 order by 1`;

const columnsAndConstraints = `
  select text from (
    select 1 as part, a.attnum as place, concat_ws(' ', quote_ident(a.attname),
             format_type(a.atttypid, a.atttypmod),
             case when a.attgenerated = 's'
                  then format('generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
                  when d.adbin is not null then 'default ' || pg_get_expr(d.adbin, d.adrelid) end,
             case when a.attnotnull then 'not null' end) as text
      from pg_attribute a
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
    union all
    select 2, row_number() over (order by c.contype <> 'p', c.conname),
           format('constraint %I %s', c.conname, pg_get_constraintdef(c.oid))
      from pg_constraint c where c.conrelid = $1 and c.contype <> 'n') as parts
   order by part, place`;

const indexesAndRights = `
  select text from (
    select 1 as part, pg_get_indexdef(i.indexrelid) as text from pg_index i
     where i.indrelid = $1
       and not exists (select from pg_constraint c
                        where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
    union all
    select 2, format('alter table %s enable row level security', c.oid::regclass)
      from pg_class c where c.oid = $1 and c.relrowsecurity
    union all
    select 3, format('alter table %s force row level security', c.oid::regclass)
      from pg_class c where c.oid = $1 and c.relforcerowsecurity
    union all
    select 4, concat(format('create policy %I on %s', p.polname, p.polrelid::regclass),
             ' to ', array_to_string(array(select r::regrole::text from unnest(p.polroles) r), ', '),
             ' using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
             ' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
      from pg_policy p where p.polrelid = $1
    union all
    select 5, format('grant %s on %s to %s', string_agg(lower(a.privilege_type), ', '
                       order by a.privilege_type), c.oid::regclass, a.grantee::regrole)
      from pg_class c, aclexplode(c.relacl) a
     where c.oid = $1 and a.grantee <> c.relowner group by c.oid, a.grantee) as parts
   order by part, text`;

const views = `
  select format(E'create view %I.%I%s as\\n%s\\n%s\\n', n.nspname, c.relname,
           case when c.reloptions is not null
                then format(' with (%s)', array_to_string(c.reloptions, ', ')) end,
           pg_get_viewdef(c.oid),
           (select string_agg(format('grant %s on %I.%I to %s;', lower(a.privilege_type), n.nspname,
                      c.relname, a.grantee::regrole), E'\\n' order by a.grantee::regrole::text)
              from aclexplode(c.relacl) a where a.grantee <> c.relowner)) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = $1 and c.relkind in ('v', 'm') order by c.relname`;

const functions = `
  select format(E'%s;\\n%s\\n', trim(trailing E'\\n' from pg_get_functiondef(p.oid)),
           (select string_agg(format('grant execute on function %s to %s;', p.oid::regprocedure,
                      case a.grantee when 0 then 'public' else a.grantee::regrole::text end), E'\\n'
                      order by a.grantee)
              from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
             where a.grantee <> p.proowner)) as text
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname = $1 order by p.proname, p.oid::regprocedure::text`;
