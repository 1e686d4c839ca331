import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantId } from '../postgres/transaction.ts';
import { createTestHost, type TestHost } from '../testing.ts';
import { requestHash } from './idempotency.ts';
import {
  countNotes,
  noteRoutes,
  openTestServer,
  pathOf,
  putNote,
  type NoteHooks,
  type TestServer,
} from './testing.ts';

let world: TestHost;
let http: TestServer;
let tenant: TenantId;
let token: string;
const quiet: NoteHooks['beforeEnd'] = async () => undefined;
const hooks: NoteHooks = { beforeEnd: quiet };
before(async () => {
  world = await createTestHost();
  http = await openTestServer(world.host, noteRoutes(hooks, '2026-11-23T01:00:00.000Z'));
});
after(async () => {
  await http.server.close();
  await world.close();
});

async function freshTenant(): Promise<string> {
  hooks.beforeEnd = quiet;
  tenant = await world.tenant();
  token = http.tokenOf({
    tenantId: tenant,
    permissions: new Set(['note:write']),
    assignedTenantIds: [tenant],
  });
  return pathOf(putNote, tenant);
}

const body = { text: '工资', amount: '12.30' };

test('同一键、同一内容：第二次得到第一次的回答，只生效一次', async () => {
  const path = await freshTenant();
  const first = await http.call('POST', path, { token, body, key: 'pay-november' });
  const reordered = { amount: '12.30', text: '工资' };
  const second = await http.call('POST', path, { token, body: reordered, key: 'pay-november' });
  assert.equal(first.status, 200);
  assert.deepEqual(second.body, first.body);
  assert.equal(await world.as(tenant, countNotes), 1);
});

test('同一键、不同内容：拒绝', async () => {
  const path = await freshTenant();
  await http.call('POST', path, { token, body, key: 'pay-november' });
  const other = { ...body, amount: '99.00' };
  const answer = await http.call('POST', path, { token, body: other, key: 'pay-november' });
  assert.equal(answer.status, 422);
  assert.equal(answer.body['code'], 'idempotency.key_reused');
  assert.equal(await world.as(tenant, countNotes), 1);
});

test('另一个账号的同一个键互不相干', async () => {
  const path = await freshTenant();
  await http.call('POST', path, { token, body, key: 'pay-november' });
  const colleague = http.tokenOf({
    tenantId: tenant,
    permissions: new Set(['note:write']),
    assignedTenantIds: [tenant],
  });
  await http.call('POST', path, { token: colleague, body, key: 'pay-november' });
  assert.equal(await world.as(tenant, countNotes), 2);
});

test('两次同时点击：第二次等第一次提交，然后得到它的回答', async () => {
  const path = await freshTenant();
  const entered = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let entries = 0;
  hooks.beforeEnd = async () => {
    entries += 1;
    entered.resolve();
    await gate.promise;
  };
  const first = http.call('POST', path, { token, body, key: 'double-click' });
  await entered.promise;
  let secondEnded = false;
  const second = http.call('POST', path, { token, body, key: 'double-click' });
  void second.then(() => (secondEnded = true));
  await sleep(150);
  assert.equal(secondEnded, false, '第一次的事务还开着');
  gate.resolve();
  assert.deepEqual((await second).body, (await first).body);
  assert.equal(entries, 1);
  assert.equal(await world.as(tenant, countNotes), 1);
});

test('第一次失败不占用键：等着的第二次自己办成', async () => {
  const path = await freshTenant();
  const entered = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let entries = 0;
  hooks.beforeEnd = async () => {
    entries += 1;
    if (entries > 1) return;
    entered.resolve();
    await gate.promise;
    throw new Error('断电');
  };
  const first = http.call('POST', path, { token, body, key: 'double-click' });
  await entered.promise;
  const second = http.call('POST', path, { token, body, key: 'double-click' });
  await sleep(100);
  gate.resolve();
  assert.equal((await first).status, 500);
  assert.equal((await second).status, 200);
  assert.equal(await world.as(tenant, countNotes), 1);
});

test('用例拒绝之后，同一键可以再试', async () => {
  const path = await freshTenant();
  const refused = { ...body, text: '拒绝' };
  await http.call('POST', path, { token, body: refused, key: 'try-again' });
  const keys = await world.as(tenant, (tx) => tx.sql`select key from platform.idempotency_key`);
  assert.equal(keys.length, 0);
  assert.equal((await http.call('POST', path, { token, body, key: 'try-again' })).status, 200);
});

test('存下的回答是加密的', async () => {
  const path = await freshTenant();
  await http.call('POST', path, { token, body, key: 'pay-november' });
  const [row] = await world.as(
    tenant,
    (tx) => tx.sql<{ sealed: Buffer }>`
      select answer_sealed as sealed from platform.idempotency_key where tenant_id = ${tenant}`,
  );
  assert.ok(row!.sealed.length > 0);
  assert.doesNotMatch(row!.sealed.toString('latin1'), /12\.30|aud_/);
});

for (const key of [undefined, 'short', 'x'.repeat(201)]) {
  test(`键缺失或长度不对：${key?.slice(0, 10) ?? '没有'}`, async () => {
    const path = await freshTenant();
    const answer = await http.call('POST', path, { token, body, ...(key && { key }) });
    assert.equal(answer.status, 400);
    assert.equal(answer.body['code'], 'idempotency.key_required');
    assert.equal(await world.as(tenant, countNotes), 0);
  });
}

test('散列与键的顺序无关，与内容和操作有关', () => {
  const hash = requestHash('a', { x: 1, y: [{ b: 1, c: undefined }] });
  assert.deepEqual(requestHash('a', { y: [{ b: 1 }], x: 1 }), hash);
  assert.notDeepEqual(requestHash('b', { x: 1, y: [{ b: 1 }] }), hash);
  assert.notDeepEqual(requestHash('a', { x: 1, y: [{ b: 2 }] }), hash);
  assert.notDeepEqual(requestHash('a', Buffer.from('1')), requestHash('a', Buffer.from('2')));
});

test('同一操作占着锁太久：第二次得到“正在处理”，什么也没有写', async () => {
  const path = await freshTenant();
  const holder = await world.host.pool.connect();
  await holder.query('begin');
  await holder.query('select pg_advisory_xact_lock(77)');
  hooks.beforeEnd = async (tx) => {
    await tx.sql`set local lock_timeout = '50ms'`;
    await tx.sql`select pg_advisory_xact_lock(77)`;
  };
  const answer = await http.call('POST', path, { token, body, key: 'pay-november-held' });
  await holder.query('rollback');
  holder.release();
  assert.deepEqual([answer.status, answer.body['code']], [409, 'idempotency.in_progress']);
  assert.equal(await world.as(tenant, countNotes), 0);
});
