import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addSeconds } from '@heyi/kernel';
import type { Actor } from '../actor.ts';
import { createTestHost, type TestHost } from '../testing.ts';
import type { TenantId } from '../postgres/transaction.ts';
import {
  countNote,
  countNotes,
  noteRoutes,
  openTestServer,
  pathOf,
  payNote,
  putNote,
  type TestServer,
} from './testing.ts';

const now = '2026-11-23T01:00:00.000Z';
let world: TestHost;
let http: TestServer;
let tenant: TenantId;
let other: TenantId;
before(async () => {
  world = await createTestHost(now);
  const hooks = { beforeEnd: async () => undefined };
  http = await openTestServer(world.host, noteRoutes(hooks, now));
  tenant = await world.tenant();
  other = await world.tenant();
});
after(async () => {
  await http.server.close();
  await world.close();
});

const body = { text: '工资', amount: '12.30' };
let keys = 0;
const newKey = () => `key-number-${(keys += 1)}`;

function worker(actor: Partial<Actor> = {}): Partial<Actor> {
  return {
    tenantId: world.host.houseId,
    permissions: new Set(['note:write', 'note:read']),
    assignedTenantIds: [tenant],
    ...actor,
  };
}

test('能办的事办成，并留下操作日志', async () => {
  const token = http.tokenOf(worker());
  const answer = await http.call('POST', pathOf(putNote, tenant), { token, body, key: newKey() });
  assert.equal(answer.status, 200);
  assert.equal(answer.body['amount'], '12.30');
  assert.match(String(answer.body['id']), /^aud_/);
  assert.equal(answer.headers['cache-control'], 'no-store');
  const audit = await world.as(
    tenant,
    (tx) => tx.sql`select operation, detail from platform.audit_entry where tenant_id = ${tenant}`,
  );
  assert.equal(audit.length, 1);
  assert.equal(audit[0]!['operation'], 'putNote');
  assert.equal(audit[0]!['detail'].made, answer.body['id']);
  assert.doesNotMatch(JSON.stringify(audit[0]!['detail']), /工资/, '提交的内容不进日志');
});

const refusals: {
  title: string;
  actor: () => Partial<Actor> | null;
  path: () => string;
  status: number;
  code: string;
}[] = [
  {
    title: '未登录',
    actor: () => null,
    path: () => pathOf(putNote, tenant),
    status: 401,
    code: 'session.required',
  },
  {
    title: '没有权限',
    actor: () => worker({ permissions: new Set(['note:read']) }),
    path: () => pathOf(putNote, tenant),
    status: 403,
    code: 'permission.denied',
  },
  {
    title: '别的客户，像不存在一样',
    actor: () => worker(),
    path: () => pathOf(putNote, other),
    status: 404,
    code: 'tenant.not_found',
  },
  {
    title: '不是客户编号',
    actor: () => worker(),
    path: () => '/v1/tenants/nobody/notes',
    status: 404,
    code: 'tenant.not_found',
  },
  {
    title: '从未做过二次验证',
    actor: () => worker(),
    path: () => pathOf(payNote, tenant),
    status: 403,
    code: 'second_factor.required',
  },
  {
    title: '二次验证已超过十分钟',
    actor: () => worker({ secondFactorAt: addSeconds(now, -601) }),
    path: () => pathOf(payNote, tenant),
    status: 403,
    code: 'second_factor.required',
  },
  {
    title: '二次验证的时间在将来',
    actor: () => worker({ secondFactorAt: addSeconds(now, 60) }),
    path: () => pathOf(payNote, tenant),
    status: 403,
    code: 'second_factor.required',
  },
];

for (const { title, actor, path, status, code } of refusals) {
  test(`拒绝：${title}`, async () => {
    const who = actor();
    const token = who && http.tokenOf(who);
    const sent = { body, key: newKey(), ...(token && { token }) };
    const answer = await http.call('POST', path(), sent);
    assert.equal(answer.status, status);
    assert.equal(answer.body['code'], code);
    assert.equal(answer.body['type'], `urn:heyi:problem:${code}`);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    assert.ok(answer.body['instance'], '请求编号可以报给运维人员');
  });
}

