import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createEmptyDatabase, createTestHost, type TestHost } from '@heyi/platform/testing';
import { folderFileStore, openPool } from '@heyi/platform';
import pg from 'pg';
import { type SeededClient, seedClient, seedHouse } from '../world/seed-client.ts';
import { openStage } from '../world/stage.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'heyi-command-'));
const program = path.resolve(import.meta.dirname, '../../apps/cli/main.ts');
let world: TestHost;
let client: SeededClient;
before(async () => {
  world = await createTestHost();
  const stage = openStage(world.host);
  client = await seedClient(stage, await seedHouse(stage), '华联');
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

type Urls = TestHost['database']['urls'];

/** `heyi …` as the operator runs it, on the database of the addresses. */
function heyi(urls: Urls, home: string, ...args: string[]) {
  const env = {
    ...process.env,
    DATABASE_URL: urls.appUrl,
    DATABASE_OWNER_URL: urls.ownerUrl,
    DATABASE_JOBS_URL: urls.jobsUrl,
    HEYI_DATA: home,
  };
  return spawnSync(process.execPath, [program, ...args], { env, encoding: 'utf8' });
}

/** Every amount of money that is stored, by its column: how many there are, and their sum. */
async function moneyOf(adminUrl: string): Promise<Record<string, string>> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rows: columns } = await admin.query<{ name: string; sum: string }>(`
      select format('%I.%I.%I', table_schema, table_name, column_name) as name,
             (xpath('/row/s/text()', query_to_xml(format(
                'select count(%1$I) || '' '' || coalesce(sum(%1$I), 0) as s from %2$I.%3$I',
                column_name, table_schema, table_name), true, true, '')))[1]::text as sum
        from information_schema.columns
       where data_type = 'bigint'
         and table_schema in ('billing', 'insurance', 'ledger', 'payments', 'payroll', 'people')`);
    return Object.fromEntries(columns.map(({ name, sum }) => [name, sum]));
  } finally {
    await admin.end();
  }
}

test('备份、恢复到另一个库：每一列金额的笔数和合计分毫不差，账对得上，封存的打得开', async () => {
  const directory = path.join(folder, 'backup');
  const source = path.join(folder, 'source');
  cpSync(world.filesDirectory, path.join(source, 'files'), { recursive: true });
  const written = heyi(world.database.urls, source, 'backup', directory);
  assert.equal(written.status, 0, written.stderr);
  assert.match(
    written.stdout,
    /^Backup of \d+ tables written to .*\nThe master key is not in it: /,
  );

  const other = await createEmptyDatabase();
  const target = path.join(folder, 'target');
  const restored = heyi(other.urls, target, 'restore', directory);
  assert.equal(restored.status, 0, restored.stderr);
  assert.match(restored.stdout, /^Restored \d+ tables of .*\nPut the master key of that/);

  const money = await moneyOf(world.database.adminUrl);
  assert.ok(Object.keys(money).length > 30, 'the columns of money are found');
  assert.ok(Object.values(money).some((sum) => /^\d+ [1-9]\d{5,}$/.test(sum)));
  assert.deepEqual(await moneyOf(other.adminUrl), money);

  const pool = openPool(other.urls.appUrl);
  const fileStore = folderFileStore(path.join(target, 'files'));
  const stage = openStage({ ...world.host, pool, fileStore });
  const { differences } = await stage.act('verifyLedger', { tenantId: client.wireId });
  assert.deepEqual(differences, []);
  const audit = await stage.act('verifyAuditChain', { tenantId: client.wireId });
  assert.equal(audit['brokenAt'], null);
  await pool.end();
  await other.drop();
});

test('第二次写到同一个文件夹、恢复到有数据的库：一行说明，退出码1', () => {
  const directory = path.join(folder, 'backup');
  const again = heyi(world.database.urls, path.join(folder, 'source'), 'backup', directory);
  assert.equal(again.status, 1);
  assert.match(again.stderr, /^The folder .* is not empty\.\n$/);
  const onto = heyi(world.database.urls, path.join(folder, 'onto'), 'restore', directory);
  assert.equal(onto.status, 1);
  assert.match(onto.stderr, /^The database already holds data: restore into an empty one\.\n$/);
});
