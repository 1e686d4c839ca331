import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '@heyi/platform/testing';
import pg from 'pg';
import { printSchema, schemaFolder } from './print-schema.ts';
import { root } from './repository.ts';

let database: TestDatabase;
let client: pg.Client;
before(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
});
after(async () => {
  await client.end();
  await database.drop();
});

test('database/schema 与迁移合起来的结构一致', async () => {
  const printed = await printSchema(client);
  const kept = readdirSync(join(root, schemaFolder)).map((name) => `${schemaFolder}/${name}`);
  assert.deepEqual(
    kept.toSorted(),
    printed.map(({ file }) => file).toSorted(),
    'a file of database/schema is missing or left over',
  );
  const outdated = printed.filter(
    ({ file, content }) => readFileSync(join(root, file), 'utf8') !== content,
  );
  assert.deepEqual(
    outdated.map(({ file }) => file),
    [],
    'not what the migrations make: run `npm run generate`',
  );
});

const changes = [
  'alter table platform.outbox add column note text',
  'alter table platform.outbox alter column type drop not null',
  'drop index platform.outbox_waiting',
  'drop policy tenant on platform.outbox',
  'alter table platform.outbox no force row level security',
  'grant update on platform.audit_entry to heyi_app',
  'grant execute on function platform.prune to public',
  'alter function platform.house_tenant security invoker',
];

for (const change of changes) {
  test(`看得出改动：${change}`, async () => {
    const printed = await printSchema(client);
    await client.query('begin');
    await client.query(change);
    const changed = await printSchema(client);
    await client.query('rollback');
    assert.notDeepEqual(changed, printed);
  });
}
