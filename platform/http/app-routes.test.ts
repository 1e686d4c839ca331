import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { id, operation, text } from '@heyi/contract';
import { fail, newId, ok } from '@heyi/kernel';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { systemActor } from '../actor.ts';
import type { TenantId, Transaction } from '../postgres/transaction.ts';
import { createTestHost, type TestHost } from '../testing.ts';
import type { AppDoor, AppRequest, Nonce } from './app-door.ts';
import { Refusal } from './problem.ts';
import { type DirectCall, directRoute, route } from './route.ts';
import { createHttpServer } from './server.ts';

const putWord = operation({
  id: 'putWord',
  method: 'POST',
  path: '/v1/words',
  scope: 'app',
  permission: 'words:write',
  input: z.object({ word: text(20) }),
  output: z.object({ id: id('aud'), word: z.string() }),
  failures: { 'word.refused': 422 },
});
const getWord = operation({
  id: 'getWord',
  method: 'GET',
  scope: 'app',
  path: '/v1/words/:word',
  permission: 'words:read',
  input: z.object({ word: text(20) }),
  output: z.object({ word: z.string() }),
  failures: {},
});
const putFastWord = operation({ ...putWord, id: 'putFastWord', path: '/v1/fast-words' });

let world: TestHost;
let server: FastifyInstance;
let tenant: TenantId;
const app = { id: newId<'app'>(), environment: 'sandbox', keyId: newId<'key'>() } as const;
const used = new Set<string>();
let seen: AppRequest[] = [];
let served: (Nonce | null)[] = [];

const door: AppDoor = {
  async admit(request, tell) {
    seen.push(request);
    tell('ratelimit', '"app";r=1;t=60');
    if (request.headers['x-app-id'] !== 'app') {
      throw new Refusal({ code: 'app.credentials_required' });
    }
    const actor = {
      ...systemActor('直播平台'),
      tenantId: tenant,
      permissions: new Set(['words:write']),
      assignedTenantIds: [tenant],
      app,
    };
    const nonce = request.headers['x-nonce'];
    return {
      actor,
      nonce: nonce === undefined ? null : { digest: nonce, stampedAt: 0, shardKey: 1 },
    };
  },
  async spendNonce({ digest }) {
    if (used.has(digest)) throw new Refusal({ code: 'nonce.replayed' });
    used.add(digest);
  },
};

async function keepWord(tx: Transaction, { word }: { word: string }) {
  if (word === '拒绝') return fail({ code: 'word.refused' as const });
  return ok({ id: newId<'aud'>(), word: `${word} ${tx.tenantId === tenant}` });
}

async function readWord() {
  return ok({ word: '有' });
}

async function keepFastWord({ caller }: DirectCall, { word }: { word: string }) {
  served.push(caller.nonce);
  if (word === '拒绝') return fail({ code: 'word.refused' as const });
  return ok(`{"kept":"${word}"}`);
}

before(async () => {
  world = await createTestHost();
  tenant = await world.tenant();
  server = await createHttpServer({
    host: world.host,
    routes: [route(putWord, keepWord), route(getWord, readWord)],
    directRoutes: [directRoute(putFastWord, keepFastWord)],
    apps: door,
    authenticate: async () => ({ ...systemActor('王芳'), accountId: newId<'acc'>() }),
    secure: true,
    requestsPerMinute: 6,
  });
});
after(async () => {
  await server.close();
  await world.close();
});

