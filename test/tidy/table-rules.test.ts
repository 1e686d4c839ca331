import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type TestDatabase, createTestDatabase } from '@heyi/platform/testing';
import pg from 'pg';
import { type Table, readTables, tableRules } from './tables.ts';

let database: TestDatabase;
let migrated: Table[];
let planted: Table[];

/** A sound table, and one for each way to be unsound; the comment says what must be found. */
const plantedTables = `
  create schema probe;
  create table probe.sound (
    shard_key int, tenant_id uuid references platform.tenant (id), id uuid, note text,
    primary key (shard_key, tenant_id, id), unique (shard_key, tenant_id, note));
  create table probe.ownerless (id uuid primary key);
  create table probe.open (
    shard_key int, tenant_id uuid, id uuid, primary key (shard_key, tenant_id, id));
  create table probe.unsharded (
    shard_key int, tenant_id uuid, id uuid, sound uuid, primary key (tenant_id, id),
    unique (id), foreign key (sound) references probe.ownerless (id));
  create unique index on probe.unsharded (lower(id::text));
  create table probe.triggered (
    shard_key int, tenant_id uuid, id uuid, primary key (shard_key, tenant_id, id));
  create function probe.nothing() returns trigger language plpgsql as 'begin return new; end';
  create trigger moves before insert on probe.triggered
    for each row execute function probe.nothing();
  create table probe.counting (
    shard_key int, tenant_id uuid, id bigserial, seq int generated always as identity,
    primary key (shard_key, tenant_id, id));
  grant delete on access.attempt to heyi_app;
  do $$
  declare name text;
  begin
    foreach name in array array['sound', 'unsharded', 'triggered', 'counting'] loop
      execute format('alter table probe.%I enable row level security', name);
      execute format('alter table probe.%I force row level security', name);
      execute format('create policy tenant on probe.%I using (true)', name);
      execute format(
        'create statistics probe.%I (dependencies) on shard_key, tenant_id from probe.%I',
        name || '_tenant', name);
    end loop;
  end $$;`;

const expected: Readonly<Record<string, readonly string[]>> = {
  'tables-have-a-tenant': ['probe.ownerless: no tenant_id'],
  'tables-of-nobody-stay-behind-doors': ['access.attempt: the application may delete'],
  'tenant-tables-are-protected': [
    'probe.open: no policy',
    'probe.open: no statistics on shard_key and tenant_id together',
    'probe.open: row-level security is not forced',
  ],
  'tenant-tables-shard': [
    'probe.unsharded: foreign key (sound) to probe.ownerless',
    'probe.unsharded: primary key (tenant_id, id)',
    'probe.unsharded: unique ((expression))',
    'probe.unsharded: unique (id)',
  ],
  'tenant-tables-have-no-triggers': ['probe.triggered: trigger moves'],
  'tenant-tables-do-not-count': [
    'probe.counting: id counts by itself',
    'probe.counting: seq counts by itself',
  ],
};

before(async () => {
  database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  migrated = await readTables(client);
  await client.query(plantedTables);
  const isPlanted = ({ name }: Table) => name.startsWith('probe.') || name === 'access.attempt';
  planted = (await readTables(client)).filter(isPlanted);
  await client.end();
});
after(() => database.drop());

const findIn = (tables: readonly Table[], rule: (typeof tableRules)[number]) =>
  tables.flatMap((table) => [...rule.find(table)].map((what) => `${table.name}: ${what}`));

describe('数据表守则', () => {
  test('目录里有表可查', () => {
    assert.ok(migrated.some(({ name }) => name === 'platform.outbox'));
  });
  for (const rule of tableRules) {
    test(rule.name, () => {
      const findings = findIn(migrated, rule);
      assert.ok(findings.length === 0, `${rule.name}\n${rule.lesson}\n${findings.join('\n')}`);
    });
  }
});

describe('守则自检：故意违反，必须报出', () => {
  for (const rule of tableRules) {
    test(rule.name, () => {
      assert.deepEqual(findIn(planted, rule).toSorted(), expected[rule.name]);
    });
  }
});