test('十分钟内做过二次验证的可以办', async () => {
  const actor = worker({ secondFactorAt: addSeconds(now, -600) });
  const sent = { token: http.tokenOf(actor), body, key: newKey() };
  assert.equal((await http.call('POST', pathOf(payNote, tenant), sent)).status, 200);
});

test('演示账号从不被要求二次验证', async () => {
  const sent = { token: http.tokenOf(worker({ isDemo: true })), body, key: newKey() };
  assert.equal((await http.call('POST', pathOf(payNote, tenant), sent)).status, 200);
});

test('只限本公司的操作，客户的账号不能用', async () => {
  const client = http.tokenOf(worker({ tenantId: tenant }));
  assert.equal((await http.call('GET', '/v1/notes', { token: client })).status, 403);
  const house = http.tokenOf(worker());
  const answer = await http.call('GET', '/v1/notes?limit=3', { token: house });
  assert.deepEqual(answer.body, { limit: 3 });
});

test('提交的内容有误时逐字段说明', async () => {
  const token = http.tokenOf(worker());
  const sent = { token, key: newKey(), body: { text: '', amount: '12.345' } };
  const answer = await http.call('POST', pathOf(putNote, tenant), sent);
  assert.equal(answer.status, 400);
  assert.equal(answer.body['code'], 'request.invalid');
  const fields = answer.body['fields'] as { path: string; message: string; words: string }[];
  assert.deepEqual([...new Set(fields.map((field) => field.path))].toSorted(), ['amount', 'text']);
  const wordsOf = (path: string) => fields.find((field) => field.path === path)?.words;
  assert.ok(fields.some((field) => field.message === 'money.malformed'));
  assert.match(wordsOf('amount')!, /最多两位小数/);
  assert.match(wordsOf('text')!, /请按接口页的说明填写/);
});

test('查询参数有误也逐字段说明', async () => {
  const answer = await http.call('GET', '/v1/notes?limit=9', { token: http.tokenOf(worker()) });
  assert.deepEqual(
    (answer.body['fields'] as { path: string }[]).map((field) => field.path),
    ['limit'],
  );
});

test('用例的失败带上它的事实和状态码，不留痕迹', async () => {
  const token = http.tokenOf(worker());
  const before = await world.as(tenant, countNotes);
  const sent = { token, key: newKey(), body: { ...body, text: '拒绝' } };
  const answer = await http.call('POST', pathOf(putNote, tenant), sent);
  assert.equal(answer.status, 422);
  assert.equal(answer.body['code'], 'note.refused');
  assert.equal(answer.body['text'], '拒绝');
  assert.equal(await world.as(tenant, countNotes), before);
});

test('须留痕的失败：写下的保留，幂等键退回', async () => {
  const token = http.tokenOf(worker());
  const before = await world.as(tenant, countNotes);
  const sent = { token, key: newKey(), body: { ...body, text: '拒绝' } };
  assert.equal((await http.call('POST', pathOf(countNote, tenant), sent)).status, 422);
  assert.equal((await http.call('POST', pathOf(countNote, tenant), sent)).status, 422);
  assert.equal(await world.as(tenant, countNotes), before + 2);
  const good = { ...sent, body };
  assert.equal((await http.call('POST', pathOf(countNote, tenant), good)).status, 200);
});

test('说明按请求的语言给出', async () => {
  const english = { headers: { 'accept-language': 'en-GB,zh;q=0.5' } };
  const answer = await http.call('GET', '/v1/notes', english);
  assert.equal(answer.body['title'], 'You are not signed in');
  const chinese = await http.call('GET', '/v1/notes');
  assert.equal(chinese.body['title'], '登录已失效');
});
