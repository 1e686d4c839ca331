import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import {
  appendAudit,
  backUp,
  ensureRoles,
  inTransaction,
  openPool,
  publish,
  readFile,
  readMigrations,
  restore,
  sealAudit,
  storeFile,
  systemActor,
  folderFileStore,
} from '../index.ts';
import { testServerUrl } from '../embedded/test-server.ts';
import { createTestHost, type TestHost } from '../testing.ts';

const migrations = readMigrations(path.resolve(import.meta.dirname, '../../database/migrations'));
const now = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let folder: string;
before(async () => {
  world = await createTestHost();
  folder = mkdtempSync(path.join(tmpdir(), 'heyi-backup-'));
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every table of ours as one number: equal when and only when all rows are. */
async function fingerprints(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query(`
      select n.nspname as schema, c.relname as name from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and pg_get_userbyid(c.relowner) = 'heyi_owner'
         and c.relname <> 'schema_version' order by 1, 2`);
    const found: Record<string, string> = {};
    for (const { schema, name } of tables.rows) {
      const table = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
      const sum = await client.query(
        `select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as sum from ${table} t`,
      );
      found[`${schema}.${name}`] = sum.rows[0].sum;
    }
    return found;
  } finally {
    await client.end();
  }
}

async function emptyDatabase(
  name: string,
): Promise<{ adminUrl: string; ownerUrl: string; appUrl: string }> {
  const server = await testServerUrl();
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`drop database if exists ${name} with (force)`);
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  const urls = await ensureRoles(url.href);
  return { adminUrl: url.href, ownerUrl: urls.ownerUrl, appUrl: urls.appUrl };
}

test('备份恢复到空库：每张表逐行相同，文件能打开', async () => {
  const tenant = await world.tenant();
  const file = await world.as(tenant, async (tx) => {
    await appendAudit(tx, {
      operation: '备份\t前\n\\N',
      subjectId: null,
      detail: { 金额: '1.00' },
    });
    await publish(tx, { type: 'x', payload: { a: [1, null, '\\'] } });
    return storeFile(tx, { name: '花名册.xlsx', type: 'a/b', content: Buffer.from('内容') });
  });
  await world.as(tenant, (tx) => sealAudit(tx));
  const directory = path.join(folder, 'whole');
  const filesDirectory = world.filesDirectory;
  const manifest = await backUp({
    ownerUrl: world.database.urls.ownerUrl,
    filesDirectory,
    directory,
    now,
  });
  assert.equal(manifest.schemaVersion, migrations.at(-1)!.version);

  const target = await emptyDatabase('heyi_restore_whole');
  const restored = path.join(folder, 'restored-files');
  await restore({ ownerUrl: target.ownerUrl, filesDirectory: restored, directory, migrations });
  assert.deepEqual(
    await fingerprints(target.ownerUrl),
    await fingerprints(world.database.urls.ownerUrl),
  );

  const pool = openPool(target.appUrl, 1);
  const host = { ...world.host, pool, fileStore: folderFileStore(restored) };
  const scope = { tenantIds: [tenant], actor: systemActor('test'), requestId: 'test' };
  const opened = await inTransaction(host, scope, (tx) => readFile(tx, file.id));
  await pool.end();
  assert.equal(opened?.content.toString(), '内容');
});

const refused: readonly [title: string, change: (copy: string) => void, says: RegExp][] = [
  [
    '被改动过的备份不恢复',
    (copy) => appendFileSync(path.join(copy, 'tables/platform.tenant.copy'), 'x'),
    /changed or is damaged/,
  ],
  ['不是备份的文件夹不恢复', (copy) => rmSync(path.join(copy, 'manifest.json')), /is no backup/],
];
for (const [title, change, says] of refused) {
  test(title, async () => {
    const copy = mkdtempSync(path.join(folder, 'copy-'));
    cpSync(path.join(folder, 'whole'), copy, { recursive: true });
    change(copy);
    const target = await emptyDatabase('heyi_restore_refused');
    await assert.rejects(
      restore({
        ownerUrl: target.ownerUrl,
        filesDirectory: path.join(copy, 'nothing'),
        directory: copy,
        migrations,
      }),
      says,
    );
  });
}

test('已有数据的库不覆盖；非空文件夹不写入备份；更新版本的备份不恢复', async () => {
  const directory = path.join(folder, 'whole');
  const filesDirectory = path.join(folder, 'nothing');
  const { ownerUrl } = world.database.urls;
  await assert.rejects(
    restore({ ownerUrl, filesDirectory, directory, migrations }),
    /already holds/,
  );
  await assert.rejects(backUp({ ownerUrl, filesDirectory: null, directory, now }), /is not empty/);
  const older = migrations.slice(0, 1);
  await assert.rejects(
    restore({ ownerUrl, filesDirectory, directory, migrations: older }),
    /use the newer one/,
  );
});
