import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  createRestartableDatabase,
  createTestHost,
  type RestartableDatabase,
  type TestHost,
} from '../testing.ts';
import type { TenantId } from '../postgres/transaction.ts';
import { noteRoutes, openTestServer, pathOf, putNote, type TestServer } from './testing.ts';

let database: RestartableDatabase;
let world: TestHost;
let http: TestServer;
let tenant: TenantId;
let inside: () => Promise<void> = async () => undefined;

before(async () => {
  database = await createRestartableDatabase();
  world = await createTestHost(undefined, database);
  tenant = await world.tenant();
  const routes = noteRoutes({ beforeEnd: () => inside() }, '2026-11-23T13:00:00.000Z');
  http = await openTestServer(world.host, routes);
});
after(async () => {
  await http.server.close();
  await world.close();
});

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
  await database.stop();
  const during = await put('during-the-restart');
  assert.equal(during.status, 503);
  assert.equal(during.body['code'], 'server.unavailable');
  assert.equal(during.headers['retry-after'], '5');
  await database.start();
  assert.equal((await put('during-the-restart')).status, 200);
});

const endings: [title: string, end: () => Promise<void>][] = [
  ['有序停下', () => database.stop()],
  ['突然断电', () => database.cut()],
];
for (const [title, end] of endings) {
  test(`数据库在事务中间${title}：这一笔答 503，进程不倒，再发一次照办`, async () => {
    inside = async () => {
      inside = async () => undefined;
      await end();
      // The statement after this one finds its connection gone.
    };
    const cut = await put(`cut-${title}`);
    assert.equal(cut.status, 503);
    assert.equal(cut.body['code'], 'server.unavailable');
    await database.start();
    assert.equal((await put(`cut-${title}`)).status, 200);
    assert.equal((await put(`cut-${title}`)).status, 200);
  });
}
