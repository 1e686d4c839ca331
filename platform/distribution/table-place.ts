import type pg from 'pg';
import { hasCitus } from '../postgres/pool.ts';

/** Where a table's rows lie in a cluster. */
export type Place = 'distributed' | 'reference' | 'local';

/** Whole on every node: distributed tables point to them, and each node looks them up at home. */
export const referenceTables: ReadonlyMap<string, string> = new Map([
  ['platform.tenant', 'every row of every table points to it'],
  ['access.login_name', 'leads from a name to a tenant before the tenant is known'],
]);

/** On the coordinator alone: nobody's rows, few or short-lived, and never joined with a tenant's. */
export const localTables: ReadonlyMap<string, string> = new Map([
  ['platform.schema_version', 'says how far the migrations of the whole have come'],
  ['access.attempt', 'counts sign-ins before anybody is known; lives for a day'],
  ['connect.nonce', 'remembers used nonces for ten minutes, unlogged; emptied by truncate'],
  ['connect.nonce_0', 'a slot of them'],
  ['connect.nonce_1', 'a slot of them'],
  ['connect.nonce_2', 'a slot of them'],
  ['connect.nonce_epoch', 'says since when nonces are remembered'],
  ['connect.app_usage', 'counts the requests of a minute, unlogged'],
]);

export type PlacedTable = {
  /** `people.person` */
  readonly name: string;
  /** Null: it has neither a tenant nor a place in the lists above. */
  readonly place: Place | null;
  /** What the cluster says it is now; local tables it does not know. */
  readonly present: Place;
};

type CatalogueRow = { name: string; isTenants: boolean; present: Place };

/** Every table of Heyi's owner, in the order of their names. */
export async function readPlacedTables(client: pg.ClientBase): Promise<PlacedTable[]> {
  const present = (await hasCitus(client))
    ? `coalesce((select case p.partmethod when 'h' then 'distributed' else 'reference' end
                   from pg_catalog.pg_dist_partition p
                  where p.logicalrelid = c.oid
                    and (p.partmethod = 'h' or p.repmodel = 't')), 'local')`
    : `'local'`;
  const { rows } = await client.query<CatalogueRow>(`
    select n.nspname || '.' || c.relname as name, ${present} as present,
           (select count(*) = 2 from pg_attribute a
             where a.attrelid = c.oid and not a.attisdropped
               and a.attname in ('shard_key', 'tenant_id')) as "isTenants"
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and pg_get_userbyid(c.relowner) = 'heyi_owner'
       and c.oid is distinct from to_regclass('platform.distribution_foreign_key')
     order by 1`);
  return rows.map(({ name, isTenants, present: now }) => ({
    name,
    place: placeOf(name, isTenants),
    present: now,
  }));
}

export function placeOf(name: string, isTenants: boolean): Place | null {
  if (referenceTables.has(name)) return 'reference';
  if (localTables.has(name)) return 'local';
  return isTenants ? 'distributed' : null;
}
