import type pg from 'pg';

/** A table of ours, and the columns that are stored (not computed). */
export type StoredTable = { schema: string; table: string; columns: string[] };

/**
 * Every table that the owner's role owns, each after the tables it points to, so that rows can be
 * written back in this order. The schema's own version is written by the migrations.
 */
export async function storedTables(client: pg.ClientBase): Promise<StoredTable[]> {
  const tables = await client.query<StoredTable & { oid: number }>(`
    select c.oid::int as oid, n.nspname as schema, c.relname as table,
           array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                         and a.attgenerated = ''
     where c.relkind = 'r' and c.relpersistence = 'p' and pg_get_userbyid(c.relowner) = 'heyi_owner'
       and (n.nspname, c.relname) <> ('platform', 'schema_version')
     group by c.oid, n.nspname, c.relname
     order by n.nspname, c.relname`);
  const links = await client.query<{ from: number; to: number }>(`
    select conrelid::int as from, confrelid::int as to from pg_constraint
     where contype = 'f' and conrelid <> confrelid`);
  const targetsOf = Map.groupBy(links.rows, (link) => link.from);
  const byOid = new Map(tables.rows.map((table) => [table.oid, table]));
  const ordered = new Set<number>();
  const visit = (oid: number): void => {
    if (ordered.has(oid) || !byOid.has(oid)) return;
    for (const link of targetsOf.get(oid) ?? []) visit(link.to);
    ordered.add(oid);
  };
  for (const table of tables.rows) visit(table.oid);
  return [...ordered].map((oid) => {
    const { schema, table, columns } = byOid.get(oid)!;
    return { schema, table, columns };
  });
}