async function post(url: string, body: string, headers: Record<string, string> = {}) {
  const answer = await server.inject({
    method: 'POST',
    url,
    payload: body,
    headers: {
      'content-type': 'application/json',
      'x-app-id': 'app',
      'idempotency-key': newId(),
      ...headers,
    },
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

test('应用的请求：租户来自应用，正文按字节交给验签，留下操作日志', async () => {
  seen = [];
  const sent = '{ "word" : "你好" }';
  const answer = await post('/v1/words?x=1', sent, { 'x-nonce': 'a' });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.equal(answer.body.word, '你好 true');
  assert.equal(answer.headers['ratelimit'], '"app";r=1;t=60');
  assert.equal(seen[0]!.body.toString(), sent);
  assert.equal(seen[0]!.url, '/v1/words?x=1');
  const audit = await world.as(
    tenant,
    (tx) =>
      tx.sql`select operation, account_id, actor_name from platform.audit_entry
              where tenant_id = ${tenant}`,
  );
  assert.deepEqual(audit, [{ operation: 'putWord', account_id: null, actor_name: '直播平台' }]);
});

test('没有会话也没有跨站检查：凭证不会被浏览器自己带上', async () => {
  const origin = { origin: 'https://docs.example', 'sec-fetch-site': 'cross-site' };
  assert.equal((await post('/v1/words', '{"word":"好"}', origin)).status, 200);
});

test('会话令牌不能当应用用，应用也不能进给人用的接口', async () => {
  const answer = await server.inject({
    method: 'POST',
    url: '/v1/words',
    payload: { word: '好' },
    headers: { authorization: 'Bearer session' },
  });
  assert.equal(answer.json().code, 'app.credentials_required');
});

test('重复的随机串：第二次拒绝，没有写入', async () => {
  assert.equal((await post('/v1/words', '{"word":"一"}', { 'x-nonce': 'twice' })).status, 200);
  const again = await post('/v1/words', '{"word":"二"}', { 'x-nonce': 'twice' });
  assert.equal(again.status, 401);
  assert.equal(again.body.code, 'nonce.replayed');
});

test('幂等键属于应用：同键同文同答，异文拒绝，缺键拒绝', async () => {
  const key = { 'idempotency-key': 'key-of-an-app' };
  const first = await post('/v1/words', '{"word":"三"}', key);
  const second = await post('/v1/words', '{"word":"三"}', key);
  assert.deepEqual(second.body, first.body);
  assert.equal((await post('/v1/words', '{"word":"四"}', key)).body.code, 'idempotency.key_reused');
  const none = await post('/v1/words', '{"word":"四"}', { 'idempotency-key': '' });
  assert.equal(none.body.code, 'idempotency.key_required');
});

test('权限是密钥的范围', async () => {
  const headers = { 'x-app-id': 'app' };
  const answer = await server.inject({ method: 'GET', url: '/v1/words/a', headers });
  assert.equal(answer.json().code, 'permission.denied');
});

test('拒绝、乱写的正文，与给人用的接口同样答复', async () => {
  assert.equal((await post('/v1/words', '{"word":"拒绝"}')).body.code, 'word.refused');
  for (const body of ['{"word":', '[1]', '"word"']) {
    const answer = await post('/v1/words', body);
    assert.equal(answer.status, 400, body);
    assert.equal(answer.body.code, 'request.body_malformed');
  }
  for (const body of ['', '{"word":"\\u0000"}', '{"word":7}']) {
    const answer = await post('/v1/words', body);
    assert.equal(answer.status, 400, body);
    assert.equal(answer.body.code, 'request.invalid');
    assert.equal(answer.body.fields[0].path, 'word');
    assert.ok(answer.body.fields[0].words);
  }
});

test('自己成批的接口：拿到没用过的随机串，答复原样发出', async () => {
  served = [];
  const answer = await post('/v1/fast-words', '{"word":"快"}', { 'x-nonce': 'fast' });
  assert.deepEqual(answer.body, { kept: '快' });
  assert.match(String(answer.headers['content-type']), /^application\/json/);
  assert.deepEqual(served, [{ digest: 'fast', stampedAt: 0, shardKey: 1 }]);
  assert.equal(used.has('fast'), false);
  assert.equal((await post('/v1/fast-words', '{"word":"拒绝"}')).body.code, 'word.refused');
  const none = await post('/v1/fast-words', '{"word":"快"}', { 'idempotency-key': 'short' });
  assert.equal(none.body.code, 'idempotency.key_required');
});

test('乱试凭证的地址：按地址计数', async () => {
  const codes: string[] = [];
  for (let count = 0; count < 8; count += 1) {
    codes.push((await post('/v1/words', '{"word":"好"}', { 'x-app-id': 'other' })).body.code);
  }
  assert.equal(codes.at(-1), 'rate.limited');
  assert.equal((await post('/v1/words', '{"word":"好"}')).status, 200, '好的应用不受影响');
});
