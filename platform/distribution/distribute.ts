import pg from 'pg';
import { schemaVersion } from '../postgres/migrate.ts';
import { type PlacedTable, readPlacedTables } from './table-place.ts';

/** Why nothing was distributed, in one line for the operator. */
export class DistributionError extends Error {
  override name = 'DistributionError';
}

export type DistributionOptions = {
  ownerUrl: string;
  /** How many pieces each table has; fixed once the first table is distributed. */
  shardCount: number;
  /** The schema that this Heyi knows. */
  version: number;
  planOnly?: boolean;
  say: (line: string) => void;
};

/** All tables stand with it: rows of one shard key lie on one node. */
const anchor = 'platform.stripe';
const migrationLock = 4_727_001;

/**
 * Spreads the tables of a migrated database, empty or filled, over the nodes of its Citus cluster.
 * Every step is a transaction of its own and looks first whether it is done: killed anywhere, the
 * next run goes on from there. Foreign keys are taken off first and put back last, as one may never
 * lead from a table of the coordinator to a distributed one; what is taken off is written down in
 * `platform.distribution_foreign_key` in the same transaction.
 */
export async function distribute(options: DistributionOptions): Promise<void> {
  const client = new pg.Client({
    connectionString: options.ownerUrl,
    application_name: 'heyi cli',
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await refuseUnready(client, options.version);
    const tables = await readPlacedTables(client);
    refuseUnplaced(tables);
    const moved = tables.filter(({ place, present }) => place !== present);
    const waiting = inOrder(moved, await viewedTables(client));
    printPlan(tables, waiting, options);
    if (options.planOnly) return;
    await refuseServed(client);
    await client.query(`set client_min_messages = warning`);
    if (waiting.length > 0) await takeOffForeignKeys(client, waiting);
    await spreadFunctions(client);
    for (const [index, table] of waiting.entries()) {
      options.say(`${index + 1}/${waiting.length} ${table.name}: ${table.place}`);
      await spreadTable(client, table, options.shardCount);
    }
    await putBackForeignKeys(client, options.say);
    await dropLocalRows(client, options.say);
    options.say('Distributed.');
  } finally {
    await client.end();
  }
}

async function refuseUnready(client: pg.Client, version: number): Promise<void> {
  const extension = await client.query(`select 1 from pg_extension where extname = 'citus'`);
  if (extension.rowCount === 0) {
    throw new DistributionError('This database has no Citus: `create extension citus` first.');
  }
  const nodes = await client.query(
    `select 1 from pg_dist_node where isactive and shouldhaveshards and noderole = 'primary'`,
  );
  if (nodes.rowCount === 0) {
    throw new DistributionError('No node takes shards: `select citus_add_node(…)` first.');
  }
  const coordinator = await client.query(`select 1 from pg_dist_node where groupid = 0`);
  if (coordinator.rowCount === 0) {
    throw new DistributionError(
      'The nodes do not know their coordinator: `select citus_set_coordinator_host(…)` first.',
    );
  }
  const found = await schemaVersion(client);
  if (found !== version) {
    throw new DistributionError(
      `The database has schema ${found}, this Heyi knows ${version}: start Heyi once, then stop it.`,
    );
  }
}

function refuseUnplaced(tables: readonly PlacedTable[]): void {
  const unplaced = tables.filter(({ place }) => place === null).map(({ name }) => name);
  if (unplaced.length > 0) {
    throw new DistributionError(`Nobody said where these tables belong: ${unplaced.join(', ')}.`);
  }
}

/** A server would write between two steps, and each knows from its start whether tables are spread. */
async function refuseServed(client: pg.Client): Promise<void> {
  const served = await client.query(`
    select 1 from pg_stat_activity
     where datname = current_database() and usename in ('heyi_app', 'heyi_jobs')`);
  if (served.rowCount !== 0) throw new DistributionError('A server is connected: stop it first.');
}

function printPlan(
  tables: readonly PlacedTable[],
  waiting: readonly PlacedTable[],
  { shardCount, say }: DistributionOptions,
): void {
  const count = (place: string) => tables.filter((table) => table.place === place).length;
  say(
    `${count('distributed')} tables distributed by shard_key (${shardCount} shards), ` +
      `${count('reference')} on every node, ${count('local')} on the coordinator alone; ` +
      `${waiting.length} have to be moved.`,
  );
  for (const { name, place } of waiting) say(`  ${place} ${name}`);
}

/** Tables that a view shows, which goes to the nodes with its first table. */
async function viewedTables(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(`
    select distinct d.refobjid::regclass::text as name
      from pg_depend d
      join pg_rewrite r on r.oid = d.objid and r.ev_class <> d.refobjid
     where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass`);
  return new Set(rows.map(({ name }) => name));
}

/**
 * Reference tables first, then the anchor, then what no view shows: a table brings its schema to the
 * nodes, a view in another schema does not, and is refused where that schema is missing.
 */
function inOrder(tables: readonly PlacedTable[], viewed: ReadonlySet<string>): PlacedTable[] {
  const rank = ({ name, place }: PlacedTable) => {
    if (place === 'reference') return name === 'platform.tenant' ? 0 : 1;
    if (name === anchor) return 2;
    return viewed.has(name) ? 4 : 3;
  };
  return tables.toSorted((a, b) => rank(a) - rank(b));
}

async function inStep(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function takeOffForeignKeys(
  client: pg.Client,
  waiting: readonly PlacedTable[],
): Promise<void> {
  await inStep(client, async () => {
    await client.query(`
      create table if not exists platform.distribution_foreign_key (
        relation text not null, name text not null, target text not null, definition text not null,
        primary key (relation, name))`);
    const taken = await client.query<{ relation: string; name: string }>(
      `insert into platform.distribution_foreign_key (relation, name, target, definition)
       select f.conrelid::regclass::text, f.conname, f.confrelid::regclass::text,
              pg_get_constraintdef(f.oid)
         from pg_constraint f
        where f.contype = 'f' and f.conparentid = 0 and f.conrelid = any ($1::regclass[])
       returning relation, name`,
      [waiting.map(({ name }) => name)],
    );
    for (const { relation, name } of taken.rows) {
      await client.query(`alter table ${relation} drop constraint ${pg.escapeIdentifier(name)}`);
    }
  });
}

/** What policies, checks and statements call has to be on every node. Doors run on the coordinator. */
async function spreadFunctions(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`
    select p.oid::regprocedure::text as name from pg_proc p
     where pg_get_userbyid(p.proowner) = 'heyi_owner' and not p.prosecdef and p.prokind = 'f'
       and p.provolatile <> 'v' and not p.proretset
       and not exists (select from pg_catalog.pg_dist_object o
                        where o.classid = 'pg_proc'::regclass and o.objid = p.oid)`);
  for (const { name } of rows) await client.query('select create_distributed_function($1)', [name]);
}

/**
 * Rows are copied to the nodes by COPY, which forced row-level security refuses even to the owner: it
 * is lifted for this transaction. A distributed policy may hold no subquery; on one node the subquery
 * makes PostgreSQL read the setting once a statement, here it is read once a row.
 */
async function spreadTable(
  client: pg.Client,
  { name, place }: PlacedTable,
  shardCount: number,
): Promise<void> {
  await inStep(client, async () => {
    const forced = await client.query<{ policy: boolean }>(
      `select exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant')
                as policy
         from pg_class c where c.oid = $1::regclass and c.relforcerowsecurity`,
      [name],
    );
    if (forced.rows[0]) await client.query(`alter table ${name} no force row level security`);
    if (forced.rows[0]?.policy) {
      await client.query(`
        alter policy tenant on ${name}
          using (tenant_id = any (platform.visible_tenants()))
          with check (tenant_id = any (platform.visible_tenants()))`);
    }
    if (place === 'reference') await client.query('select create_reference_table($1)', [name]);
    else if (name === anchor) {
      await client.query(
        `select create_distributed_table($1, 'shard_key', colocate_with => 'none',
                                         shard_count => $2)`,
        [name, shardCount],
      );
    } else {
      await client.query(`select create_distributed_table($1, 'shard_key', colocate_with => $2)`, [
        name,
        anchor,
      ]);
    }
    if (forced.rows[0]) await client.query(`alter table ${name} force row level security`);
  });
}

type ForeignKey = { relation: string; name: string; target: string; definition: string };

async function putBackForeignKeys(client: pg.Client, say: (line: string) => void): Promise<void> {
  const found = await client.query(
    `select to_regclass('platform.distribution_foreign_key') is not null as found`,
  );
  if (!found.rows[0].found) return;
  const { rows } = await client.query<ForeignKey>(
    'select * from platform.distribution_foreign_key order by relation, name',
  );
  say(`${rows.length} foreign keys are put back.`);
  for (const key of rows) {
    await inStep(client, async () => {
      await client.query(`alter table ${key.relation}
        add constraint ${pg.escapeIdentifier(key.name)} ${key.definition}`);
      await client.query(
        'delete from platform.distribution_foreign_key where relation = $1 and name = $2',
        [key.relation, key.name],
      );
    });
  }
  await client.query('drop table platform.distribution_foreign_key');
}

/** Distributing copies; what lay on the coordinator is still there, unseen, and is dropped now. */
async function dropLocalRows(client: pg.Client, say: (line: string) => void): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`
    select p.logicalrelid::text as name from pg_catalog.pg_dist_partition p
     where p.partmethod = 'h' and pg_relation_size(p.logicalrelid) > 0`);
  if (rows.length > 0) say(`${rows.length} copies on the coordinator are emptied.`);
  for (const { name } of rows) {
    await client.query('select truncate_local_data_after_distributing_table($1)', [name]);
  }
}
