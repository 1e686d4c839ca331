import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { localTables, referenceTables } from '@heyi/platform';
import { type TestDatabase, createTestDatabase } from '@heyi/platform/testing';
import pg from 'pg';
import {
  opaqueFunctions,
  placeOfTable,
  readTableFunctions,
  readTables,
  type Table,
  type TableFunction,
  tableRules,
} from './tables.ts';

let database: TestDatabase;
let migrated: Table[];
let planted: Table[];
let functions: TableFunction[];
let plantedFunctions: TableFunction[];

/** A sound table, and one for each way to be unsound; the comment says what must be found. */
const plantedTables = `
  create schema probe;
  create table probe.sound (
    shard_key int, tenant_id uuid references platform.tenant (id), id uuid, note text,
    primary key (shard_key, tenant_id, id), unique (shard_key, tenant_id, note));
  create table probe.astray (
    shard_key bigint, tenant_id uuid, id uuid, other int, attempt bytea,
    primary key (shard_key, tenant_id, id),
    foreign key (other, tenant_id, id) references probe.sound (shard_key, tenant_id, id),
    foreign key (attempt) references access.attempt (key));
  create function probe.opaque(wanted uuid) returns setof uuid language sql
    as 'select id from probe.sound where id = wanted';
  alter function probe.opaque owner to heyi_owner;
  create function probe.seen(wanted uuid) returns setof uuid language plpgsql
    as 'begin return query select id from probe.sound where id = wanted; end';
  alter function probe.seen owner to heyi_owner;
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
  alter table access.attempt add shard_key int, add tenant_id uuid, add id uuid,
    add foreign key (shard_key, tenant_id, id) references probe.sound (shard_key, tenant_id, id);
  do $$
  declare name text;
  begin
    foreach name in array array['sound', 'astray', 'unsharded', 'triggered', 'counting'] loop
      execute format('alter table probe.%I enable row level security', name);
      execute format('alter table probe.%I force row level security', name);
      execute format('create policy tenant on probe.%I
        using (tenant_id = any (platform.visible_tenants()))
        with check (tenant_id = any (platform.visible_tenants()))', name);
      execute format(
        'create statistics probe.%I (dependencies) on shard_key, tenant_id from probe.%I',
        name || '_tenant', name);
    end loop;
  end $$;
  create policy everybody on probe.sound for select using (true);
  create policy door on probe.astray using (true) with check (tenant_id = any (platform.visible_tenants()));`;

const expected: Readonly<Record<string, readonly string[]>> = {
  'tables-have-a-tenant': ['probe.ownerless: no tenant_id'],
  'tables-of-nobody-stay-behind-doors': ['access.attempt: the application may delete'],
  'tenant-tables-are-protected': [
    'probe.open: no policy',
    'probe.open: no statistics on shard_key and tenant_id together',
    'probe.open: row-level security is not forced',
  ],
  'tables-have-a-place': ['probe.ownerless: neither distributed, nor reference, nor local'],
  'policies-ask-for-the-tenant': [
    'probe.astray: policy door shows rows of any tenant',
    'probe.sound: policy everybody shows rows of any tenant',
    'probe.sound: policy everybody takes rows of any tenant',
  ],
  'nothing-points-into-shards': [
    'access.attempt: foreign key to probe.sound, which is distributed',
  ],
  'tenant-tables-shard': [
    'probe.astray: foreign key (other, tenant_id, id) to probe.sound (shard_key, tenant_id, id)',
    'probe.astray: foreign key to access.attempt, which is local',
    'probe.astray: shard_key is bigint not null',
    'probe.unsharded: foreign key (sound) to probe.ownerless (id)',
    'probe.unsharded: primary key (tenant_id, id)',
    'probe.unsharded: shard_key is integer',
    'probe.unsharded: unique ((expression))',
    'probe.unsharded: unique (id)',
  ],
  'tables-have-no-triggers': ['probe.triggered: trigger moves'],
  'tables-do-not-count': [
    'probe.counting: id counts by itself',
    'probe.counting: seq counts by itself',
  ],
};

before(async () => {
  database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  migrated = await readTables(client);
  functions = await readTableFunctions(client);
  await client.query(plantedTables);
  const isPlanted = ({ name }: Table) => name.startsWith('probe.') || name === 'access.attempt';
  planted = (await readTables(client)).filter(isPlanted);
  plantedFunctions = await readTableFunctions(client);
  await client.end();
});
after(() => database.drop());

const findIn = (tables: readonly Table[], rule: (typeof tableRules)[number]) =>
  tables.flatMap((table) => [...rule.find(table)].map((what) => `${table.name}: ${what}`));

describe('数据表守则', () => {
  test('目录里有表可查', () => {
    assert.ok(migrated.some(({ name }) => name === 'platform.outbox'));
    const places = Map.groupBy(migrated, placeOfTable);
    assert.ok(places.get('distributed')!.length > 90);
    const others = [...places.get('reference')!, ...places.get('local')!];
    assert.deepEqual(
      others.map(({ name }) => name).toSorted(),
      [...referenceTables.keys(), ...localTables.keys()].toSorted(),
    );
  });
  test('带参数读写表的函数不用 SQL 语言写', () => {
    assert.ok(functions.length > 10);
    assert.deepEqual(opaqueFunctions(functions), []);
    assert.deepEqual(opaqueFunctions(plantedFunctions), ['probe.opaque']);
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
