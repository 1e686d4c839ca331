import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { appendAudit, distribute, publish, readMigrations, storeFile } from '../index.ts';
import { createGatheredDatabase, createTestHost, type TestHost } from '../testing.ts';
import { onServer } from './test-cluster.ts';
import { readPlacedTables } from './table-place.ts';

const root = path.resolve(import.meta.dirname, '../..');
const version = readMigrations(path.join(root, 'database/migrations')).at(-1)!.version;

if (process.env['HEYI_TEST_CITUS'] === '1') describe('分布到集群', onCluster);
else describe('没有集群', onOneServer);

function onOneServer(): void {
  let world: TestHost;
  before(async () => {
    world = await createTestHost();
  });
  after(() => world.close());

  const run = (known: number) =>
    distribute({
      ownerUrl: world.database.urls.ownerUrl,
      shardCount: 4,
      version: known,
      say: () => undefined,
    });

  test('库里没有 Citus，不动', async () => {
    await assert.rejects(run(version), /has no Citus/);
  });

  test('每张表都有去处，现在都在本机', async () => {
    const client = await world.database.pool.connect();
    const tables = await readPlacedTables(client);
    client.release();
    assert.ok(tables.length > 90);
    assert.deepEqual(
      tables.filter(({ place, present }) => place === null || present !== 'local'),
      [],
    );
  });
}

/** Rows of every table as one number: equal when and only when all rows are. */
async function fingerprints(adminUrl: string): Promise<Record<string, string>> {
  const { rows } = await onServer<{ name: string }>(
    adminUrl,
    `select n.nspname || '.' || c.relname as name from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and pg_get_userbyid(c.relowner) = 'heyi_owner'
        and c.relname not like 'distribution_%' order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const sum = await onServer<{ sum: string }>(
      adminUrl,
      `select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as sum
         from ${name} t`,
    );
    found[name] = sum.rows[0]!.sum;
  }
  return found;
}

async function foreignKeys(adminUrl: string): Promise<string[]> {
  const { rows } = await onServer<{ text: string }>(
    adminUrl,
    `select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as text
       from pg_constraint where contype = 'f' and conparentid = 0
        and exists (select from pg_class c where c.oid = conrelid)
        and connamespace::regnamespace::text !~ '^(graphile|pg_)' order by 1`,
  );
  return rows.map(({ text }) => text);
}

function onCluster(): void {
  let world: TestHost;
  let directory: string;
  let rowsBefore: Record<string, string>;
  let keysBefore: string[];
  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'heyi-distribute-'));
    world = await createTestHost(undefined, await createGatheredDatabase());
    for (let index = 0; index < 20; index += 1) {
      const tenant = await world.tenant();
      await world.as(tenant, async (tx) => {
        await appendAudit(tx, { operation: 'x', subjectId: null, detail: { index } });
        await publish(tx, { type: 'x', payload: { index } });
        await storeFile(tx, { name: '甲.txt', type: 'a/b', content: Buffer.from('内容') });
      });
    }
    rowsBefore = await fingerprints(world.database.adminUrl);
    keysBefore = await foreignKeys(world.database.adminUrl);
  });
  after(async () => {
    await world.close();
    rmSync(directory, { recursive: true });
  });

  /** The command as an operator runs it, killed as soon as it has said so many lines. */
  async function run(linesMax = Infinity): Promise<{ lines: string[]; error: string }> {
    const { ownerUrl, appUrl, jobsUrl } = world.database.urls;
    const child = spawn(
      process.execPath,
      [path.join(root, 'apps/cli/main.ts'), 'db', 'distribute', '--shards', '4'],
      {
        env: {
          ...process.env,
          DATABASE_URL: appUrl,
          DATABASE_OWNER_URL: ownerUrl,
          DATABASE_JOBS_URL: jobsUrl,
          HEYI_DATA: directory,
        },
      },
    );
    const lines: string[] = [];
    let error = '';
    child.stderr.on('data', (part: Buffer) => (error += part.toString()));
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (lines.length >= linesMax) child.kill('SIGKILL');
    });
    await once(child, 'close');
    return { lines, error };
  }

  test('服务器还连着，不动', async () => {
    const holder = await world.database.pool.connect();
    assert.match((await run()).error, /A server is connected/);
    holder.release(true);
  });

  test('装着数据的库：任何一步被杀都接着做，行一条不差，外键一个不少', async () => {
    await onServer(
      world.database.adminUrl,
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = current_database() and usename in ('heyi_app', 'heyi_jobs')`,
    );
    const planned = (await run(1)).lines[0]!;
    assert.match(planned, /tables distributed by shard_key/);
    const tables = Number(/(\d+) have to be moved/.exec(planned)![1]);
    let left = tables;
    for (const moved of [1, 2, 3, 30, 60]) {
      await run(1 + left + moved);
      const now = (await run(1)).lines[0]!;
      const waiting = Number(/(\d+) have to be moved/.exec(now)![1]);
      assert.ok(waiting <= left, now);
      left = waiting;
    }
    assert.ok(left > 0 && left < tables, `${left} of ${tables}`);
    const last = await run();
    assert.equal(last.error, '');
    assert.equal(last.lines.at(-1), 'Distributed.');
    assert.deepEqual(await fingerprints(world.database.adminUrl), rowsBefore);
    assert.deepEqual(await foreignKeys(world.database.adminUrl), keysBefore);
    const again = await run();
    assert.match(again.lines[0]!, / 0 have to be moved/);
    assert.equal(again.lines.at(-1), 'Distributed.');
  });

  test('分布之后：同一分片键的行在一起，主机上不留副本，强制行级安全仍在', async () => {
    const { rows } = await onServer<{ colocations: number; copies: number; open: number }>(
      world.database.adminUrl,
      `select count(distinct p.colocationid)::int as colocations,
              count(*) filter (where pg_relation_size(p.logicalrelid) > 0)::int as copies,
              count(*) filter (where not c.relforcerowsecurity)::int as open
         from pg_dist_partition p join pg_class c on c.oid = p.logicalrelid
        where p.partmethod = 'h'`,
    );
    assert.deepEqual(rows[0], { colocations: 1, copies: 0, open: 0 });
  });
}
