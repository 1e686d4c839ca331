import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { newId } from '@heyi/kernel';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../embedded/index.ts';
import { volatileHome } from '../embedded/home.ts';
import { migrate, readMigrations } from '../postgres/migrate.ts';
import { openPool } from '../postgres/pool.ts';
import { ensureRoles } from '../postgres/roles.ts';
import { shardKeyOf } from '../postgres/shard-key.ts';
import { createTestHost, type TestHost } from '../testing.ts';
import { noteRoutes, openTestServer, pathOf, putNote, type TestServer } from './testing.ts';

/** A server of its own, because this one is stopped and started again. */
let postgres: EmbeddedPostgres;
let directory: string;
let port: number;
let shared: TestHost;
let http: TestServer;
let pool: pg.Pool;
const tenant = newId<'ten'>();
let inside: () => Promise<void> = async () => undefined;

before(async () => {
  directory = mkdtempSync(path.join(volatileHome(), 'heyi-outage-'));
  chmodSync(directory, 0o711);
  port = await freePort();
  postgres = await startEmbeddedPostgres({ directory, port });
  const urls = await ensureRoles(postgres.adminUrl);
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  const folder = path.resolve(import.meta.dirname, '../../database/migrations');
  await migrate(owner, readMigrations(folder));
  await owner.end();
  pool = openPool(urls.appUrl);
  await pool.query('select platform.create_tenant($1, $2, false, now())', [
    tenant,
    shardKeyOf(tenant),
  ]);
  shared = await createTestHost();
  const host = { ...shared.host, pool };
  const routes = noteRoutes({ beforeEnd: () => inside() }, '2026-11-23T13:00:00.000Z');
  http = await openTestServer(host, routes);
});
after(async () => {
  await http.server.close();
  await pool.end();
  await shared.close();
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}

function put(key: string) {
  const token = http.tokenOf({
    tenantId: tenant,
    permissions: new Set(['note:write']),
    assignedTenantIds: [tenant],
  });
  const body = { text: '工资', amount: '1.00' };
  return http.call('POST', pathOf(putNote, tenant), { token, key, body });
}

test('数据库重启：其间答 503，之后自己恢复', async () => {
  assert.equal((await put('before-the-restart')).status, 200);
  await postgres.stop();
  const during = await put('during-the-restart');
  assert.equal(during.status, 503);
  assert.equal(during.body['code'], 'server.unavailable');
  assert.equal(during.headers['retry-after'], '5');
  postgres = await startEmbeddedPostgres({ directory, port });
  assert.equal((await put('during-the-restart')).status, 200);
});

test('数据库在事务中间停下：这一笔答 503，进程不倒', async () => {
  inside = async () => {
    inside = async () => undefined;
    await postgres.stop();
    // The statement after this one finds its connection gone.
  };
  const cut = await put('cut-in-the-middle');
  assert.equal(cut.status, 503);
  postgres = await startEmbeddedPostgres({ directory, port });
  assert.equal((await put('cut-in-the-middle')).status, 200);
});
